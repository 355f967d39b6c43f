"""The blocks of a text: paragraphs, lists, quotes, headings, tables, code. markdown-it-py reads them, as CommonMark says.

Two things are deckgen's own. Four spaces are never code, so that lists nested by four spaces work wherever they stand. And display
math is one word to the blocks, whatever its lines begin with, as code and math are to the cells of a table.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from deckgen.markup.cloze_marks import CLOZE_CLOSE
from deckgen.markup.links import LinkTarget
from deckgen.markup.masks import masked
from deckgen.markup.slices import Slices, joined
from deckgen.markup.spans import spans_in

BlockKind = Literal[
    "document",
    "quote",
    "bullets",
    "numbers",
    "item",
    "paragraph",
    "heading",
    "rule",
    "fence",
    "html",
    "table",
    "row",
    "cell",
]
_KINDS: Mapping[str, BlockKind] = {
    "blockquote_open": "quote", "bullet_list_open": "bullets", "ordered_list_open": "numbers", "list_item_open": "item",
    "paragraph_open": "paragraph", "heading_open": "heading", "hr": "rule", "fence": "fence", "html_block": "html",
    "table_open": "table", "tr_open": "row", "th_open": "cell", "td_open": "cell",
}  # fmt: skip
_TRANSPARENT = {"thead_open", "thead_close", "tbody_open", "tbody_close"}


@dataclass(frozen=True, slots=True)
class Block:
    """A block, its lines in the source (from 0, the last one not included), and what is in it.

    `content` is the text of paragraphs, headings, cells, code and HTML. `info` is the language of a fence, the first number of a
    numbered list, the alignment of a cell. A paragraph of a tight list `is_hidden`: its words stand in the item themselves.
    """

    kind: BlockKind
    first_line: int
    end_line: int
    children: tuple["Block", ...] = ()
    content: Slices = field(default_factory=lambda: Slices(""))
    info: str = ""
    level: int = 0
    is_hidden: bool = False
    is_closed: bool = True
    is_header: bool = False

    def walk(self) -> Iterator["Block"]:
        """The block and all blocks in it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class MarkdownDocument:
    """The blocks of a text, and the references it defines by their normalised labels."""

    root: Block
    references: Mapping[str, LinkTarget]


def parse_blocks(text: str, *, html: bool = False) -> MarkdownDocument:
    """Read the blocks of a text. Never raises for any text; `html` says whether HTML is HTML or text."""
    tokens, environment = _read(text, html=html)
    structure = masked(text, fences=_lines_of_code(tokens))
    if structure != text:
        tokens, environment = _read(structure, html=html)
    lines = _Lines(text, structure)
    builder = _Builder(lines, iter(tokens))
    root = Block("document", 0, len(lines.starts), tuple(builder.children("")))
    references = {
        label: LinkTarget(str(found["href"]), str(found["title"]))
        for label, found in environment.get("references", {}).items()
    }
    return MarkdownDocument(root, references)


def _read(text: str, *, html: bool) -> tuple[list[Token], dict[str, dict[str, dict[str, object]]]]:
    environment: dict[str, dict[str, dict[str, object]]] = {}
    tokens: list[Token] = []
    reader = _reader(html=html)
    reader.block.parse(text, reader, environment, tokens)
    return tokens, environment


@cache
def _reader(*, html: bool) -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": html}).enable("table").disable("code")
    reader.block.ruler.before(
        "paragraph", "end_of_deletion", _end_of_deletion, {"alt": ["paragraph", "blockquote", "list"]}
    )
    return reader if html else reader.disable("html_block")


def _end_of_deletion(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """The end mark of a deletion on a line of its own ends lists and quotes: what the deletion holds is whole."""
    content = state.src[state.bMarks[line] : state.eMarks[line]].strip()
    if content != CLOZE_CLOSE:
        return False
    if not silent:
        state.line = line + 1
        state.push("paragraph_open", "p", 1).map = [line, line + 1]
        state.push("inline", "", 0).content = content
        state.push("paragraph_close", "p", -1)
    return True


def _lines_of_code(tokens: list[Token]) -> list[tuple[int, int]]:
    return [(token.map[0], token.map[1]) for token in tokens if token.type in {"fence", "html_block"} and token.map]


class _Lines:
    """A text and where its lines begin; `structure` are its lines as the blocks see them, with the same offsets."""

    def __init__(self, source: str, structure: str) -> None:
        self.source = source
        self.structure = structure.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.structure), initial=0))[:-1]


