r"""Finds, from left to right, what binds tighter than links and emphasis: code, math, sounds, escapes, references, HTML.

What opens first wins: a `$` inside code is a dollar, a backtick inside math is TeX. Every search for an end is made once, so a text
of nothing but openings costs no more than any other.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.entities import html5
from typing import Literal

from deckgen.markup.dollars import closing_dollar, no_formula

SpanKind = Literal[
    "code", "escape", "inline_math", "display_math", "open_math", "no_math",
    "sound", "latex", "html", "autolink", "address", "entity", "break",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkupSpan:
    """`text[start:end]` is a span of this kind, `text[inner_start:inner_end]` what it says without its delimiters.

    `no_math` is a dollar that Pandoc would take for math; its inner part is what would be the formula.
    """

    kind: SpanKind
    start: int
    end: int
    inner_start: int
    inner_end: int


_NEXT = re.compile(r"[\\`$<&\[]|(?<![\w/.@-])(?:https?://|www\.)| {2,}(?=\n)")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
SOUND = re.compile(r"\[sound:([^\]\n]+)\]")
"""`[sound:word.mp3]`, in a text as on a card."""
_LATEX = re.compile(r"\[latex\]|\[\$\$?\](?:[^\n]*?\[/\$\$?\])?")  # [latex], [$]x[/$]
_ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z][a-zA-Z0-9]{1,31}));")  # &amp; &#35; &#x22;
_ESCAPED_BRACKET = re.compile(
    r"[^\]\\\n]*\]"
)  # \[not a link](x): a bracket, not a formula that somebody forgot to close
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*)>")  # <https://x.y>
_MAIL = re.compile(  # <a@b.c>
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_ATTRIBUTE = r"""\s+[a-zA-Z_:][a-zA-Z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_TAG = re.compile(
    rf"<[a-zA-Z][a-zA-Z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|</[a-zA-Z][a-zA-Z0-9-]*\s*>|<!---?>"
)  # <b class="x">, </b>
_ENDS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_BARE = re.compile(r"(?:https?://|www\.)[^\s<>\ufdd0-\ufdef\u3000-\u303f\uff00-\uffef]+")
_HOST = re.compile(r"(?:https?://|www\.)(?:[\w-]+\.)+[\w-]*[^\W_]")


def spans_in(text: str, *, html: bool = False) -> Iterator[MarkupSpan]:
    """The spans of one paragraph, heading or cell, in order. They do not overlap."""
    reader, position = SpanReader(text, html=html), 0
    while found := _NEXT.search(text, position):
        if span := reader.at(found.start()):
            yield span
            position = span.end
        else:
            position = reader.run_end(found.start(), "`") if found[0] == "`" else found.end()


class SpanReader:
    """Reads the span at a place, if there is one. Places must be asked from left to right.

    `_absent` remembers from where on a delimiter is known not to occur, so that nothing is searched twice.
    """

    def __init__(self, text: str, *, html: bool) -> None:
        self.text = text
        self.html = html
        self._absent: dict[str, int] = {}
        self._ticks: dict[int, list[int]] | None = None

    def at(self, start: int) -> MarkupSpan | None:
        """The span that begins here."""
        read = _READERS.get(self.text[start])
        return read(self, start) if read else None

    def run_end(self, start: int, character: str) -> int:
        """Where the run of this character that begins here ends."""
        end = start
        while end < len(self.text) and self.text[end] == character:
            end += 1
        return end

    def find(self, delimiter: str, start: int) -> int:
        """Where `delimiter` occurs next, or -1; not looked for again once it is known to be absent."""
        if self._absent.get(delimiter, len(self.text) + 1) <= start:
            return -1
        at = self.text.find(delimiter, start)
        if at < 0:
            self._absent[delimiter] = start
        return at

    def backslash(self, at: int) -> MarkupSpan | None:
        after = self.text[at + 1 : at + 2]
        if after in {"(", "["}:
            return self._math(
                at, at + 2, "\\)" if after == "(" else "\\]", "inline_math" if after == "(" else "display_math"
            )
        if after == "\n":
            return MarkupSpan("break", at, at + 2, at + 2, at + 2)
        return MarkupSpan("escape", at, at + 2, at + 1, at + 2) if after and after in _PUNCTUATION else None

    def backtick(self, at: int) -> MarkupSpan | None:
        end = self.run_end(at, "`")
        close = self._closing_ticks(end, end - at)
        return MarkupSpan("code", at, close + end - at, end, close) if close >= 0 else None

    def _closing_ticks(self, start: int, length: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self.text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
            for starts in self._ticks.values():
                starts.reverse()
        starts = self._ticks.get(length, [])
        while starts and starts[-1] < start:
            starts.pop()
        return starts[-1] if starts else -1

    def dollar(self, at: int) -> MarkupSpan | None:
        if self.text.startswith("$$", at):
            return self._math(at, at + 2, "$$", "display_math")
        close = closing_dollar(self.text, at)
        if close < 0:
            return None
        if no_formula(self.text, at, close):
            return MarkupSpan("no_math", at, at + 1, at, close + 1)
        return MarkupSpan("inline_math", at, close + 1, at + 1, close)

    def _math(self, at: int, inner: int, closer: str, kind: SpanKind) -> MarkupSpan:
        close = self.find(closer, inner)
        says_nothing = close >= 0 and closer == "\\]" and not self.text[inner:close].strip("\\")
        if close >= 0 and close > inner and not says_nothing:
            return MarkupSpan(kind, at, close + len(closer), inner, close)
        if says_nothing or (close < 0 and closer == "\\]" and _ESCAPED_BRACKET.match(self.text, inner)):
            return MarkupSpan("escape", at, inner, at + 1, inner)
        return MarkupSpan("open_math", at, inner, at + 1, inner)

    def bracket(self, at: int) -> MarkupSpan | None:
        if sound := SOUND.match(self.text, at):
            return MarkupSpan("sound", at, sound.end(), *sound.span(1))
        latex = _LATEX.match(self.text, at)
        return MarkupSpan("latex", at, latex.end(), *latex.span()) if latex else None

    def angle(self, at: int) -> MarkupSpan | None:
        if link := _AUTOLINK.match(self.text, at) or _MAIL.match(self.text, at):
            return MarkupSpan("autolink", at, link.end(), *link.span(1))
        return self._tag(at) if self.html else None

    def _tag(self, at: int) -> MarkupSpan | None:
        if tag := _TAG.match(self.text, at):
            return MarkupSpan("html", at, tag.end(), *tag.span())
        for opening, closing in _ENDS:
            if self.text.startswith(opening, at):
                end = self.find(closing, at + len(opening))
                is_declaration = opening != "<!" or self.text[at + 2 : at + 3].isalpha()
                return (
                    MarkupSpan("html", at, end + len(closing), at, end + len(closing))
                    if end >= 0 and is_declaration
                    else None
                )
        return None

    def ampersand(self, at: int) -> MarkupSpan | None:
        entity = _ENTITY.match(self.text, at)
        if not entity or not (entity[1] or entity[2] or f"{entity[3]};" in html5):
            return None
        return MarkupSpan("entity", at, entity.end(), *entity.span())

    def address(self, at: int) -> MarkupSpan | None:
        """A bare address, without the punctuation that ends its sentence (GFM's extended autolinks)."""
        if self.text[at - 1 : at] == "<" or not _HOST.match(self.text, at) or not (found := _BARE.match(self.text, at)):
            return None
        end = at + len(_trimmed(found[0]))
        return MarkupSpan("address", at, end, at, end)

    def line_end(self, at: int) -> MarkupSpan | None:
        """Two blanks at the end of a line make a break of it."""
        end = self.run_end(at, " ")
        return (
            MarkupSpan("break", at, end + 1, end + 1, end + 1)
            if end - at > 1 and self.text[end : end + 1] == "\n"
            else None
        )


_READERS: Mapping[str, Callable[[SpanReader, int], MarkupSpan | None]] = {
    "\\": SpanReader.backslash, "`": SpanReader.backtick, "$": SpanReader.dollar, "[": SpanReader.bracket, "<": SpanReader.angle,
    "&": SpanReader.ampersand, "h": SpanReader.address, "w": SpanReader.address, " ": SpanReader.line_end,
}  # fmt: skip


def _trimmed(address: str) -> str:
    while True:
        if address[-1] in "?!.,:*_~'\"" or (address[-1] == ")" and address.count(")") > address.count("(")):
            address = address[:-1]
        elif reference := re.search(r"&[a-zA-Z0-9]+;$", address):
            address = address[: reference.start()]
        else:
            return address
