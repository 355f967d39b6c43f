"""Marks of other programs that mean nothing on a card: they are shown as they are written, which an author should know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.markup.nodes import Inline


@dataclass(frozen=True, slots=True)
class ForeignMark:
    """`text[start:end]` is a mark that a program reads and a card does not."""

    start: int
    end: int
    name: str
    advice: str


_MARKS = (
    (re.compile(r"\[\^[^\]\s]+\]"), "a footnote", "say it in the sentence, or in `extra`"),  # note[^1]
    (re.compile(r"!\[\[[^\]\n]+\]\]"), "an embedded file of Obsidian", "write ![words](file.png)"),  # ![[dot.png]]
    (re.compile(r"(?<!!)\[\[[^\]\n]+\]\]"), "a link to a note of Obsidian", "write the words alone"),  # [[CLIP]]
    (re.compile(r"%%[^%\n]+%%"), "a comment of Obsidian", "make it a comment of the source file"),  # %%later%%
    (re.compile(r"\A\[!\w+\][+-]?"), "a callout", "write a quotation, or `extra` and `pitfall`"),  # > [!NOTE]
)


def foreign_marks(text: str, nodes: tuple[Inline, ...]) -> Iterator[ForeignMark]:
    """Those in the words of a paragraph, not in its code and math."""
    if "[" not in text and "%%" not in text:
        return
    words = _words_only(text, nodes)
    for pattern, name, advice in _MARKS:
        for mark in pattern.finditer(words):
            yield ForeignMark(mark.start(), mark.end(), name, advice)


def _words_only(text: str, nodes: tuple[Inline, ...]) -> str:
    """A text of the same length in which only words are left."""
    kept = []
    for node in nodes:
        inside = text[node.start : node.end]
        kept.append(inside if node.kind == "text" else " " * len(inside))
    return "".join(kept)