class _Builder:
    """Makes blocks of markdown-it's tokens, which come as a flat sequence of openings and closings."""

    def __init__(self, lines: _Lines, tokens: Iterator[Token]) -> None:
        self.lines = lines
        self.tokens = tokens

    def children(self, until: str) -> Iterator[Block]:
        for token in self.tokens:
            if token.type == until:
                return
            if token.type not in _TRANSPARENT:
                yield self._block(token)

    def _block(self, token: Token) -> Block:
        kind = _KINDS[token.type]
        first, end = token.map or (0, 0)
        match kind:
            case "rule":
                return Block(kind, first, end)
            case "fence":
                return self._fence(token, first, end)
            case "html":
                lines = token.content.rstrip("\n").split("\n")
                return Block(kind, first, end, content=joined(self._whole_lines(lines, first)))
            case "paragraph" | "heading":
                return self._leaf(token, kind, first, end)
            case "row":
                return Block(kind, first, end, tuple(self._cells(first)))
        children = tuple(self.children(token.type.replace("_open", "_close")))
        return Block(kind, first, end, children, info=str(token.attrs.get("start", "")))

    def _leaf(self, opening: Token, kind: BlockKind, first: int, end: int) -> Block:
        inline, _closing = next(self.tokens), next(self.tokens)
        level = int(opening.tag[1]) if kind == "heading" else 0
        content = joined(self._prose_lines(inline.content, first))
        return Block(kind, first, end, content=content, level=level, is_hidden=opening.hidden)

    def _prose_lines(self, content: str, first: int) -> Iterator[tuple[int, str]]:
        """The lines of a paragraph or heading without what stands before and after them in the source."""
        for number, line in enumerate(content.split("\n"), first):
            words = line.strip(" \t")
            at = self.lines.structure[number].rfind(words)
            start = self.lines.starts[number] + max(at, 0)
            breaks = line[len(line.rstrip(" ")) :] if number - first < content.count("\n") else ""
            if number > first:
                yield self.lines.starts[number] - 1, "\n"
            yield start, self.lines.source[start : start + len(words)] + breaks

    def _fence(self, token: Token, first: int, end: int) -> Block:
        lines = token.content.split("\n")[:-1]
        closing = self.lines.structure[end - 1].strip(" \t>")
        is_closed = (
            end - first == len(lines) + 2 and closing.startswith(token.markup) and not closing.strip(token.markup[0])
        )
        content = joined(self._whole_lines(lines, first + 1))
        return Block("fence", first, end, content=content, info=token.info.strip(), is_closed=is_closed)

    def _whole_lines(self, lines: list[str], first: int) -> Iterator[tuple[int, str]]:
        for number, line in enumerate(lines, first):
            source = self.lines.structure[number]
            at = len(source) - len(line) if source.endswith(line) else len(source) - len(source.lstrip())
            if number > first:
                yield self.lines.starts[number] - 1, "\n"
            yield self.lines.starts[number] + at, line

    def _cells(self, number: int) -> Iterator[Block]:
        """The cells of one row. An escaped pipe in them is a pipe, but for TeX, in which it is a double bar."""
        at = 0
        while (opening := next(self.tokens)).type != "tr_close":
            inline, _closing = next(self.tokens), next(self.tokens)
            words = inline.content.replace("|", "\\|")
            at = max(self.lines.structure[number].find(words, at), 0)
            start = self.lines.starts[number] + at
            written = self.lines.source[start : start + len(words)]
            at += len(words)
            style = str(opening.attrs.get("style", "")).removeprefix("text-align:")
            content = joined(_without_escaped_pipes(start, written))
            yield Block("cell", number, number + 1, content=content, info=style, is_header=opening.tag == "th")


def _without_escaped_pipes(start: int, written: str) -> Iterator[tuple[int, str]]:
    at = 0
    math = [span for span in spans_in(written) if span.kind in {"inline_math", "display_math"}]
    for escape in re.finditer(r"\\(?=\|)", written):
        if not any(span.start < escape.start() < span.end for span in math):
            yield start + at, written[at : escape.start()]
            at = escape.end()
    yield start + at, written[at:]
