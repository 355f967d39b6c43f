"""A tidy tree to Markdown: no backslash before brackets, code and pictures put aside, breaks as paragraphs.

One walk, from the leaves up: a tag is written when everything in it is, by the row of `_TAGS` with its name. What has no row is
only what is in it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bs4 import Comment, Doctype, Tag
from bs4.element import NavigableString, PageElement

from deckgen.importers.html import grids, inlines, lists
from deckgen.importers.html.code import (
    block_with_holes,
    code_language,
    code_span,
    code_text,
    fenced,
    has_cloze,
    span_with_holes,
)
from deckgen.importers.html.math import Pieces
from deckgen.importers.html.tree import is_in_deletion, starts_a_line
from deckgen.importers.kit import Picture, escaped, escaped_at_line_starts

_HEADING = re.compile(r"h[1-6]")
_SWALLOWS_SPACES = {
    "p", "blockquote", "article", "div", "section", "ol", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr",
    "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
"""Blocks at whose edges, inside and outside, spaces mean nothing."""
_EDGES = re.compile(r"(\n*)((?:.*[^\n])?)(\n*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Around:
    """What a tag stands in: a cell, a list item, anything that must stay on one line."""

    cell: bool = False
    item: bool = False
    line: bool = False

    def inside(self, tag: Tag) -> "Around":
        """What stands around the things in a tag."""
        is_cell = tag.name in {"td", "th"}
        is_line = is_cell or _HEADING.fullmatch(tag.name) is not None
        return Around(self.cell or is_cell, self.item or tag.name == "li", self.line or is_line)


@dataclass(frozen=True, slots=True)
class HtmlWriter:
    """Writes the tree of one field. `picture` says what becomes of a media file; `lost` gets the names of what can't be said."""

    pieces: Pieces
    picture: Callable[[str], Picture]
    lost: dict[str, None]
    cloze: bool
    raw_html: bool
    dollars: bool

    def write(self, tree: Tag) -> str:
        return self._inside(tree, Around()).strip("\n")

    def _node(self, node: PageElement, around: Around) -> str:
        if isinstance(node, Tag):
            write = _TAGS.get(node.name)
            if node.name in _LEAVES:
                return write(self, node, "", around) if write else ""
            text = self._inside(node, around.inside(node))
            return write(self, node, text, around) if write else text
        return self._words(node, around) if isinstance(node, NavigableString) else ""

    def _inside(self, tag: Tag, around: Around) -> str:
        """Everything in a tag, with at most one blank line between two things."""
        out = [""]
        for child in tag.children:
            if _says_nothing(child, tag):
                continue
            edges = _EDGES.fullmatch(self._node(child, around))
            before, content, after = edges.groups() if edges else ("", "", "")
            if out[-1] and before:
                before = "\n" * min(2, max(len(out.pop()), len(before)))
            if before or content or after:
                out += [before, content, after]
        return "".join(out)

    def _words(self, node: NavigableString, around: Around) -> str:
        text = re.sub(r"[\t ]+", " ", re.sub(r"[\t \r\n]*[\r\n][\t \r\n]*", "\n", str(node)))
        text = escaped(text, cloze=self.cloze, raw_html=self.raw_html, dollars=self.dollars)
        text = text.replace("|", "\\|") if around.cell else text
        before, after, parent = node.previous_sibling, node.next_sibling, node.parent
        is_edge = parent is not None and parent.name in _SWALLOWS_SPACES
        if _swallows_outside(before) or (is_edge and not before):
            text = text.lstrip(" \t\r\n")
        if _swallows_outside(after) or (is_edge and not after):
            text = text.rstrip()
        return escaped_at_line_starts(text, at_start=starts_a_line(node))

    def line_break(self, tag: Tag, _text: str, around: Around) -> str:
        if around.line:
            return " "
        in_deletion = self.cloze and is_in_deletion(tag)
        return "  \n" if in_deletion or tag.get("data-break") == "line" else "\n\n"

    def code(self, tag: Tag, _text: str, _around: Around) -> str:
        self._pictures_in(tag)
        source = " ".join(tag.get_text().replace("\u00a0", " ").split("\n"))
        write = span_with_holes if self.cloze and has_cloze(source) else code_span
        return write(source, self.pieces.keep)

    def code_block(self, tag: Tag, _text: str, _around: Around) -> str:
        self._pictures_in(tag)
        source = code_text(tag)
        if not source.strip():
            return ""
        if self.cloze and has_cloze(source):
            self.lost["a code block with holes, which became lines of code"] = None
            return f"\n\n{block_with_holes(source, self.pieces.keep)}\n\n"
        return f"\n\n{fenced(source, code_language(tag))}\n\n"

    def _pictures_in(self, code: Tag) -> None:
        if code.find("img"):
            self.lost["a picture inside code"] = None

    def image(self, tag: Tag, _text: str, _around: Around) -> str:
        return inlines.image(tag, self.picture, self.lost, self.pieces.keep)

    def link(self, tag: Tag, text: str, _around: Around) -> str:
        return inlines.link(tag, text, self.lost, self.pieces.keep)

    def table(self, tag: Tag, text: str, around: Around) -> str:
        if around.cell or tag.find("table"):
            self.lost["a table inside a table"] = None
        if around.cell:
            return grids.plain(tag)
        if any(cell.find(["li", "pre", "blockquote"]) for cell in tag.find_all(["td", "th"])):
            self.lost["lists or code inside a table"] = None
        return grids.grid(tag, text)


