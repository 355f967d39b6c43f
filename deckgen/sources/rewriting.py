"""From corrections of a text to edits of the YAML it was read from, where that can be told for certain."""

import re
from dataclasses import dataclass
from functools import cached_property

from deckgen.sources.positions import Document, Loc

_ANCHOR = re.compile(r"[-:?,\[{]\s+&\S")
_OF_YAML = frozenset(",:#")
"""What may end a scalar without quotes."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """`new` instead of the characters from `start` to `end` of a file."""

    start: int
    end: int
    new: str


class Scalar:
    """The text at `loc` of a document, and where its characters stand in the file."""

    def __init__(self, document: Document, loc: Loc) -> None:
        self._document = document
        node = document.scalar(loc)
        self._style = node.style or "" if node else ""
        self._characters = document.characters(loc)

    def edit(self, start: int, end: int, new: str) -> Replacement | None:
        """The edit of the file that replaces `text[start:end]`; None where it cannot be told, and for what YAML folds."""
        found = self._characters
        if found is None or start >= end or end > len(found.ends):
            return None
        first, last = found.starts[start], found.ends[end - 1]
        if "\n" in self._document.text[first:last] or (self._style == '"' and set(new) & set('"\\')):
            return None
        return Replacement(first, last, new.replace("'", "''") if self._style == "'" else new)

    def surely_takes(self, start: int, end: int, new: str) -> bool:
        """Whether the edit can be told, and the file then certainly reads as it should. More edits do than are sure to."""
        if self._may_differ or self.edit(start, end, new) is None:
            return False
        return bool(self._style) or (start > 0 and not set(new) & _OF_YAML)

    @cached_property
    def _may_differ(self) -> bool:
        """Whether the file could be JSON, which is not edited, or the text stand for others too."""
        text = self._document.text
        return text.lstrip("\ufeff \t\r\n").startswith(("[", "{")) or _ANCHOR.search(text) is not None
