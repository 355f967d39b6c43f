"""The line and the column of a character: the one way from an offset in a file to a place that people can find."""

import re
from bisect import bisect_right
from functools import lru_cache

from deckgen.diagnostics import Span


def place(path: str, text: str, index: int) -> Span:
    """The line and column of the character `index` of a file's text; of the end of the file where it is behind it."""
    starts = _line_starts(text)
    index = min(index, len(text))
    line = bisect_right(starts, index)
    return Span(path, line, index - starts[line - 1] + 1)


@lru_cache(maxsize=8)
def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]
