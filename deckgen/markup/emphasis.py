"""Matches runs of delimiters: emphasis of CommonMark, and the marks that GitHub and Obsidian add.

`*a*` and `_a_` are emphasis, `**a**` strong, `~~a~~` struck out, `==a==` highlighted, `H~2~O` and `x^2^` lowered and raised.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deckgen.markup.nodes import MAX_DEPTH, Inline, InlineKind, node_of

_SHORT = re.compile(r"[+\-−–]?[^\W_]{1,12}[+\-−–]?")
"""What can be lowered or raised: `2`, `-1`, `n`, `2+`; so `2^10 + 2^20` and `~5 s` stay text."""


@dataclass(slots=True)
class DelimiterRun:
    """A run of one delimiter, of which `count` are not used yet, from `start` to `end`."""

    delimiter: str
    start: int
    end: int
    can_open: bool
    can_close: bool
    length: int

    @property
    def count(self) -> int:
        return self.end - self.start


_DOUBLE = 2
Nodes = list[Inline | DelimiterRun]


def depth_of(nodes: Sequence[Inline | DelimiterRun]) -> int:
    """How deep a node around these would be."""
    return max((node.depth + 1 for node in nodes if not isinstance(node, DelimiterRun)), default=0)


def emphasised(nodes: Nodes, text: str) -> list[Inline]:
    """The nodes with runs of delimiters turned into emphasis where they match, and into text where they don't."""
    matcher = _Matcher(text)
    for node in nodes:
        if isinstance(node, DelimiterRun):
            matcher.run(node)
        else:
            matcher.out.append(node)
    return [_as_text(node) if isinstance(node, DelimiterRun) else node for node in matcher.out]


class _Matcher:
    """`out` are the nodes so far, `openers` the places of runs in it that may still open.

    `bottom` holds, for each sort of closing run, below which opener there is none for it, so that nothing is looked at twice.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: Nodes = []
        self.openers: list[int] = []
        self.bottom: dict[tuple[str, bool, int], int] = {}

    def run(self, run: DelimiterRun) -> None:
        while run.can_close and run.count and (depth := self._opener(run)) >= 0:
            at = self.openers[depth]
            self._wrap(at, run)
            del self.openers[depth + (1 if at < len(self.out) and isinstance(self.out[at], DelimiterRun) else 0) :]
        if run.count:
            if run.can_open:
                self.openers.append(len(self.out))
            self.out.append(run)

    def _opener(self, closer: DelimiterRun) -> int:
        """Which of the openers this run closes, the last one that fits; -1 if none does."""
        key = (closer.delimiter, closer.can_open, closer.length % 3)
        lowest = self.bottom.get(key, 0)
        for depth in range(len(self.openers) - 1, -1, -1):
            if self.openers[depth] < lowest:
                break
            opener = self.out[self.openers[depth]]
            if isinstance(opener, DelimiterRun) and _match(opener, closer, self.text):
                return depth
        self.bottom[key] = len(self.out)
        return -1

    def _wrap(self, at: int, closer: DelimiterRun) -> None:
        """Take everything after the opener at `out[at]` into one node; use up delimiters of both runs."""
        opener = self.out[at]
        assert isinstance(opener, DelimiterRun)
        used = min(opener.count, closer.count, 2)
        inside = [_as_text(node) if isinstance(node, DelimiterRun) else node for node in self.out[at + 1 :]]
        opener.end -= used
        kind = _PAIRS[opener.delimiter, used]
        if depth_of(inside) > MAX_DEPTH:
            kind, inside = "text", []
        node = node_of(kind, opener.end, closer.start + used, opener.end + used, closer.start, inside)
        closer.start += used
        del self.out[at + 1 if opener.count else at :]
        self.out.append(node)


def _match(opener: DelimiterRun, closer: DelimiterRun, text: str) -> bool:
    if opener.delimiter != closer.delimiter:
        return False
    if opener.delimiter in "*_":
        odd = (opener.can_close or closer.can_open) and (opener.length + closer.length) % 3 == 0
        return not odd or (opener.length % 3 == 0 and closer.length % 3 == 0)
    if opener.length != closer.length:
        return False
    if opener.length == 1:
        return bool(_SHORT.fullmatch(text, opener.end, closer.start))
    return opener.length == 2


_PAIRS: dict[tuple[str, int], InlineKind] = {
    ("*", 1): "emphasis", ("_", 1): "emphasis", ("*", 2): "strong", ("_", 2): "strong",
    ("~", 2): "strike", ("=", 2): "mark", ("~", 1): "sub", ("^", 1): "sup",
}  # fmt: skip


def _as_text(run: DelimiterRun) -> Inline:
    return node_of("text", run.start, run.end, run.start, run.end)
