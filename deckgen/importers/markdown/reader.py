"""The questions in a stretch of blocks without headings of its own: what is marked in its paragraphs, lists and details."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from deckgen.importers.markdown.answers import (
    Found,
    Leftover,
    OpenQuestion,
    Question,
    leftover,
    paragraph,
    text_of,
    without_tags,
)
from deckgen.importers.markdown.blocks import BlockKind, NoteBlock
from deckgen.importers.markdown.lines import Ask, Style, are_numbered, ask_of, cards_in, is_asking
from deckgen.importers.markdown.lists import ListReading, questions_of_list
from deckgen.importers.markdown.noise import is_toc, noise
from deckgen.importers.markdown.signs import answer_label, is_answer_summary, looks_like_question, without_number


@dataclass(frozen=True, slots=True)
class Context:
    """Where a stretch stands: its section, whether it is the answer of a heading, whether the note is one of flashcards."""

    section: str = ""
    is_answer: bool = False
    are_flashcards: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a stretch, in order, and the blocks that belong to none of it."""

    found: tuple[Found, ...]
    loose: tuple[NoteBlock, ...]


def read(blocks: Sequence[NoteBlock], context: Context) -> Reading:
    """The questions in some blocks. In the answer of a heading only what is plainly marked is a question of its own."""
    reader = _Reader(context, _style_of(blocks, context), are_numbered(_lines(blocks)))
    for index, block in enumerate(blocks):
        reader.take(block, blocks[index + 1 :][:8])
    reader.close()
    return Reading(tuple(reader.found), tuple(reader.loose))


def _lines(blocks: Sequence[NoteBlock]) -> list[str]:
    """The lines of the paragraphs."""
    return [line for block in blocks if block.kind is BlockKind.PARAGRAPH for line in block.text.split("\n")]


def _style_of(blocks: Sequence[NoteBlock], context: Context) -> Style | None:
    """The style in which the questions of a stretch are marked."""
    lines = _lines(blocks)
    answers = sum(1 for line in lines if answer_label(line.strip()))
    labels = [ask for line in lines if (ask := ask_of(line, Style.LABEL))]
    if labels and (answers or any(ask.rest for ask in labels)):
        return Style.LABEL
    if context.is_answer:
        return None
    if any(looks_like_question(ask.front) for ask in labels):
        return Style.LABEL
    for style in (Style.BOLD, Style.NUMBER):
        if any(is_asking(line, style) for line in lines) or (style is Style.BOLD and are_numbered(lines)):
            return style
    plain = [
        block
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH and ask_of(block.text.split("\n")[0], Style.PLAIN)
    ]
    return Style.PLAIN if len(plain) > 1 else None


