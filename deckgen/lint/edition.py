"""One entry in one language, taken apart for the rules: its question, its answer, all its texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.kinds.code import CodeSpec
from deckgen.lint.sides import answer, question
from deckgen.lint.words import count_words
from deckgen.model import Language, Markdown, Text
from deckgen.sources import Entry
from deckgen.sources.texts import texts_in

_NOT_PROSE = {"svg", "source"}
"""A file name and places in sources; they are not read as sentences."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an entry. `loc` is the way to it, its language included where it has several."""

    loc: tuple[str | int, ...]
    text: str
    own_language: str = ""
    """The language that the text names as its own, where that is not the edition's."""

    @property
    def key(self) -> str | int:
        return self.loc[0]

    @property
    def words(self) -> int:
        return count_words(self.text)


@dataclass(frozen=True, slots=True)
class Edition:
    """An entry in one language. `question`, `answer` and `extra` have the text "" where the kind or the entry has none."""

    entry: Entry
    language: Language
    question: Passage
    answer: Passage
    extra: Passage
    texts: tuple[Passage, ...]
    """Every text that is read as sentences, these three included."""

    @property
    def code(self) -> Iterator[Passage]:
        """The code of a `code` entry."""
        if isinstance(self.entry.spec, CodeSpec):
            yield Passage(("code", "source"), self.entry.spec.code.source)

    @property
    def spoken(self) -> bool:
        """Whether the entry practises a whole spoken answer, point by point."""
        return "spoken" in self.entry.spec.tags


def edition_of(entry: Entry, language: Language) -> Edition:
    """Take an entry apart."""
    spec = entry.spec
    sides = (
        question(spec, language),
        answer(spec, language),
        ("extra", spec.extra.in_language(language) if spec.extra else Markdown("")),
    )
    asked, answered, explained = (_passage(entry, key, text, language) for key, text in sides)
    return Edition(entry, language, asked, answered, explained, tuple(_texts(entry, language)))


def _texts(entry: Entry, language: Language) -> Iterator[Passage]:
    for text, loc in texts_in(entry.spec):
        if loc[0] not in _NOT_PROSE and (words := text.in_language(language)):
            yield Passage(_way(text, loc, language), words, text.own_language(language))


def _passage(entry: Entry, key: str, text: str, language: Language) -> Passage:
    value = getattr(entry.spec, key, None)
    return Passage(_way(value, (key,), language) if isinstance(value, Text) else (key,), text)


def _way(text: Text, loc: tuple[str | int, ...], language: Language) -> tuple[str | int, ...]:
    return (*loc, *text.way(language))
