"""What a line of Markdown says: a tree of words, code, math, links, pictures, emphasis, in the order of the text.

CommonMark's own procedure: brackets are matched on the way, runs of `*` and `_` afterwards. Every node knows its offsets.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from deckgen.markup.emphasis import DelimiterRun, depth_of, emphasised
from deckgen.markup.flanking import can_open_and_close
from deckgen.markup.languages import AFTER_BRACKET
from deckgen.markup.links import LinkTarget, picture_attributes, target_after
from deckgen.markup.nodes import MAX_DEPTH, Inline, InlineKind, node_of
from deckgen.markup.spans import SpanReader

_NEXT = re.compile(r"[*_~=^\]\\`$<&\[]|!\[|(?<![\w/.@-])(?:https?://|www\.)| {2,}(?=\n)")


@dataclass(slots=True)
class _Bracket:
    """A `[` or `![` that may open a link; it is the node at `index`, and text as long as nothing closes it."""

    start: int
    inner: int
    is_picture: bool
    index: int
    is_active: bool = True


def parse_inlines(text: str, references: Mapping[str, LinkTarget] = {}, *, html: bool = False) -> tuple[Inline, ...]:
    """Read one paragraph, heading or cell. Never raises for any text."""
    return tuple(_Parser(text, references, html=html).parse())


class _Parser:
    """Walks a text once, from left to right. What a span or a link takes is not looked at again."""

    def __init__(self, text: str, references: Mapping[str, LinkTarget], *, html: bool) -> None:
        self.text = text
        self.references = references
        self.reader = SpanReader(text, html=html)
        self.nodes: list[Inline | DelimiterRun] = []
        self.brackets: list[_Bracket] = []
        self.at = 0
        self.words = 0

    def parse(self) -> list[Inline]:
        while found := _NEXT.search(self.text, self.at):
            start, self.at = found.start(), found.end()
            match found[0][0]:
                case "*" | "_" | "~" | "=" | "^":
                    self._run(start)
                case "!":
                    self._open(start, is_picture=True)
                case "]":
                    self._close(start)
                case _:
                    self._span(start, found[0])
        self._words_until(len(self.text))
        return emphasised(self.nodes, self.text)

    def _words_until(self, end: int) -> None:
        if end > self.words:
            self.nodes.append(node_of("text", self.words, end, self.words, end, []))
        self.words = end

    def _add(self, start: int, node: Inline | DelimiterRun) -> None:
        self._words_until(start)
        self.nodes.append(node)
        self.at = self.words = node.end

    def _run(self, start: int) -> None:
        delimiter = self.text[start]
        end = start
        while self.text[end : end + 1] == delimiter:
            end += 1
        self.at = end
        if delimiter == "=" and end - start == 1:
            return
        opens, closes = can_open_and_close(delimiter, self.text[start - 1 : start], self.text[end : end + 1])
        self._add(start, DelimiterRun(delimiter, start, end, opens, closes, end - start))

    def _span(self, start: int, opening: str) -> None:
        span = self.reader.at(start)
        if span and not (span.kind == "address" and self._in_link_text()):
            self._add(start, node_of(span.kind, start, span.end, span.inner_start, span.inner_end, []))
        elif opening == "[":
            self._open(start, is_picture=False)
        elif opening == "`":
            self.at = self.reader.run_end(start, "`")

    def _in_link_text(self) -> bool:
        """Whether a bracket is open and closed further on; then an address in it is the words of that link."""
        return any(bracket.is_active and not bracket.is_picture for bracket in self.brackets[-1:]) and (
            self.reader.find("](", self.at) >= 0
        )

    def _open(self, start: int, *, is_picture: bool) -> None:
        inner = start + (2 if is_picture else 1)
        self._words_until(start)
        self.brackets.append(_Bracket(start, inner, is_picture, len(self.nodes)))
        self._add(start, node_of("text", start, inner, start, inner, []))

    def _language(self, bracket: _Bracket, close: int, run: re.Match[str]) -> None:
        """`[漢字]{lang=ja}`: the words between the brackets are in another language."""
        self._words_until(close)
        inside = emphasised(self.nodes[bracket.index + 1 :], self.text)
        del self.nodes[bracket.index :]
        node = node_of("language", bracket.start, run.end(), bracket.inner, close, inside)
        self.nodes.append(replace(node, language=run["lang"]))
        self.at = self.words = run.end()

    def _close(self, close: int) -> None:
        if not self.brackets:
            return
        bracket = self.brackets.pop()
        if run := AFTER_BRACKET.match(self.text, close + 1):
            self._language(bracket, close, run)
            return
        found = target_after(self.text, close, bracket.inner, self.references) if bracket.is_active else None
        depth = depth_of(self.nodes[bracket.index + 1 :]) if found else 0
        if not found or depth > MAX_DEPTH:
            return
        target, end = found
        self._words_until(close)
        inside = emphasised(self.nodes[bracket.index + 1 :], self.text)
        del self.nodes[bracket.index :]
        kind: InlineKind = "link"
        if bracket.is_picture:
            kind = "picture"
            attributes, end = picture_attributes(self.text, self.text[bracket.inner : close], end)
            target = replace(target, attributes=attributes)
        self.nodes.append(Inline(kind, bracket.start, end, bracket.inner, close, tuple(inside), target, depth))
        self.at = self.words = end
        if not bracket.is_picture:  # no link stands inside a link
            for outer in self.brackets:
                outer.is_active = outer.is_active and outer.is_picture