@dataclass(slots=True)
class _Reader:
    """Reads blocks one after the other. `last` is the number of the last numbered question; None while an answer counts itself."""

    context: Context
    style: Style | None
    are_numbered: bool
    found: list[Found] = field(default_factory=list)
    loose: list[NoteBlock] = field(default_factory=list)
    open: OpenQuestion | None = None
    last: tuple[str, int] | None = None
    consumed: int = -1

    def take(self, block: NoteBlock, following: Sequence[NoteBlock]) -> None:
        if block.line <= self.consumed:
            return
        match block.kind:
            case BlockKind.PARAGRAPH:
                self._paragraph(block, following)
            case BlockKind.DETAILS:
                self._details(block)
            case BlockKind.LIST:
                self._list(block)
            case _:
                self._plain(block)

    def close(self) -> None:
        """The answer that is being read ends here."""
        if self.open:
            self.found.append(self.open.finish())
            self.open = None

    def _plain(self, block: NoteBlock) -> None:
        (self.open.blocks if self.open else self.loose).append(block)

    def _begin(self, line: int, front: str) -> OpenQuestion:
        self.close()
        self.open = OpenQuestion(line, front, self.context.section)
        return self.open

    def _paragraph(self, block: NoteBlock, following: Sequence[NoteBlock]) -> None:
        are_flashcards = self.context.are_flashcards
        cards = cards_in(block, self.context.section, are_flashcards=are_flashcards)
        if cards and (not self.context.is_answer or are_flashcards or all(_is_cloze(card) for card in cards)):
            self.close()
            self.found += cards
            return
        if self._card_of_lines(block, following):
            return
        kept: list[str] = []
        first = block.line
        for index, line in enumerate(block.fragment.lines[block.start : block.end]):
            ask = self._ask(line) if line.strip() else None
            if ask:
                self._text(kept, first)
                question = self._begin(block.line + index, ask.front)
                if ask.rest:
                    question.blocks.append(paragraph([ask.rest], block.line + index))
                kept, first = [], block.line + index + 1
            elif self.open and kept and answer_label(line.strip()) and self.style is Style.LABEL:
                self._text(kept, first)
                kept, first = [line], block.line + index
            else:
                kept.append(line)
        if first == block.line:
            self._plain(block)
        else:
            self._text(kept, first)

    def _text(self, lines: list[str], first: int) -> None:
        if any(line.strip() for line in lines):
            self._plain(paragraph(lines, first))

    def _card_of_lines(self, block: NoteBlock, following: Sequence[NoteBlock]) -> bool:
        """`Front`, a line with only `?` (`??` for both ways), and the back up to the next blank line."""
        lines = block.text.split("\n")
        mark = next((index for index, line in enumerate(lines) if line.strip() in {"?", "??"}), 0)
        if not mark or (self.context.is_answer and not self.context.are_flashcards):
            return False
        answer = [paragraph(lines[mark + 1 :], block.line + mark + 1)] if lines[mark + 1 :] else []
        previous = block
        for other in following:
            if previous.fragment.lines[previous.end - 1].strip() == "" or other.kind is BlockKind.HEADING:
                break
            answer.append(other)
            self.consumed = other.line
            previous = other
        self.close()
        front, back = "\n".join(lines[:mark]).strip(), text_of(answer)
        is_reversed = lines[mark].strip() == "??"
        self.found.append(Question(block.line, front, back, "", self.context.section, is_reversed=is_reversed))
        return True

    def _ask(self, line: str) -> Ask | None:
        """The question on a line of the style that counts here."""
        ask = ask_of(line, self.style) if self.style else None
        if (
            not ask
            and self.style is Style.BOLD
            and line.rstrip().endswith(("?", "？"))
            and is_asking(line, Style.NUMBER)
        ):
            return ask_of(line, Style.NUMBER)  # bold questions among numbered ones
        if not ask or not ask.front:
            return None
        starts = self.style is Style.BOLD and bool(ask.number) and self.are_numbered
        continues = starts or bool(ask.number and self.last and ask.number == (self.last[0], self.last[1] + 1))
        if self.style is Style.LABEL or looks_like_question(ask.front) or continues:
            self.last = ask.number
            return ask
        if ask.number and self.last and ask.number[0] == self.last[0]:
            self.last = None  # the answer counts its own points in the same way
        return None

    def _details(self, block: NoteBlock) -> None:
        summary = without_tags(block.title)
        inner = block.folded
        if not summary:
            self._plain(block)
        elif any(other.kind is BlockKind.DETAILS for other in inner) and not looks_like_question(summary):
            self.close()
            section = without_number(summary) or self.context.section
            self.found.append(Leftover(block.line, block.title, "folded questions", is_used=True))
            reading = read(inner, replace(self.context, section=section, is_answer=False))
            self.found += reading.found
            self.found += [
                leftover([other], "text that belongs to no question") for other in reading.loose if other.size
            ]
        elif is_answer_summary(summary) or ((self.context.is_answer or self.open) and not looks_like_question(summary)):
            self._plain(block)
        elif _is_folded_toc(inner):
            self.found.append(leftover([block], "a table of contents"))
        else:
            self.close()
            question = OpenQuestion(
                block.line, without_number(block.title) or block.title, self.context.section, list(inner)
            )
            self.found.append(question.finish())

    def _list(self, block: NoteBlock) -> None:
        is_content = self.context.is_answer or (self.open and self.style is not None)
        reading = questions_of_list(
            block, self.context.section, is_content=bool(is_content), are_flashcards=self.context.are_flashcards
        )
        if reading is None:
            self._plain(block)
            return
        self.close()
        self._use(reading)

    def _use(self, reading: ListReading) -> None:
        self.found += reading.found
        self.open = reading.open


def _is_folded_toc(blocks: Sequence[NoteBlock]) -> bool:
    """Whether nothing but a table of contents is folded away, apart from tags around it."""
    parts = [block for block in blocks if block.kind not in {BlockKind.HTML, BlockKind.GAP}]
    return bool(parts) and all(is_toc(block) for block in parts)


def _is_cloze(card: Found) -> bool:
    return isinstance(card, Question) and card.is_cloze


def leftovers(blocks: Sequence[NoteBlock], reason: str) -> Iterator[Found]:
    """Blocks without a question: each picture, badge, table of contents ... by itself, text that stands together as one."""
    run: list[NoteBlock] = []
    for block in blocks:
        what = noise(block)
        is_apart = bool(run) and (run[-1].end != block.start or run[-1].fragment is not block.fragment)
        if run and (what or is_apart):
            yield leftover(run, reason)
            run = []
        if what:
            yield what
        elif block.size:
            run.append(block)
    if run:
        yield leftover(run, reason)
