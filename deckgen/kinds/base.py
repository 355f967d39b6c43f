"""What a kind is: a row of `KINDS`. A kind reads its own keys, and says what they mean: to templates, to rules, to the runner."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import Field

from deckgen.kinds.contents import Listing, Loc, Program, Side, Table
from deckgen.model import Html, Language, NotetypeKey, Text
from deckgen.source_values import (
    Citations,
    DraftFlag,
    Guids,
    SlugField,
    Slugs,
    SourceModel,
    Tags,
    TextField,
    Waivers,
    YearField,
)


class EntrySpec(SourceModel):
    """The keys that every entry can have."""

    id: SlugField
    kind: str = "qa"
    section: SlugField | None = None
    context: TextField | None = None
    extra: TextField | None = None
    pitfall: TextField | None = None
    source: Citations = ()
    answers: Slugs = ()
    tags: Tags = ()
    languages: tuple[str, ...] = ()
    was: SlugField | None = None
    needs: Slugs = ()
    lint: Waivers = Field(default_factory=dict)
    was_guid: Guids | None = None
    draft: DraftFlag = False
    as_of: YearField | None = None


class Page(Protocol):
    """What a kind may ask for while its entry is rendered in one language. `loc` is the way to the text in the entry."""

    language: Language

    def markdown(self, text: Text, *loc: str | int) -> Html:
        """Blocks: paragraphs, lists, tables, code."""

    def inline(self, text: Text, *loc: str | int) -> Html:
        """One line, without a paragraph around it."""

    def cloze(self, text: Text, *loc: str | int) -> Html:
        """Blocks in which `{{c1::...}}` stays Anki's markup."""

    def code(self, language: str, source: str) -> Html:
        """Highlighted code."""

    def deletion(self, number: int, html: Html) -> Html:
        """Anki's markup that hides `html` on the card of cloze `number`."""

    def svg(self, name: str, ids: tuple[str, ...], *loc: str | int) -> "SvgPicture | None":
        """An SVG of the topic with the boxes of some elements; None if it cannot be used, which is then reported."""

    def problem(self, code: str, message: str, *loc: str | int, hint: str | None = None) -> None:
        """Report something about the value at `loc`."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where an element is, in per cent of the picture, and the text inside it."""

    left: float
    top: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class SvgPicture:
    """A picture with the boxes that were asked for, by element id. `width` and `height` are in units of its viewBox."""

    source: str
    width: float
    height: float
    title: str
    boxes: Mapping[str, Box]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry. Whoever wants to know something about an entry asks its row; nobody else knows what its keys mean.

    `view` gives the variables of the kind's templates. `question` and `answer` say what the entry asks and answers in words;
    the other columns are for kinds that have such a thing.
    """

    name: str
    notetype: NotetypeKey
    spec: type[EntrySpec]
    view: Callable[[Any, Page], Mapping[str, object]]
    question: Callable[[Any], Side]
    answer: Callable[[Any], Side]
    shown: Callable[[Any], tuple[Text, ...]] = lambda _spec: ()
    """What the learner sees beside the question and may be asked about: code, a picture, the frame of a table."""
    holes: Callable[[Any], Side | None] = lambda _spec: None
    """The text with cloze deletions, which is question and answer at once."""
    listing: Callable[[Any], Listing | None] = lambda _spec: None
    table: Callable[[Any], Table | None] = lambda _spec: None
    program: Callable[[Any], Program | None] = lambda _spec: None
    reverse: Callable[[Any], bool] = lambda _spec: False
    """Whether the note also asks backwards."""
    card_names: Callable[[Any], Mapping[int, str]] = lambda _spec: {}
    """What each cloze number hides, where the number alone does not identify it."""
    asks_in_parts: bool = False
    """Whether each card asks for a part of what is shown, whatever number of things the question names."""
    is_computed: bool = False
    """Whether the answer is a number of its own, and the words of the answer only explain it."""
    file_keys: frozenset[str] = frozenset()
    """Keys whose texts are names of files; they are not read as sentences."""

    def is_read(self, loc: Loc) -> bool:
        """Whether the text at `loc` of an entry is read as sentences: it names no file and no place in a source."""
        return loc[0] != "source" and loc[0] not in self.file_keys
