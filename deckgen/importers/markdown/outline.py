"""The headings of a note as a tree, and which of them ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from deckgen.importers.markdown.answers import (
    is_answer_start,
    split_at_answer,
)
from deckgen.importers.markdown.blocks import BlockKind, NoteBlock
from deckgen.importers.markdown.reader import Context, read
from deckgen.importers.markdown.signs import (
    is_answer_title,
    is_noise_title,
    is_only_number,
    looks_like_question,
)


@dataclass(slots=True)
class Node:
    """A heading with what stands below it: blocks of its own, and headings of a deeper level. The root has no heading."""

    heading: NoteBlock | None
    own: list[NoteBlock] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    known: dict[str, bool] = field(default_factory=dict)
    """What has been found out about it: headings are asked for it again and again once the tree stands."""

    @property
    def title(self) -> str:
        return self.heading.title if self.heading else ""

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def asks(self) -> bool:
        """Whether its words or its place alone make it a question."""
        if "asks" not in self.known:
            self.known["asks"] = self._asks()
        return self.known["asks"]

    def _asks(self) -> bool:
        if not self.heading or is_noise_title(self.title):
            return False
        if looks_like_question(self.title) or any(is_answer_title(child.title) for child in self.children):
            return True
        return _is_answered(self.own) or (is_only_number(self.title) and bool(self.own))

    @property
    def holds_questions(self) -> bool:
        """Whether its headings are questions of their own rather than parts of its answer."""
        if "holds questions" not in self.known:
            self.known["holds questions"] = self._holds_questions()
        return self.known["holds questions"]

    def _holds_questions(self) -> bool:
        asking = sum(child.asks or child.holds_questions for child in self.children)
        if not self.asks:
            return asking > 0
        return asking * 2 >= len(self.children) > 0 and not any(is_answer_title(child.title) for child in self.children)

    def blocks(self) -> Iterator[NoteBlock]:
        """Everything below the heading."""
        yield from self.own
        for child in self.children:
            if child.heading:
                yield child.heading
            yield from child.blocks()


def _is_answered(blocks: Sequence[NoteBlock]) -> bool:
    """Whether the blocks below a heading soon lead to a folded answer, without another question in between."""
    asked, answer = split_at_answer(blocks)
    is_folded = bool(answer) and answer[0].kind is BlockKind.DETAILS and is_answer_start(answer[0])
    return is_folded and not read(asked, Context()).found


def outline(blocks: Sequence[NoteBlock]) -> Node:
    """The blocks of a note as a tree."""
    root = Node(None)
    way = [root]
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            way[-1].own.append(block)
            continue
        while way[-1].level >= block.level:
            way.pop()
        node = Node(block)
        way[-1].children.append(node)
        way.append(node)
    return root


def titled(root: Node) -> Node | None:
    """The heading that is the title of the whole note: the only one of the first level, unless it is a question itself."""
    tops = [child for child in root.children if child.level == 1] or root.children
    if len(tops) != 1 or (tops[0].asks and not tops[0].holds_questions) or is_noise_title(tops[0].title):
        return None
    return tops[0] if tops[0].level == 1 or (len(root.children) == 1 and tops[0].children) else None
