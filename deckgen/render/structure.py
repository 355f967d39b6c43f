"""From the blocks and inlines of a text to the elements that Python-Markdown writes out: an extension of its block parser.

What is HTML already (code, math, sounds, an author's own tags) stands in the tree as a placeholder and is put back at the end.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from mdurl import encode

from deckgen.markup.blocks import Block, parse_blocks
from deckgen.markup.inlines import parse_inlines
from deckgen.markup.links import LinkTarget, without_size
from deckgen.markup.nodes import Inline
from deckgen.render.fragments import Fragments
from deckgen.render.targets import Targets

_ELEMENTS = {
    "emphasis": "em", "strong": "strong", "strike": "del", "mark": "mark", "sub": "sub", "sup": "sup",
    "quote": "blockquote", "bullets": "ul", "item": "li", "numbers": "ol",
}  # fmt: skip
_TASK = re.compile(r"\[([ xX])\] (?=\S)")
MAX_DEPTH = 60


class Structure(BlockProcessor):
    """Takes the whole text at once, as `parse_blocks` reads it."""

    raw_html: bool
    spans: Fragments
    targets: Targets
    line_breaks: bool

    def begin(self, spans: Fragments, targets: Targets, *, raw_html: bool, line_breaks: bool) -> None:
        """What follows is another text."""
        self.spans = spans
        self.targets = targets
        self.raw_html = raw_html
        self.line_breaks = line_breaks

    def test(self, _parent: Element, _block: str) -> bool:
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        document = parse_blocks("\n\n".join(blocks), html=self.raw_html)
        blocks.clear()
        builder = Builder(self.spans, self.targets, document.references, self.raw_html, self.line_breaks)
        builder.blocks(parent, document.root.children)


@dataclass(slots=True)
class Builder:
    """Builds the elements of one text. `spans` makes HTML of what is neither words nor structure, `targets` are looked up."""

    spans: Fragments
    targets: Targets
    references: Mapping[str, LinkTarget] = field(default_factory=dict)
    raw_html: bool = False
    line_breaks: bool = False

    def blocks(self, parent: Element, blocks: tuple[Block, ...], depth: int = 0) -> None:
        for block in blocks:
            self._block(parent, block, depth)

    def _block(self, parent: Element, block: Block, depth: int) -> None:
        match block.kind:
            case "paragraph" if block.is_hidden:
                self._inlines(parent, block)
            case "paragraph":
                self._inlines(SubElement(parent, "p"), block)
            case "heading":
                self._inlines(SubElement(parent, f"h{block.level}"), block)
            case "rule":
                SubElement(parent, "hr")
            case "fence":
                SubElement(parent, "p").text = self.spans.fence(block)
            case "html":
                SubElement(parent, "p").text = self.spans.html_block(block)
            case "table":
                self._table(SubElement(parent, "table"), block)
            case _:
                element = SubElement(parent, _ELEMENTS[block.kind])
                if block.info:
                    element.set("start", block.info)
                if depth < MAX_DEPTH:
                    self.blocks(element, block.children, depth + 1)

    def _table(self, table: Element, block: Block) -> None:
        header, *rows = block.children
        for name, part in (("thead", [header]), ("tbody", rows)):
            section = SubElement(table, name) if part else table
            for row in part:
                line = SubElement(section, "tr")
                for cell in row.children:
                    element = SubElement(line, "th" if cell.is_header else "td")
                    if cell.info:
                        element.set("align", cell.info)
                    self._inlines(element, cell)

    def _inlines(self, element: Element, block: Block) -> None:
        content = block.content
        if element.tag == "li" and not len(element) and not element.text and (task := _TASK.match(content.text)):
            SubElement(element, "span", {"class": "dk-task"}).text = "☐" if task[1] == " " else "☑"
            content = content.after(task.end() - 1)
        nodes = parse_inlines(content.text, self.references, html=self.raw_html)
        self.spans.begin(content)
        self.spans.report_foreign(nodes)
        self._fill(element, content.text, nodes, 0)

    def _fill(self, element: Element, text: str, nodes: tuple[Inline, ...], depth: int) -> None:
        for node in nodes:
            if node.kind == "text":
                self._words(element, text[node.start : node.end])
            elif node.kind == "break":
                SubElement(element, "br")
            elif node.kind in _ELEMENTS and depth < MAX_DEPTH:
                self._fill(SubElement(element, _ELEMENTS[node.kind]), text, node.children, depth + 1)
            elif node.kind == "language" and depth < MAX_DEPTH:
                self._fill(SubElement(element, "span", {"lang": node.language}), text, node.children, depth + 1)
            elif node.kind in {"link", "picture"} and node.target:
                self._target(element, text, node, node.target, depth)
            elif node.kind in {"autolink", "address"}:
                self._address(element, text[node.inner_start : node.inner_end], node)
            else:
                _append(element, self.spans.span(node))

    def _words(self, element: Element, words: str) -> None:
        first, *later = words.split("\n") if self.line_breaks else [words]
        _append(element, self.spans.words(first))
        for line in later:
            SubElement(element, "br")
            _append(element, self.spans.words(line))

    def _target(self, element: Element, text: str, node: Inline, target: LinkTarget, depth: int) -> None:
        at = self.spans.place(target.start if target.start >= 0 else node.start)
        if node.kind == "picture":
            self._picture(element, target, without_size(words(text, node.children)), at)
            return
        link = SubElement(element, "a", {"href": encode(target.address)})
        self.targets.check_link(encode(target.address), at)
        if target.title:
            link.set("title", target.title)
        self._fill(link, text, node.children, depth + 1)

    def _picture(self, element: Element, target: LinkTarget, alternative: str, at: int) -> None:
        attributes = dict(target.attributes)
        caption = attributes.pop("caption", "")
        if caption:
            element = SubElement(element, "span", {"class": "dk-figure"})
        name = self.targets.picture(target.address, at)
        if name.startswith("[sound:"):
            SubElement(element, "span").text = name
        else:
            picture = SubElement(element, "img", {"alt": alternative, "src": name, **attributes})
            if target.title:
                picture.set("title", target.title)
        if caption:
            SubElement(element, "span", {"class": "dk-caption"}).text = caption

    def _address(self, element: Element, address: str, node: Inline) -> None:
        before = (
            "http://"
            if address.startswith("www.")
            else "mailto:"
            if "://" not in address and ":" not in address
            else ""
        )
        self.targets.check_link(encode(before + address), self.spans.place(node.inner_start))
        SubElement(element, "a", {"href": encode(before + address)}).text = address


def words(text: str, nodes: tuple[Inline, ...]) -> str:
    """What the nodes say without any markup: the alternative text of a picture."""
    said = []
    for node in nodes:
        if node.children:
            said.append(words(text, node.children))
        elif node.kind == "text":
            said.append(text[node.start : node.end])
        elif node.kind == "break":
            said.append("\n")
        else:
            said.append(text[node.inner_start : node.inner_end])
    return "".join(said)


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
