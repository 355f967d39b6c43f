"""Q01: a question should be read at a glance, since it is read at every review."""

from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic
from deckgen.lint.advice import advice
from deckgen.lint.sides import question
from deckgen.lint.words import count_words
from deckgen.sources import Entry

LIMIT = 25
CLOZE_LIMIT = 45
"""A cloze text is question and answer at once."""


def check(entry: Entry, language: str) -> Iterator[Diagnostic]:
    key, text = question(entry.spec, language)
    limit = CLOZE_LIMIT if key == "text" else LIMIT
    words = count_words(text)
    if words > limit:
        yield advice(
            "Q01",
            f"the question has {words} words, more than {limit}",
            entry,
            language,
            key,
            "move what is not needed to `extra`",
        )
