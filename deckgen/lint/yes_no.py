"""Q05: a yes/no question can be answered without knowing anything."""

import re
from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic
from deckgen.lint.advice import advice
from deckgen.lint.sides import answer
from deckgen.sources import Entry

_YES_NO = re.compile(
    r"\W*(?:yes|no|true|false)\b|\W*(?:是的|不是|不对|对的|[是否对错](?=[，。,.;；]|$))", re.IGNORECASE
)


def check(entry: Entry, language: str) -> Iterator[Diagnostic]:
    key, text = answer(entry.spec, language)
    if _YES_NO.match(text):
        yield advice("Q05", "the answer begins with yes or no", entry, language, key, "ask which, how or why instead")
