"""Q02: an answer one can recall and grade in a few seconds."""

from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic
from deckgen.lint.advice import advice
from deckgen.lint.sides import answer
from deckgen.lint.words import count_words
from deckgen.sources import Entry

LIMIT = 50
SPOKEN_LIMIT = 100
"""An entry tagged `spoken` practises a whole spoken answer, point by point."""


def check(entry: Entry, language: str) -> Iterator[Diagnostic]:
    key, text = answer(entry.spec, language)
    limit = SPOKEN_LIMIT if "spoken" in entry.spec.tags else LIMIT
    words = count_words(text)
    if words > limit:
        yield advice(
            "Q02",
            f"the answer has {words} words, more than {limit}",
            entry,
            language,
            key,
            "split the entry, or move the why to `extra`",
        )
