"""Texts for people that deckgen writes itself (release notes, descriptions): packaged Jinja templates, plain or HTML."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


def render_document(package: str, name: str, variables: Mapping[str, object]) -> str:
    """Fill the template `name` that lies in `package`. `.html.j2` is escaped, anything else is not.

    A template includes another one by package and name: `{% include "deckgen.release/changes.md.j2" %}`.
    """
    environment = _environment(escaped=name.endswith(".html.j2"))
    return environment.get_template(f"{package}/{name}").render(variables).strip() + "\n"


def _text(path: str) -> str:
    package, _, name = path.partition("/")
    return (resources.files(package) / name).read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def _environment(*, escaped: bool) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_text),
        undefined=StrictUndefined,
        autoescape=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
    )
