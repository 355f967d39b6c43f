"""What Anki will store: notes, and the two notetypes they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.diagnostics import Span
from deckgen.model import EntryId, Guid, Html, Language, MediaFile, MediaName, NotetypeKey, Sha256, TopicName


@dataclass(frozen=True, slots=True)
class NoteKey:
    """Which note: an entry in one language."""

    entry: EntryId
    language: Language

    def __str__(self) -> str:
        return f"{self.entry} ({self.language})"


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A card Anki makes from the note: its ordinal (from 0) and the name that identifies what it asks."""

    ord: int
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `content` is the digest of what the author wrote, `html` that of what Anki stores.

    `was_guid` is the guid the note had in the deck it comes from, and then its guid.
    """

    key: NoteKey
    topic: TopicName
    kind: str
    notetype: NotetypeKey
    fields: tuple[Html, ...]
    tags: tuple[str, ...]
    media: Mapping[MediaName, MediaFile]
    cards: tuple[NoteCard, ...]
    guid: Guid
    content: Sha256
    html: Sha256
    was: EntryId | None
    span: Span
    was_guid: Guid | None = None


@dataclass(frozen=True, slots=True)
class NoteField:
    """A field: its key is identity, its name may change, its id is what Anki matches."""

    key: str
    name: str
    id: int


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """A card template: Anki's `qfmt` and `afmt`."""

    key: str
    name: str
    id: int
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Notetype:
    """One of the two notetypes. `look` is the digest of everything that may change without breaking anyone's notes."""

    key: NotetypeKey
    id: int
    name: str
    fields: tuple[NoteField, ...]
    templates: tuple[CardTemplate, ...]
    css: str
    sort_field: int
    look: Sha256
    media: Mapping[MediaName, MediaFile] = field(default_factory=dict)
    """The fonts and pictures of the stylesheet."""

    @property
    def is_cloze(self) -> bool:
        return self.key == "cloze"

    def index(self, field_key: str) -> int:
        """The position of a field."""
        return next(index for index, field in enumerate(self.fields) if field.key == field_key)
