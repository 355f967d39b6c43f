"""The nodes of a line: words, and what holds words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from deckgen.markup.links import LinkTarget
from deckgen.markup.spans import SpanKind

InlineKind = (
    Literal["text", "link", "picture", "emphasis", "strong", "strike", "mark", "sub", "sup", "language"] | SpanKind
)


MAX_DEPTH = 50
"""How deep emphasis and links may stand in one another; what goes deeper is text."""


@dataclass(frozen=True, slots=True)
class Inline:
    """`text[start:end]`, of which `text[inner_start:inner_end]` is the content: without delimiters, or the words of a link."""

    kind: InlineKind
    start: int
    end: int
    inner_start: int
    inner_end: int
    children: tuple["Inline", ...] = ()
    target: LinkTarget | None = None
    depth: int = 0
    language: str = ""

    def walk(self) -> Iterator["Inline"]:
        """The node and all in it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def node_of(
    kind: InlineKind, start: int, end: int, inner_start: int, inner_end: int, inside: Sequence[Inline] = ()
) -> Inline:
    """A node that knows how deep it is."""
    depth = max((node.depth + 1 for node in inside), default=0)
    return Inline(kind, start, end, inner_start, inner_end, tuple(inside), depth=depth)
