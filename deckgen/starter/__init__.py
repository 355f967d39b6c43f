"""Room: a new project that builds, checks and previews at once.

1. `deck`    the starter deck in the languages of the project, from `deck.yaml`
2. `files/`  settings, workflow, hooks and editor settings, as templates or as they are
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from deckgen.installing import supply
from deckgen.model import Language
from deckgen.render.documents import render_document
from deckgen.schemas import schemas
from deckgen.starter.deck import deck_files

_PACKAGE = "deckgen.starter.files"
_COPIED = {
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".github/workflows/decks.yml": "decks.yml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".vscode/settings.json": "vscode.json",
}
_SCHEMAS = ("entries", "topic", "references", "syllabus")


@dataclass(frozen=True, slots=True)
class NewProject:
    """What `deckgen init` has to know. `languages` are BCP 47 tags, at least one; `license` may be ""."""

    title: str
    namespace: str
    languages: tuple[Language, ...]
    license: str = ""
    authors: tuple[str, ...] = ()


def starter_files(new: NewProject) -> Mapping[str, bytes]:
    """Every file of the new project by its path, in the order in which a person would look at them."""
    settings = render_document(_PACKAGE, "deckgen.toml.j2", _settings(new))
    readme = render_document(_PACKAGE, "README.md.j2", {"title": new.title})
    files = {"deckgen.toml": settings.encode(), **deck_files(new.languages), "README.md": readme.encode()}
    files |= {path: (resources.files(_PACKAGE) / name).read_bytes() for path, name in _COPIED.items()}
    deckgen = supply()
    requirements = render_document(_PACKAGE, "requirements.txt.j2", {"deckgen": deckgen.requirement})
    files |= {"requirements.txt": requirements.encode(), **deckgen.files}
    made = schemas()
    return files | {f".deckgen/{name}.schema.json": made[f"{name}.schema.json"].encode() for name in _SCHEMAS}


def _settings(new: NewProject) -> dict[str, object]:
    return {
        "namespace": _toml(new.namespace),
        "title": _title(new),
        "languages": _toml(new.languages),
        "license": _toml(new.license),
        "authors": _toml(new.authors) if new.authors else "",
    }


def _title(new: NewProject) -> str:
    """One title; with several languages one for each, since decks of one name would be one deck."""
    if len(new.languages) == 1:
        return _toml(new.title)
    first, *others = new.languages
    titles = [f"{first} = {_toml(new.title)}", *(f"{one} = {_toml(f'{new.title} ({one})')}" for one in others)]
    return f"{{ {', '.join(titles)} }}"


def _toml(value: str | Sequence[str]) -> str:
    """A TOML string or list of strings, which JSON's are too."""
    return json.dumps(value, ensure_ascii=False)
