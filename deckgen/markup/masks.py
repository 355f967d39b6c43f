"""Hides from the blocks what is one word to them: display math, whatever its lines begin with, and pipes in code and math."""

import re
from collections.abc import Iterator, Sequence

from deckgen.markup.spans import spans_in

FILLER = "\ufdd8"


def masked(text: str, *, fences: Sequence[tuple[int, int]]) -> str:
    """A text of the same length and lines in which math and pipes of code are fillers. `fences` are lines to leave alone."""
    if "|" not in text and "$$" not in text and "\\[" not in text and "\\(" not in text:
        return text
    pieces = []
    for is_prose, chunk in _chunks(text, fences):
        pieces.append(_masked_chunk(chunk) if is_prose else chunk)
    return "".join(pieces)


def _chunks(text: str, fences: Sequence[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    lines = text.split("\n")
    fenced = {number for first, end in fences for number in range(first, end)}
    chunk: list[str] = []
    kind = True
    for number, line in enumerate(lines):
        is_prose = number not in fenced and bool(line.strip(" \t>"))
        if chunk and is_prose != kind:
            yield kind, "\n".join(chunk) + "\n"
            chunk = []
        kind = is_prose
        chunk.append(line)
    yield kind, "\n".join(chunk)


def _masked_chunk(chunk: str) -> str:
    out, at = [], 0
    for span in spans_in(chunk):
        hidden = chunk[span.start : span.end]
        if span.kind == "display_math" or (span.kind == "inline_math" and hidden.startswith("\\(")):
            out += [chunk[at : span.start], _filled(hidden)]
        elif span.kind in {"code", "inline_math"}:
            out += [chunk[at : span.start], hidden.replace("|", FILLER)]
        else:
            continue
        at = span.end
    return "".join((*out, chunk[at:]))


def _filled(math: str) -> str:
    first, *later = math.split("\n")
    filled = [re.sub(r"\S", FILLER, first)]
    for line in later:
        start = len(line) - len(line.lstrip(" \t>"))
        filled.append(line[:start] + re.sub(r"\S", FILLER, line[start:]))
    return "\n".join(filled)
