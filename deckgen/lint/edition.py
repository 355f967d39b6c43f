"""One entry in one language, taken apart for the rules: its question, its answer, all its texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.kinds.contents import Listing, Side, Table
from deckgen.markup.words import count_words
from deckgen.model import Language
from deckgen.sources import Entry
from deckgen.sources.texts import texts_in


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an entry. `loc` is the way to it, its language included where it has several."""

    loc: tuple[str | int, ...]
    text: str
    own_language: str = ""
    """The language that the text names as its own, where that is not the edition's."""

    @property
    def words(self) -> int:
        return count_words(self.text)


@dataclass(frozen=True, slots=True)
class Edition:
    """An entry in one language. `question`, `answer` and `extra` have the text "" where the kind or the entry has none.

    What the kind's row says of the entry is asked here, so that a rule fits kinds that are younger than it.
    """

    entry: Entry
    language: Language
    question: Passage
    answer: Passage
    extra: Passage
    texts: tuple[Passage, ...]
    """Every text that is read as sentences, each where it stands."""

    @property
    def holes(self) -> Passage | None:
        """The text with cloze deletions."""
        side = self.entry.kind.holes(self.entry.spec)
        return _passage(side, self.language) if side else None

    @property
    def shown(self) -> tuple[str, ...]:
        """What the learner sees beside the question, but for its context."""
        return tuple(text.in_language(self.language) for text in self.entry.kind.shown(self.entry.spec))

    @property
    def listing(self) -> Listing | None:
        """Code that no Markdown holds."""
        return self.entry.kind.listing(self.entry.spec)

    @property
    def table(self) -> Table | None:
        """A table that no Markdown holds."""
        return self.entry.kind.table(self.entry.spec)

    @property
    def spoken(self) -> bool:
        """Whether the entry practises a whole spoken answer, point by point."""
        return "spoken" in self.entry.spec.tags


def edition_of(entry: Entry, language: Language) -> Edition:
    """Take an entry apart."""
    kind, spec = entry.kind, entry.spec
    sides = (kind.question(spec), kind.answer(spec), Side(("extra",), spec.extra))
    asked, answered, explained = (_passage(side, language) for side in sides)
    return Edition(entry, language, asked, answered, explained, tuple(_texts(entry, language)))


def _passage(side: Side, language: Language) -> Passage:
    return Passage(side.way(language), side.in_language(language))


def _texts(entry: Entry, language: Language) -> Iterator[Passage]:
    for text, loc in texts_in(entry.spec):
        if entry.kind.is_read(loc) and (words := text.in_language(language)):
            yield Passage((*loc, *text.way(language)), words, text.own_language(language))
