"""The headings of a note as a tree, and which of them are questions, sections or neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from deckgen.importers.markdown.answers import (
    Found,
    Leftover,
    OpenQuestion,
    is_answer_start,
    leftover,
    split_at_answer,
    without_tags,
)
from deckgen.importers.markdown.blocks import Block, BlockKind
from deckgen.importers.markdown.reader import Context, leftovers, read
from deckgen.importers.markdown.signs import (
    has_reverse_tag,
    is_answer_title,
    is_lead_title,
    is_noise_title,
    is_only_number,
    looks_like_question,
    without_card_tag,
    without_number,
)


@dataclass(slots=True)
class Node:
    """A heading with what stands below it: blocks of its own, and headings of a deeper level. The root has no heading."""

    heading: Block | None
    own: list[Block] = field(default_factory=list)
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

    def blocks(self) -> Iterator[Block]:
        """Everything below the heading."""
        yield from self.own
        for child in self.children:
            if child.heading:
                yield child.heading
            yield from child.blocks()


def _is_answered(blocks: Sequence[Block]) -> bool:
    """Whether the blocks below a heading soon lead to a folded answer, without another question in between."""
    asked, answer = split_at_answer(blocks)
    is_folded = bool(answer) and answer[0].kind is BlockKind.DETAILS and is_answer_start(answer[0])
    return is_folded and not read(asked, Context()).found


def outline(blocks: Sequence[Block]) -> Node:
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


def questions_of(root: Node, context: Context) -> Iterator[Found]:
    """Everything in a note, in order."""
    title = titled(root)
    yield from _text(root.own, "text before the first heading", context)
    among = _are_questions(root.children)
    for child in root.children:
        if child is title and child.heading:
            yield leftover([child.heading], "the title", is_used=True)
            yield from _text(child.own, "text below the title", context)
            yield from _children(child, context)
        else:
            yield from _walk(child, context, is_among_questions=among)


def _children(node: Node, context: Context) -> Iterator[Found]:
    among = _are_questions(node.children)
    for child in node.children:
        yield from _walk(child, context, is_among_questions=among)


def _are_questions(nodes: Sequence[Node]) -> bool:
    """Whether at least half of some headings are questions, so that the others are meant as questions too."""
    candidates = [node for node in nodes if not _is_aside(node) and not node.holds_questions]
    return len(candidates) > 1 and sum(node.asks for node in candidates) * 2 >= len(candidates)


def _is_aside(node: Node) -> bool:
    return is_noise_title(node.title) or is_lead_title(node.title)


def _walk(node: Node, context: Context, *, is_among_questions: bool) -> Iterator[Found]:
    heading = node.heading
    if heading is None:
        return
    is_question = node.asks or (is_among_questions and not _is_aside(node))
    if is_question and not node.holds_questions:
        yield from _question(node, list(node.blocks()), context)
    elif is_question and any(block.size for block in node.own):
        yield from _question(node, node.own, context)
        yield from _children(node, replace(context, section=_section(node, context)))
    elif is_noise_title(node.title):
        yield from _aside(node, context)
    else:
        yield from _section_of(node, context)


def _question(node: Node, blocks: list[Block], context: Context) -> Iterator[Found]:
    """A heading that asks. Questions in its answer that are plainly marked as such are entries of their own."""
    assert node.heading
    number = node.title if is_only_number(node.title) else ""
    section = context.section if number else _section(node, context)
    reading = read(blocks, replace(context, is_answer=True, section=section))
    loose = [block for block in reading.loose if block.size and block.kind is not BlockKind.RULE]
    if reading.found and not loose:
        yield leftover([node.heading], "a section", is_used=True)
    else:
        front = "" if number else without_number(without_card_tag(node.title))
        asked = OpenQuestion(node.heading.line, front, context.section, list(reading.loose), number=number).finish()
        yield replace(asked, is_reversed=has_reverse_tag(node.title) and bool(asked.back))
    yield from reading.found


def _aside(node: Node, context: Context) -> Iterator[Found]:
    """Contents, references, licence: passed over, unless something below is plainly marked as a question."""
    assert node.heading
    blocks = [block for block in node.blocks() if block.kind is not BlockKind.HEADING]
    if read(blocks, replace(context, is_answer=True)).found:
        yield from _section_of(node, context)
    else:
        yield leftover([node.heading, *node.blocks()], f"under the heading “{without_tags(node.title)}”")


def _section_of(node: Node, context: Context) -> Iterator[Found]:
    """A heading that asks nothing: a section, if there are questions below it."""
    assert node.heading
    inner = replace(context, section=_section(node, context))
    reading = read(node.own, inner)
    below = list(_children(node, inner))
    serves = bool(reading.found) or any(not isinstance(one, Leftover) or one.is_used for one in below)
    if serves:
        yield leftover([node.heading], "a section", is_used=True)
        yield from _with_leftovers(reading.found, reading.loose, "text that belongs to no question")
    else:
        yield from leftovers([_as_text(node.heading), *node.own], "a heading that is no question, with its text")
    yield from below


def _as_text(heading: Block) -> Block:
    """A heading as a piece of text."""
    return replace(heading, kind=BlockKind.PARAGRAPH)


def _text(blocks: list[Block], reason: str, context: Context) -> Iterator[Found]:
    reading = read(blocks, context)
    yield from _with_leftovers(reading.found, reading.loose, reason)


def _with_leftovers(found: Sequence[Found], loose: Sequence[Block], reason: str) -> Iterator[Found]:
    yield from sorted([*found, *leftovers(loose, reason)], key=lambda one: one.line)


def _section(node: Node, context: Context) -> str:
    return without_number(without_card_tag(node.title)) or context.section
