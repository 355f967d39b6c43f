"""The values that travel through deckgen, all frozen. The words are Anki's, except *entry*: what an author writes.

An entry becomes one note for each language it is written in; Anki generates the cards from the note.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NewType, TypeAlias

from deckgen.diagnostics import Span

EntryId = NewType("EntryId", str)
TopicName = NewType("TopicName", str)
"""The name of a folder under `cards/`."""
Language = NewType("Language", str)
"""A BCP 47 tag such as `zh-Hans`."""
Guid = NewType("Guid", str)
Markdown = NewType("Markdown", str)
Html = NewType("Html", str)
MediaName = NewType("MediaName", str)
"""The file name a picture or sound has inside Anki."""
Sha256 = NewType("Sha256", str)
"""A hexadecimal digest, or the first part of one."""
Instant = NewType("Instant", int)
"""Whole seconds since 1970, the unit of Anki's `mod` for notes and notetypes."""

NotetypeKey: TypeAlias = Literal["basic", "cloze"]
"""The two notetypes of every project."""

UNDETERMINED = Language("und")
"""The language of a project that names none."""


@dataclass(frozen=True, slots=True)
class Text:
    """What an author wrote in one place: a plain string (under the key `""`) or one string a language.

    `own_languages` has the language of a version that is in another one than its edition: a Japanese word in an English deck.
    """

    versions: Mapping[str, str]
    own_languages: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        return "" in self.versions

    def in_language(self, language: Language) -> Markdown:
        """The version for `language`; "" where there is none (the parser reports that as E007)."""
        return Markdown(self.versions.get("", "") or self.versions.get(language, ""))

    def own_language(self, language: Language) -> str:
        """The language that the version for `language` names as its own, "" where it names none."""
        return self.own_languages.get("" if self.is_plain else language, "")

    def way(self, language: Language) -> tuple[str, ...]:
        """The way from the text to its words for `language` in the source."""
        return (*(() if self.is_plain else (language,)), *(("text",) if self.own_language(language) else ()))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file of the project. `path` is relative to the project root, with `/`."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture, sound or font, known by its digest; `text` is there for SVG only. `size` is in bytes.

    `format` is what its first bytes say that it is (see `signatures`), "" where they say nothing.
    """

    path: str
    sha256: Sha256
    size: int
    text: str | None = None
    format: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a build reads, apart from the lock: the project's own files and the templates in force."""

    settings: SourceFile
    files: tuple[SourceFile, ...]
    templates: Mapping[str, SourceFile]
    media: Mapping[str, MediaFile]
    strays: tuple[str, ...] = ()
    """Files under `cards/` that nothing reads."""
    unreadable: tuple[str, ...] = ()
    """Files under `cards/` that are not UTF-8."""


@dataclass(frozen=True, slots=True)
class MathMacro:
    """A macro of the project. No macro of the project is left in its definition."""

    parameters: int
    definition: str


@dataclass(frozen=True, slots=True)
class StudyPath:
    """A part of the deck to study first: what has all of the tags, in any of the topics; "all" where none is named."""

    title: Text
    tags: tuple[str, ...]
    topics: tuple[TopicName, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Settings:
    """`deckgen.toml` after checking."""

    namespace: str
    title: Text
    languages: tuple[Language, ...]
    license: str = ""
    authors: tuple[str, ...] = ()
    report_url: str = ""
    tag_prefix: str = ""
    raw_html: bool = False
    line_breaks: bool = False
    """Whether a line break in a paragraph is one on the card."""
    require_sources: bool = False
    homepage: str = ""
    select: tuple[str, ...] = ("",)
    """Prefixes of the rules of advice that are wanted; "" is all of them."""
    ignore: tuple[str, ...] = ()
    """Prefixes of codes whose advice and warnings are not wanted."""
    macros: Mapping[str, MathMacro] = field(default_factory=dict)
    """The project's own macros of math by name, without the backslash."""
    former_languages: Mapping[Language, tuple[Language, ...]] = field(default_factory=dict)
    """A language to the tags it had before, the latest first."""
    tag_titles: Mapping[str, Text] = field(default_factory=dict)
    """What learners call a tag of entries."""
    paths: tuple[StudyPath, ...] = ()
    """Ways through the deck, in the order in which its description names them."""

    @property
    def many_languages(self) -> bool:
        return len(self.languages) > 1

    def first_tag(self, language: Language) -> Language:
        """The tag under which the language came into the project: it enters the guids."""
        return self.former_languages.get(language, (language,))[-1]


@dataclass(frozen=True, slots=True)
class Topic:
    """`cards/<name>/topic.yaml` after checking."""

    name: TopicName
    title: Text
    order: int
    description: Text
    tags: tuple[str, ...]
    path: str
    was: tuple[TopicName, ...] = ()
    """Names that the folder had before."""
    as_of: int | None = None
    """The year up to which its entries take account of what is known, where they name none themselves."""
    released_name: TopicName | None = None
    """The name under which learners first got the topic, where the folder has another one by now."""

    @property
    def stored_name(self) -> TopicName:
        """What tags and media names call the topic: a folder's new name would only change every note."""
        return self.released_name or self.name


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that entries cite: one row of `cards/references.yaml`."""

    key: str
    title: str
    authors: str = ""
    year: str = ""
    venue: str = ""
    url: str = ""

    @property
    def short(self) -> str:
        """`Radford et al., 2021`, or the title where no author is given."""
        return ", ".join(part for part in (self.authors or self.title, self.year) if part)


@dataclass(frozen=True, slots=True)
class SyllabusItem:
    """A question the decks must answer."""

    id: str
    topic: TopicName
    question: Text
