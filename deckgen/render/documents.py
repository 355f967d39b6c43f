"""Texts for people that deckgen writes itself (release notes, descriptions): packaged Jinja templates, plain or HTML."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


def render_document(package: str, name: str, variables: Mapping[str, object]) -> str:
    """Fill the template `name` that lies in `package`. `.html.j2` is escaped, anything else is not."""
    text = (resources.files(package) / name).read_text(encoding="utf-8")
    return _environment(escaped=name.endswith(".html.j2")).from_string(text).render(variables).strip() + "\n"


@lru_cache(maxsize=2)
def _environment(*, escaped: bool) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=escaped, trim_blocks=True, lstrip_blocks=True
    )
