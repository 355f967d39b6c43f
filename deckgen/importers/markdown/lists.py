"""Lists of questions: with answers below their items, or without."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deckgen.importers.markdown.answers import Found, Leftover, OpenQuestion, leftover, paragraph
from deckgen.importers.markdown.blocks import BlockKind, ListItem, NoteBlock
from deckgen.importers.markdown.lines import CLOZE, Style, ask_of, cards_in
from deckgen.importers.markdown.noise import is_only_link, is_toc
from deckgen.importers.markdown.page import Fragment
from deckgen.importers.markdown.signs import answer_label, looks_like_question, without_card_tag, without_number

_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a list holds; `open` is a question at its end whose answer may go on below the list."""

    found: tuple[Found, ...]
    open: OpenQuestion | None = None

    def found_all(self) -> tuple[Found, ...]:
        """All that was found, with the answer of the last question ending where the list does."""
        return (*self.found, self.open.finish()) if self.open else self.found


@dataclass(frozen=True, slots=True)
class _Item:
    """An item: what it says first, and the blocks below that. `label` is what its first line is labelled as."""

    fragment: Fragment
    head: str
    below: tuple[NoteBlock, ...]
    is_heading: bool = False

    @property
    def asks(self) -> bool:
        return looks_like_question(self.head) or (self.is_heading and bool(self.below))

    @property
    def nested(self) -> NoteBlock | None:
        """The list below an item that holds nothing else."""
        blocks = [block for block in self.below if block.size]
        return blocks[0] if len(blocks) == 1 and blocks[0].kind is BlockKind.LIST else None


def questions_of_list(block: NoteBlock, section: str, *, is_content: bool, are_flashcards: bool) -> ListReading | None:
    """The questions of a list; None if it has none. `is_content` says that it stands in an answer: then only cards count."""
    cards = _cards(block, section, are_flashcards=are_flashcards, is_content=is_content)
    if cards:
        return ListReading(tuple(cards))
    if is_content:
        return None
    if is_toc(block):
        return ListReading((leftover([block], "a table of contents"),))
    items = [_item(one) for one in block.items]
    if pairs := _pairs(items, section):
        return ListReading(tuple(pairs))
    if not _holds_questions(items):
        return None
    return _read(items, section)


def _cards(block: NoteBlock, section: str, *, are_flashcards: bool, is_content: bool) -> list[Found]:
    """The cards of a list whose items are clozes or `front::back`; a mixed list has none."""
    if "::" not in block.text and not are_flashcards:
        return []
    found: list[Found] = []
    for one in block.items:
        item = paragraph(one.fragment.lines, one.fragment.first)
        cards = cards_in(item, section, are_flashcards=are_flashcards)
        if cards is None or (is_content and not CLOZE.search(item.text) and not are_flashcards):
            return []
        found += cards
    return found


def _item(one: ListItem) -> _Item:
    fragment, blocks = one.fragment, one.blocks
    if not blocks:
        return _Item(fragment, "", ())
    first = blocks[0]
    if first.kind is BlockKind.LIST and len(first.items) == 1:  # `- 1. What ...`
        inner = _item(first.items[0])
        return replace(inner, below=(*inner.below, *blocks[1:]))
    if first.kind is BlockKind.HEADING:
        return _Item(fragment, first.title, blocks[1:], is_heading=True)
    if first.kind is BlockKind.DETAILS and len(blocks) == 1 and first.body:
        return _Item(fragment, first.title, first.folded)
    if first.kind is not BlockKind.PARAGRAPH:
        return _Item(fragment, "", blocks)
    head, *rest = first.text.split("\n")
    head = _CHECKBOX.sub("", head)
    bold = ask_of(head, Style.BOLD) or ask_of(head, Style.LABEL)
    if bold and bold.front and bold.rest and (looks_like_question(bold.front) or answer_label(bold.rest)):
        head, rest = bold.front, [bold.rest, *rest]
    if rest and not looks_like_question(head) and looks_like_question(" ".join([head, *rest])):
        head, rest = " ".join([head, *rest]), []
    text = (paragraph(rest, first.line),) if any(rest) else ()
    return _Item(fragment, head, (*text, *blocks[1:]))


def _holds_questions(items: Sequence[_Item]) -> bool:
    """Whether at least half of the items ask, or one of them leads to a list of which this holds."""
    if sum(item.asks for item in items) * 2 >= len([item for item in items if not _is_filler(item)]):
        return any(item.asks for item in items)
    return any(item.nested and _holds_questions([_item(one) for one in item.nested.items]) for item in items)


def _is_filler(item: _Item) -> bool:
    """A link to answers elsewhere, or dots."""
    return not item.below and (is_only_link(item.head) or not re.search(r"\w", item.head))


def _read(items: Sequence[_Item], section: str) -> ListReading:
    found: list[Found] = []
    half = sum(item.asks for item in items) * 2 >= len(items)
    last: OpenQuestion | None = None
    for index, item in enumerate(items):
        is_last = index == len(items) - 1
        if is_last and item.asks and _goes_on(items) and not _nested_questions(item):
            last = OpenQuestion(item.fragment.first, _front(item), section, list(item.below))
        else:
            found += _found(item, section, takes_all=half)
    return ListReading(tuple(found), last)


def _goes_on(items: Sequence[_Item]) -> bool:
    """Whether what stands below a list can belong to the answer of its last item: so if its items do have answers."""
    return len(items) == 1 or any(item.below and not item.nested for item in items)


def _found(item: _Item, section: str, *, takes_all: bool) -> Iterator[Found]:
    line = item.fragment.first
    if _is_filler(item):
        yield Leftover(line, item.fragment.text(), "a link" if is_only_link(item.head) else "nothing to ask")
    elif nested := _nested_questions(item):
        if looks_like_question(item.head):
            yield OpenQuestion(line, _front(item), section).finish()
        else:
            yield Leftover(line, item.fragment.lines[0], "a group of questions", is_used=True)
        yield from _read(nested, without_number(item.head) or section).found_all()
    elif item.asks or takes_all:
        yield OpenQuestion(line, _front(item), section, list(item.below)).finish()
    else:
        yield Leftover(line, item.fragment.text(), "a list item that asks nothing")


def _nested_questions(item: _Item) -> list[_Item]:
    """The items of the list below an item, if they are questions themselves."""
    nested = [_item(one) for one in item.nested.items] if item.nested else []
    return nested if nested and _holds_questions(nested) else []


def _front(item: _Item) -> str:
    return without_number(without_card_tag(item.head)) or item.head


def _pairs(items: Sequence[_Item], section: str) -> list[Found]:
    """Items that are by turns `Q: ...` and `A: ...`."""
    labels = [bool(ask_of(item.head, Style.LABEL)) for item in items]
    answers = [bool(answer_label(item.head)) for item in items]
    if len(items) < 2 or not labels[0] or sum(labels) + sum(answers) < len(items) or not any(answers):
        return []
    found: list[Found] = []
    question: OpenQuestion | None = None
    for item, asks in zip(items, labels, strict=True):
        if asks or not question:
            found += [question.finish()] if question else []
            ask = ask_of(item.head, Style.LABEL)
            question = OpenQuestion(item.fragment.first, ask.front if ask else item.head, section, list(item.below))
        else:
            question.blocks.append(paragraph(item.fragment.lines, item.fragment.first))
    return [*found, question.finish()] if question else found
