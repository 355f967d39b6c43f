"""What an entry holds, whatever its kind: the values with which a row of `KINDS` answers. `loc` is always the way in the entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deckgen.model import Language, Markdown, Text

Loc: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What an entry asks or answers, in words; without a text where it does so without any."""

    loc: Loc
    text: Text | None = None

    def in_language(self, language: Language) -> Markdown:
        return self.text.in_language(language) if self.text else Markdown("")

    def way(self, language: Language) -> Loc:
        """The way to the words for `language`."""
        return (*self.loc, *(self.text.way(language) if self.text else ()))


@dataclass(frozen=True, slots=True)
class Listing:
    """Code on a card that no Markdown holds."""

    loc: Loc
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Program:
    """What the checker can execute, and what it must print: the key `output` of the value at `loc`."""

    loc: Loc
    source: str
    output: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Table:
    """The size of a table that no Markdown holds; the row of headings is not counted."""

    loc: Loc
    columns: int
    rows: int


def listed(items: Sequence[Text], *loc: str | int, ordered: bool) -> Side:
    """A list that an entry holds as a list, in the words of a Markdown list: so rules see the one as they see the other."""
    languages = dict.fromkeys(language for item in items for language in item.versions)
    versions = [language for language in languages if language] or [""]
    return Side(loc, Text({one: _markdown_list(items, Language(one), ordered=ordered) for one in versions}))


def _markdown_list(items: Sequence[Text], language: Language, *, ordered: bool) -> str:
    signs = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
    words = [item.in_language(language) for item in items]
    return "\n".join(
        sign + text.replace("\n", "\n" + " " * len(sign)) for sign, text in zip(signs, words, strict=True) if text
    )
