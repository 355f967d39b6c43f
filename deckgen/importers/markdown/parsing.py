"""markdown-it-py, asked for the blocks of a note only: the words inside them are read later, by deckgen's own tokenizer.

It reads notes as CommonMark says, with tables. `deckgen.markup` reads cards, in which four spaces are never code.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


def parsed(lines: tuple[str, ...]) -> list[Token]:
    """The tokens of the blocks, each with the lines it spans."""
    return _parser().parse("\n".join(lines))


def lines_of_code(lines: tuple[str, ...]) -> frozenset[int]:
    """The lines inside code fences and indented code. Nothing in them means anything."""
    text = "\n".join(lines)
    if "```" not in text and "~~~" not in text and not re.search(r"(?m)^(?: {4}|\t)", text):
        return frozenset()
    code = [token.map for token in parsed(lines) if token.type in {"fence", "code_block"} and token.map]
    return frozenset(line for start, end in code for line in range(start, end))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
