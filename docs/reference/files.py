"""`reference/files.md`: the files beside the entries, and what a build writes."""

from pydantic import BaseModel

from deckgen.sources.catalogue import ReferenceRow, SyllabusRow, TopicFile
from docs.reference.markdown import fence, join
from docs.reference.models import key_table

_INTRODUCTION = """
A project is a folder with [`deckgen.toml`](settings.md), entries in `cards/<topic>/*.yaml` ([their keys](kinds.md))
and the files of this page. Files sort by name, and their order is the order of study.
"""
_FILES: tuple[tuple[str, type[BaseModel], str, str], ...] = (
    (
        "cards/memory/topic.yaml", TopicFile, "One for each topic: one Anki deck and one package per language.",
        "title: Memory and flashcards\norder: 1\ndescription: What research says about learning with flashcards.",
    ),
    (
        "cards/references.yaml", ReferenceRow, "In `cards/`: the sources that entries cite, as a map from a slug to these keys.",
        'clip:\n  title: Learning Transferable Visual Models\n  authors: Radford et al.\n  year: 2021\n  arxiv: "2103.00020"',
    ),
    (
        "cards/syllabus.yaml", SyllabusRow, "In `cards/`, optional: the questions that the decks must answer, as a list.",
        "- id: clip-text-length\n  topic: clip\n  question: How much text fits into CLIP's text encoder?",
    ),
)  # fmt: skip
_OUTPUT = """
## What deckgen writes

| file | what it is |
|---|---|
| `deckgen.lock` | guids and times; [commit it](../concepts/identity-and-time.md) |
| `build/<topic>.apkg`, `build/bundle.apkg` | the packages of a project with one language |
| `build/<language>/<topic>.apkg`, `build/<language>/bundle.apkg` | the same with several |
| `build/manifest.json` | every package with its notes, cards and SHA-256 |
| `build/preview/` | the [preview](../guides/preview-and-share.md), made by `deckgen preview` |
| `build/releases/X.Y.Z/` | versioned packages, checksums, release notes, descriptions, made by `deckgen release` |
| `CHANGELOG.md` | gets a section for each release |

All of `build/` can be deleted and made again.
"""


def page() -> str:
    """The whole page."""
    sections = [
        join(
            f"## `{_name(path)}` {{#{_name(path).replace('.', '-')}}}",
            about,
            key_table(model),
            fence(example, "yaml", path),
        )
        for path, model, about, example in _FILES
    ]
    return join("# Other files", _INTRODUCTION, *sections, _OUTPUT)


def _name(path: str) -> str:
    return path.rpartition("/")[2]
