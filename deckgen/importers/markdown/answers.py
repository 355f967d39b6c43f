"""What was found in a note, and the text of questions and answers: still the author's own Markdown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deckgen.importers.markdown.blocks import BlockKind, NoteBlock
from deckgen.importers.markdown.page import Fragment
from deckgen.importers.markdown.signs import (
    answer_label,
    extra_label,
    is_answer_summary,
    is_answer_title,
    unwrapped,
)

_NOTHING = re.compile(
    r"todo|tbd|n/a|to be (?:filled|added|done|continued).{0,20}|coming soon|wip"
    r"|待(?:补充|完善|更新|续|整理|填)|略|暂无(?:答案)?|答案待补充|无",
    re.IGNORECASE,
)
_CJK = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_MAX_QUESTION_BLOCKS, _MAX_QUESTION_PARAGRAPHS = 6, 3


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer, or none; a cloze text has only `front`. `line` is where it starts in the file."""

    line: int
    front: str
    back: str = ""
    extra: str = ""
    section: str = ""
    is_reversed: bool = False
    is_cloze: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Lines that became no entry, and why; `is_used` says that they serve as something else, such as a section."""

    line: int
    text: str
    reason: str
    is_used: bool = False

    @property
    def size(self) -> int:
        """How many lines are not blank."""
        return sum(1 for line in self.text.split("\n") if line.strip())


Found = Question | Leftover


@dataclass(slots=True)
class OpenQuestion:
    """A question whose answer is still being read. `number` is a title such as `Question 3`, where that is all there is."""

    line: int
    front: str
    section: str = ""
    blocks: list[NoteBlock] = field(default_factory=list)
    number: str = ""

    def finish(self) -> Question:
        """The question with what was read. Text before a label such as `Answer:` belongs to the question."""
        asked, answer = split_at_answer(self.blocks)
        front = self.front
        if self.number and not asked:
            is_unasked = not answer or is_answer_start(answer[0])
            front, asked, answer = (self.number, [], answer) if is_unasked else ("", answer[:1], answer[1:])
        front = "\n\n".join(part for part in (front, text_of(asked)) if part)
        answer, extra = _without_extra(answer)
        back = without_answer_label(text_of(answer))
        return Question(self.line, front, "" if _says_nothing(back) else back, extra, self.section)


def leftover(blocks: Sequence[NoteBlock], reason: str, *, is_used: bool = False) -> Leftover:
    """Blocks that belong to no question."""
    text = "\n".join(block.text for block in blocks)
    return Leftover(blocks[0].line, text, reason, is_used)


def paragraph(lines: Iterable[str], first: int) -> NoteBlock:
    """A block of text that is not in the file in this form: part of a paragraph, or without its label."""
    fragment = Fragment(tuple(lines), first)
    return NoteBlock(BlockKind.PARAGRAPH, fragment, 0, len(fragment.lines))


def text_of(blocks: Iterable[NoteBlock]) -> str:
    """The blocks as text for a card: headings become bold lines, details are opened, rules are left out."""
    text, previous = "", None
    for block in blocks:
        part = _text(block)
        if part:
            text += ("\n" if previous and _touches(previous, block) else "\n\n") + part if text else part
            previous = block
    return text


def _touches(one: NoteBlock, other: NoteBlock) -> bool:
    """Whether there is no blank line between two blocks."""
    if one.fragment is not other.fragment or BlockKind.DETAILS in {one.kind, other.kind}:
        return False
    return (
        one.end == other.start and bool(one.fragment.lines[one.end - 1].strip()) and other.kind is not BlockKind.HEADING
    )


def _text(block: NoteBlock) -> str:
    match block.kind:
        case BlockKind.RULE:
            return ""
        case BlockKind.HEADING:
            return "" if is_answer_title(block.title) else f"**{block.title.strip('*')}**"
        case BlockKind.DETAILS:
            body = text_of(block.folded)
            is_bare = not block.title or is_answer_summary(without_tags(block.title))
            return body if is_bare else f"**{block.title}**\n\n{body}"
        case BlockKind.CODE if block.is_indented:
            return _indented(block)
    return block.text


def _indented(block: NoteBlock) -> str:
    """Indented text: code, or, where it is Chinese, a paragraph whose first line is moved in."""
    lines = [line.expandtabs(4) for line in block.text.split("\n")]
    body = "\n".join(line[4:] if line.startswith("    ") else line for line in lines)
    if len(_CJK.findall(body)) * 8 > len(body):
        return "\n".join(line.strip() for line in lines)
    fence = "````" if "```" in body else "```"
    return f"{fence}\n{body}\n{fence}"


def split_at_answer(blocks: Sequence[NoteBlock]) -> tuple[list[NoteBlock], list[NoteBlock]]:
    """What stands before a sign that the answer begins, and the rest; nothing and all if there is no such sign soon."""
    paragraphs = 0
    for index, block in enumerate(blocks[: _MAX_QUESTION_BLOCKS + 1]):
        if is_answer_start(block):
            return list(blocks[:index]), list(blocks[index:])
        paragraphs += block.kind is BlockKind.PARAGRAPH
        if paragraphs > _MAX_QUESTION_PARAGRAPHS:
            break
    return [], list(blocks)


def is_answer_start(block: NoteBlock) -> bool:
    """Whether a block says that the answer begins here."""
    match block.kind:
        case BlockKind.DETAILS:
            return is_answer_summary(without_tags(block.title))
        case BlockKind.HEADING:
            return is_answer_title(block.title) or bool(answer_label(block.title))
        case BlockKind.PARAGRAPH | BlockKind.QUOTE:
            return bool(answer_label(block.text.lstrip("> ")) or is_answer_title(block.text))
        case BlockKind.LIST if block.items:
            return bool(answer_label("\n".join(item.fragment.text() for item in block.items)))
    return False


def without_answer_label(text: str) -> str:
    """The answer without `Answer:` before it, also where that is a list item or a quotation of its own."""
    bare = text.lstrip()
    marker = re.match(r"(?:[-*+>]\s+)?", bare)
    start = marker.end() if marker else 0
    first, newline, others = bare[start:].partition("\n")
    bare = f"{bare[:start]}{unwrapped(first.rstrip())}{newline}{others}"  # `**Answer: C**` as well as `**Answer:** C`
    label = answer_label(bare[start:])
    if not label:
        title = bare.split("\n", 1)
        return title[1].lstrip("\n") if len(title) > 1 and is_answer_title(title[0]) else text
    rest = bare[start + label :]
    if start and not rest.startswith("\n"):
        return bare[:start] + rest
    lines = rest.lstrip("\n").split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0) if start else 0
    return "\n".join(line[indent:] for line in lines)


def _without_extra(blocks: list[NoteBlock]) -> tuple[list[NoteBlock], str]:
    """The answer without a last paragraph that is labelled as a remark, and that remark."""
    last = next((index for index in range(len(blocks) - 1, 0, -1) if blocks[index].kind is not BlockKind.RULE), 0)
    if not last or blocks[last].kind not in {BlockKind.PARAGRAPH, BlockKind.QUOTE}:
        return blocks, ""
    text = blocks[last].text
    if blocks[last].kind is BlockKind.QUOTE:
        text = re.sub(r"(?m)^\s*>[ \t]?", "", text)
    label = extra_label(text.lstrip())
    remark = text.lstrip()[label:].strip()
    return (blocks[:last], remark) if label and remark else (blocks, "")


def without_tags(text: str) -> str:
    return re.sub(r"</?[a-zA-Z][^<>]*>", "", text).strip()


def _says_nothing(text: str) -> bool:
    """Whether an answer is empty, or only says that somebody still has to write it."""
    words = re.sub(r"[\W_]+", " ", without_tags(text)).strip()
    return not re.search(r"[^\s.…_*—-]", text) or (bool(_NOTHING.fullmatch(words)) and "![" not in text)
