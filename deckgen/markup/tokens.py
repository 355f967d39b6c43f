"""A text as a flat sequence of what is not plain words, with offsets in the text: for whoever judges, counts or shows texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from deckgen.markup.blocks import Block, parse_blocks
from deckgen.markup.inlines import parse_inlines
from deckgen.markup.nodes import Inline, InlineKind
from deckgen.markup.slices import Slices

TokenKind = InlineKind | Literal["fence"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]` of the whole text; `text[inner_start:inner_end]` is what stands between its delimiters.

    `target` is the address of a link or picture, and `text[target_start:target_end]` where it stands (-1 if it stands elsewhere).
    A `fence` spans its lines, the ones of its delimiters included; its `info` is the language. `html` may be a block or a tag.
    """

    kind: TokenKind
    start: int
    end: int
    inner_start: int
    inner_end: int
    target: str = ""
    target_start: int = -1
    target_end: int = -1
    info: str = ""


@lru_cache(maxsize=2048)
def tokenize(text: str, *, html: bool = False) -> tuple[Token, ...]:
    """Everything in a text that is not plain words, in its order; what is inside emphasis or a link follows it."""
    document = parse_blocks(text, html=html)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    tokens: list[Token] = []
    for block in document.root.walk():
        if block.kind in {"fence", "html"}:
            tokens.append(_block(block, starts, len(text)))
        elif block.kind in {"paragraph", "heading", "cell"}:
            nodes = parse_inlines(block.content.text, document.references, html=html)
            tokens.extend(_tokens(nodes, block.content))
    return tuple(sorted(tokens, key=lambda token: (token.start, -token.end)))


@lru_cache(maxsize=256)
def code_blocks(text: str) -> tuple[Block, ...]:
    """The fenced code of a text; the `content` of each is the code itself and knows where its lines stand."""
    if "```" not in text and "~~~" not in text:
        return ()
    return tuple(block for block in parse_blocks(text).root.walk() if block.kind == "fence")


def _block(block: Block, starts: list[int], length: int) -> Token:
    start, end = starts[block.first_line], min(starts[block.end_line] - 1, length)
    first = block.content.source_offset(0) if block.content.text else end
    last = block.content.source_offset(len(block.content.text) - 1) + 1 if block.content.text else end
    return Token("fence" if block.kind == "fence" else "html", start, end, first, last, info=block.info)


def _tokens(nodes: tuple[Inline, ...], content: Slices) -> Iterator[Token]:
    for node in nodes:
        if node.kind != "text":
            yield _token(node, content)
        yield from _tokens(node.children, content)


def _token(node: Inline, content: Slices) -> Token:
    start = content.source_offset(node.start)
    end = content.source_offset(node.end - 1) + 1
    inner_start = content.source_offset(node.inner_start)
    inner_end = content.source_offset(node.inner_end - 1) + 1 if node.inner_end > node.inner_start else inner_start
    target = node.target
    if target is None:
        return Token(node.kind, start, end, inner_start, inner_end)
    at = (-1, -1) if target.start < 0 else (content.source_offset(target.start), content.source_offset(target.end))
    return Token(node.kind, start, end, inner_start, inner_end, target.address, *at)