def _says_nothing(node: PageElement, parent: Tag) -> bool:
    """Whether it is a comment, or spaces at the edge of a block."""
    if isinstance(node, Comment | Doctype):
        return True
    if isinstance(node, Tag) or str(node).strip():
        return False
    before, after = node.previous_sibling, node.next_sibling
    if parent.name in _SWALLOWS_SPACES and not (before and after):
        return True
    return _swallows_outside(before) or _swallows_outside(after)


def _swallows_outside(node: PageElement | None) -> bool:
    return isinstance(node, Tag) and (node.name in _SWALLOWS_SPACES or node.name == "pre")


def _block(_writer: HtmlWriter, _tag: Tag, text: str, around: Around) -> str:
    text = text.strip(" \t\r\n")
    if around.line:
        return f" {text} "
    return f"\n\n{text}\n\n" if text else ""


def _quotation(_writer: HtmlWriter, _tag: Tag, text: str, around: Around) -> str:
    text = text.strip(" \t\r\n")
    if around.line:
        return f" {text} "
    return "\n" + "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) + "\n\n" if text else "\n"


def _heading(_writer: HtmlWriter, tag: Tag, text: str, around: Around) -> str:
    words = " ".join(text.split(None)) if not around.line else text
    return text if around.line else f"\n\n{'#' * int(tag.name[1])} {words}\n\n"


def _term(_writer: HtmlWriter, _tag: Tag, text: str, _around: Around) -> str:
    return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""


def _marked(mark: str, *names: str) -> Mapping[str, "Write"]:
    """A row for each of some tags that mean one mark; inside one another they are one."""
    return dict.fromkeys(
        names, lambda _writer, tag, text, _around: text if tag.find_parent(names) else inlines.marked(text, mark)
    )


Write = Callable[[HtmlWriter, Tag, str, Around], str]
_LEAVES = {"pre", "code", "kbd", "samp", "img", "br", "hr", "script", "style"}
"""Tags that are written without a look at the Markdown of what is in them."""
_TAGS: Mapping[str, Write] = {
    **_marked("**", "b", "strong"),
    **_marked("*", "i", "em"),
    **_marked("~~", "s", "del", "strike"),
    **dict.fromkeys(("code", "kbd", "samp"), HtmlWriter.code),
    **dict.fromkeys(("p", "div", "article", "section", "dl", "dd", "caption"), _block),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), lambda _writer, tag, text, around: lists.whole(tag, text, is_nested=around.item)),
    **dict.fromkeys(("td", "th"), lambda _writer, tag, text, _around: grids.cell(tag, text)),
    "a": HtmlWriter.link,
    "blockquote": _quotation,
    "br": HtmlWriter.line_break,
    "dt": _term,
    "hr": lambda *_: "\n\n---\n\n",
    "img": HtmlWriter.image,
    "li": lambda _writer, tag, text, _around: lists.item(tag, text),
    "pre": HtmlWriter.code_block,
    "q": lambda _writer, _tag, text, _around: f'"{text}"',
    "span": lambda _writer, tag, text, _around: inlines.in_language(tag, text),
    "table": HtmlWriter.table,
    "tr": lambda _writer, tag, text, _around: grids.row(tag, text),
}
"""Tag to what is written for it, given the Markdown of what is in it."""
