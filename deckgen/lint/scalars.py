"""From offsets in a text to offsets in the YAML it was read from, where that can be told for certain.

Quoting, folding and indentation add and remove white space only, apart from doubled quotes and escapes. So the n-th visible
character of the text is the n-th visible one of the source, and white space between two of them is the same if it looks the same.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from deckgen.sources.positions import Document, Loc

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
"""An anchor or tag before a scalar."""
_ANCHOR = re.compile(r"[-:?,\[{]\s+&\S")
_OF_YAML = frozenset(",:#")
"""What may end a scalar without quotes."""


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


class Scalar:
    """The text at `loc` of a document, and where its characters stand in the file."""

    def __init__(self, document: Document, loc: Loc, text: str) -> None:
        self._document = document
        self._text = text
        source = _source(document, loc)
        visible = "".join(text.split())
        self._source = source if source and visible and source.characters == visible else None

    def edit(self, start: int, end: int, new: str) -> Edit | None:
        """The edit of the file that replaces `text[start:end]`; None where it cannot be told."""
        source, file, text = self._source, self._document.text, self._text
        if source is None:
            return None
        first, last = _in_source(file, source, text, start), _in_source(file, source, text, end)
        if first is None or last is None or (text[start:end].split() and "\n" in file[first:last]):
            return None
        if source.style == '"' and set(new) & set('"\\'):
            return None
        return Edit(first, last, new.replace("'", "''") if source.style == "'" else new)

    def surely_takes(self, start: int, end: int, new: str) -> bool:
        """Whether the edit can be told, and the file then certainly reads as it should. More edits do than are sure to."""
        if self._source is None or self._may_differ or self.edit(start, end, new) is None:
            return False
        return bool(self._source.style) or (start > 0 and not set(new) & _OF_YAML)

    @cached_property
    def _may_differ(self) -> bool:
        """Whether the file could be JSON, which is not edited, or the text stand for others too."""
        text = self._document.text
        return text.lstrip("\ufeff \t\r\n").startswith(("[", "{")) or _ANCHOR.search(text) is not None


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
