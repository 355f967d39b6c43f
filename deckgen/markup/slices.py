"""Pieces of a source text that read as one text, and the way back from it to the source."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Slices:
    """The content of a block: `text` is what its pieces of the source say, read one after the other.

    `starts[n]` is where piece `n` begins in the source, `at[n]` where it begins in `text`.
    """

    text: str
    starts: tuple[int, ...] = ()
    at: tuple[int, ...] = field(default=(), compare=False)

    def after(self, position: int) -> "Slices":
        """The same text from `position` on."""
        return Slices(self.text[position:], self.starts, tuple(at - position for at in self.at))

    def source_offset(self, position: int) -> int:
        """The offset in the source of a position in `text`."""
        if not self.at:
            return position
        piece = max(bisect_right(self.at, position) - 1, 0)
        return self.starts[piece] + position - self.at[piece]


def joined(pieces: Iterable[tuple[int, str]]) -> Slices:
    """`pieces` are texts with their offsets in the source."""
    given = tuple(pieces)
    lengths = accumulate((len(text) for _, text in given), initial=0)
    return Slices("".join(text for _, text in given), tuple(start for start, _ in given), tuple(lengths)[: len(given)])
