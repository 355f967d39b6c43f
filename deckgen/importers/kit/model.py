"""What an importer finds in a file: entries as an author would write them, and an account of every item."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class RefusedFileError(ValueError):
    """A file that an import must not read; the message says why."""


class ItemOutcome(Enum):
    """What became of something that was found in a file."""

    ENTRY = "entry"
    DRAFT = "draft"
    SKIPPED = "skipped"
    USED = "used"
    """Part of something else: a heading that became a section or title, a picture that was copied. Needs no attention."""
    PROBLEM = "problem"


def shortened(text: str, length: int = 70) -> str:
    """The text in one line, as a report shows it."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 3]}..."


@dataclass(frozen=True, slots=True)
class Item:
    """Something found. `place` is `path:line` or `path, note 12`; `text` says what it is, `detail` the id or the reason."""

    place: str
    text: str
    outcome: ItemOutcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """An entry: `keys` as in YAML, texts as Markdown in one language. The id is made of `id_from`, or is `id` if there is one."""

    place: str
    keys: Mapping[str, object]
    id_from: str
    id: str = ""
    was_guid: str = ""

    @property
    def is_draft(self) -> bool:
        return bool(self.keys.get("draft"))


@dataclass(frozen=True, slots=True)
class ImportedTopic:
    """Entries for one topic; `media` are files by the name that the texts use."""

    name: str
    title: str
    entries: tuple[ImportedEntry, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """All that came out of one file."""

    topics: tuple[ImportedTopic, ...]
    items: tuple[Item, ...]
    references: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Sources that entries cite, as in `references.yaml`."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to import. `path` is how people see it; `sibling` reads a file beside it, None if it is not there.

    `sibling` raises `RefusedFileError` for what an import must not read.
    """

    path: str
    data: bytes
    sibling: Callable[[str], bytes | None]
    raw_html: bool = False
    """Whether the project shows HTML in texts as HTML."""


Importer = Callable[[ImportFile], Imported]


def unreadable(file: ImportFile, reason: str) -> Imported:
    """What comes of a file that can't be read, or holds nothing: one item, a problem."""
    return Imported((), (Item(file.path, "the whole file", ItemOutcome.PROBLEM, reason),))
