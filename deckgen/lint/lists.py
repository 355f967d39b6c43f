"""Q03, Q04: lists are hard to recall; sets, whose order says nothing, are harder."""

import re
from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic
from deckgen.lint.advice import advice
from deckgen.lint.sides import answer
from deckgen.sources import Entry

LIMIT = 5
_ORDERED = re.compile(r"(?m)^ {0,3}\d+[.)] ")
_UNORDERED = re.compile(r"(?m)^ {0,3}[-*+] ")


def check_ordered(entry: Entry, language: str) -> Iterator[Diagnostic]:
    yield from _check("Q03", "ordered", _ORDERED, entry, language)


def check_unordered(entry: Entry, language: str) -> Iterator[Diagnostic]:
    yield from _check("Q04", "unordered", _UNORDERED, entry, language)


def _check(code: str, what: str, pattern: re.Pattern[str], entry: Entry, language: str) -> Iterator[Diagnostic]:
    key, text = answer(entry.spec, language)
    items = len(pattern.findall(text))
    if items > LIMIT:
        yield advice(
            code,
            f"an {what} list of {items} items, more than {LIMIT}",
            entry,
            language,
            key,
            "split it, or ask for each item by itself",
        )
