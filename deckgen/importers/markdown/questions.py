"""Everything in a note, in order: which headings are questions, sections or neither, and what stands between them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.importers.markdown.answers import Found, Leftover, OpenQuestion, leftover, without_tags
from deckgen.importers.markdown.blocks import BlockKind, NoteBlock
from deckgen.importers.markdown.outline import Node, titled
from deckgen.importers.markdown.reader import Context, leftovers, read
from deckgen.importers.markdown.signs import (
    has_reverse_tag,
    is_lead_title,
    is_noise_title,
    is_only_number,
    without_card_tag,
    without_number,
)


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


def _question(node: Node, blocks: list[NoteBlock], context: Context) -> Iterator[Found]:
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


def _as_text(heading: NoteBlock) -> NoteBlock:
    """A heading as a piece of text."""
    return replace(heading, kind=BlockKind.PARAGRAPH)


def _text(blocks: list[NoteBlock], reason: str, context: Context) -> Iterator[Found]:
    reading = read(blocks, context)
    yield from _with_leftovers(reading.found, reading.loose, reason)


def _with_leftovers(found: Sequence[Found], loose: Sequence[NoteBlock], reason: str) -> Iterator[Found]:
    yield from sorted([*found, *leftovers(loose, reason)], key=lambda one: one.line)


def _section(node: Node, context: Context) -> str:
    return without_number(without_card_tag(node.title)) or context.section
