"""The blocks of a note, found by markdown-it-py, each with its lines; and what GitHub, Obsidian and people add to Markdown.

The parser reads a *guide*: a copy with as many lines, in which things it would misread are changed (`guide`). Texts are
always taken from the author's own lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from markdown_it.token import Token

from deckgen.importers.markdown.guide import DetailsRegion, guide_of
from deckgen.importers.markdown.page import Fragment
from deckgen.importers.markdown.parsing import parsed


class BlockKind(Enum):
    """What a block of lines is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    DETAILS = "details"
    CODE = "code"
    QUOTE = "quote"
    TABLE = "table"
    HTML = "html"
    RULE = "rule"
    GAP = "gap"


_KINDS = {
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "blockquote_open": BlockKind.QUOTE,
    "table_open": BlockKind.TABLE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
}
_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HTML_HEADING = re.compile(r"\s*<h[1-6][^>]*>(.*?)</h[1-6]>\s*", re.IGNORECASE)
_ANCHOR = re.compile(r"\s*(?:\{#[^}]*\}|<a\b[^>]*>\s*</a>|<a\b[^>]*/>|\^[\w-]+$)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListItem:
    """The lines of an item without its marker and indentation."""

    fragment: Fragment

    @property
    def blocks(self) -> "tuple[NoteBlock, ...]":
        """What it holds."""
        return blocks_of(self.fragment)


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """Lines `start` up to `end` of a fragment; `end` is where the next block starts, so every line is in one block.

    A heading has `level` and `title`, a list its `items`, details their `title` (the summary) and `body`.
    """

    kind: BlockKind
    fragment: Fragment
    start: int
    end: int
    level: int = 0
    title: str = ""
    items: tuple[ListItem, ...] = ()
    body: Fragment | None = None
    is_indented: bool = False

    @property
    def line(self) -> int:
        """The number of the first line in the file."""
        return self.fragment.first + self.start

    @property
    def text(self) -> str:
        """The author's own lines."""
        return self.fragment.text(self.start, self.end)

    @property
    def folded(self) -> "tuple[NoteBlock, ...]":
        """The blocks of the body of details."""
        return blocks_of(self.body) if self.body else ()

    @property
    def size(self) -> int:
        """How many lines are not blank."""
        return sum(1 for line in self.fragment.lines[self.start : self.end] if line.strip())


def blocks_of(fragment: Fragment) -> tuple[NoteBlock, ...]:
    """The blocks of some lines, in order; together they hold every line from the first that is not blank."""
    guide = guide_of(fragment.lines)
    blocks = [_block(fragment, token, end, guide.details) for token, end in _tops(parsed(guide.lines))]
    blocks += list(_gaps(fragment, blocks))
    blocks.sort(key=lambda block: block.start)
    ends = [*(block.start for block in blocks[1:]), len(fragment.lines)][: len(blocks)]
    return tuple(replace(block, end=end) for block, end in zip(blocks, ends, strict=True))


def _gaps(fragment: Fragment, blocks: list[NoteBlock]) -> Iterator[NoteBlock]:
    """Lines between blocks that the parser keeps to itself: definitions of links. Tags alone go with the block before them."""
    ends = [0, *(block.end for block in blocks)]
    starts = [*(block.start for block in blocks), len(fragment.lines)]
    for index, (start, end) in enumerate(zip(ends, starts, strict=True)):
        first = next((line for line in range(start, end) if fragment.lines[line].strip()), None)
        if first is not None and (index == 0 or _TAG.sub("", fragment.text(start, end)).strip()):
            yield NoteBlock(BlockKind.GAP, fragment, first, end)


def _tops(tokens: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """The tokens that begin a block on the top level, each with the tokens inside it."""
    for index, token in enumerate(tokens):
        if token.level or token.type not in _KINDS or not token.map:
            continue
        inside = []
        for other in tokens[index + 1 :]:
            if other.level == 0:
                break
            inside.append(other)
        yield token, inside


def _block(fragment: Fragment, token: Token, inside: list[Token], details: dict[int, DetailsRegion]) -> NoteBlock:
    start, end = token.map or (0, 0)
    kind = _KINDS[token.type]
    if kind is BlockKind.HTML and (region := details.get(start)):
        return NoteBlock(BlockKind.DETAILS, fragment, start, end, title=region.summary, body=region.body(fragment))
    if kind is BlockKind.HEADING:
        title = _heading_title(fragment.lines[start:end], is_setext=token.markup in {"=", "-"})
        return NoteBlock(kind, fragment, start, end, level=int(token.tag[1:]), title=title)
    if kind is BlockKind.LIST:
        items = [other.map for other in inside if other.type == "list_item_open" and other.level == 1 and other.map]
        return NoteBlock(kind, fragment, start, end, items=tuple(_item(fragment, *lines) for lines in items))
    return NoteBlock(kind, fragment, start, end, is_indented=token.type == "code_block")


def _heading_title(lines: tuple[str, ...], *, is_setext: bool) -> str:
    if is_setext:
        text = " ".join(line.strip() for line in lines[:-1])
    elif html := _HTML_HEADING.fullmatch(lines[0]):
        text = html[1]
    else:
        text = re.sub(r"^\s*#{1,6}[ \t]*|[ \t]+#+[ \t]*$", "", lines[0])
    return _ANCHOR.sub(" ", text).strip()


def _item(fragment: Fragment, start: int, end: int) -> ListItem:
    lines = [line.expandtabs(4) for line in fragment.lines[start:end]]
    marker = _MARKER.match(lines[0])
    width = min(marker.end(), _width(lines[0])) if marker else 0
    rest = [line[min(width, len(line) - len(line.lstrip())) :] for line in lines[1:]]
    return ListItem(Fragment((lines[0][marker.end() if marker else 0 :], *rest), fragment.first + start))


def _width(line: str) -> int:
    """How far the text of an item is indented; authors often indent what follows by less than a wide marker."""
    return len(line) - len(line.lstrip()) + 4
