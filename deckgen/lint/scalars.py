"""From offsets in a text to offsets in the YAML it was read from, where that can be told for certain.

Quoting, folding and indentation add and remove white space only, apart from doubled quotes and escapes. So the n-th visible
character of the text is the n-th visible one of the source, and white space between two of them is the same if it looks the same.
"""

import re
from dataclasses import dataclass

from deckgen.sources.positions import Document, Loc

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
"""An anchor or tag before a scalar."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`new` instead of the characters from `start` to `end` of a file."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class _Source:
    """The visible characters of a scalar's source with their ranges, and where its contents end."""

    characters: str
    ranges: tuple[tuple[int, int], ...]
    end: int
    style: str


def edit_in_source(document: Document, loc: Loc, text: str, start: int, end: int, new: str) -> Edit | None:
    """The edit of the file that replaces `text[start:end]` of the scalar at `loc`; None where it cannot be told."""
    source = _source(document, loc)
    if source is None or source.characters != "".join(text.split()) or not source.characters:
        return None
    first, last = _in_source(document.text, source, text, start), _in_source(document.text, source, text, end)
    if first is None or last is None or (text[start:end].split() and "\n" in document.text[first:last]):
        return None
    if source.style == '"' and set(new) & set('"\\'):
        return None
    return Edit(first, last, new.replace("'", "''") if source.style == "'" else new)


def _source(document: Document, loc: Loc) -> _Source | None:
    node = document.scalar(loc)
    if node is None:
        return None
    style = node.style or ""
    start, end = node.start_mark.index, node.end_mark.index
    properties = _PROPERTIES.match(document.text, start, end)
    start = properties.end() if properties else start
    raw = document.text[start:end]
    if style in {"|", ">"}:
        start += raw.find("\n") + 1
    elif style:
        start, end = start + 1, end - 1
        if style == '"' and "\\" in raw:
            return None
    return _visible(document.text, start, end, style)


def _visible(text: str, start: int, end: int, style: str) -> _Source:
    characters, ranges, at = [], [], start
    while at < end:
        length = 2 if style == "'" and text.startswith("''", at) else 1
        if not text[at].isspace():
            characters.append(text[at])
            ranges.append((at, at + length))
        at += length
    return _Source("".join(characters), tuple(ranges), end, style)


def _in_source(whole: str, source: _Source, text: str, offset: int) -> int | None:
    """The place in the file of an offset in the text; None if the white space before it was made by YAML."""
    before = len("".join(text[:offset].split()))
    if offset < len(text) and not text[offset].isspace():
        return source.ranges[before][0]
    space = offset - len(text[:offset].rstrip())
    if not before:
        return None
    place = source.ranges[before - 1][1]
    gap = text[offset - space : offset]
    return place + space if whole[place : min(place + space, source.end)] == gap else None
