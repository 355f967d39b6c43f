"""HTML as the words a reader sees: for titles in the list and for search."""

import re
from html.parser import HTMLParser

from deckgen.markup.spans import SOUND

_BLANKS = re.compile(r"\s+")
_MATH_MARK = re.compile(r"\\[()\[\]]")
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "pre", "br", "hr", "blockquote"})
_UNSEEN = frozenset({"style", "script", "footer"})
_VOID = frozenset({"br", "img", "hr", "wbr", "input", "source", "track", "col", "embed", "area"})
"""Elements that are never closed."""
_FIGURES = frozenset({"table", "pre"})
_MASK = "dk-mask"
"""The class of a mask over a diagram."""


class _Words(HTMLParser):
    def __init__(self, *, figures: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._figures = figures
        self._hidden = 0
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._code += tag == "code"
        if self._hidden:
            self._hidden += tag not in _VOID
        elif tag in _UNSEEN or (not self._figures and (tag in _FIGURES or _MASK in (values.get("class") or ""))):
            self._hidden = 1
        elif tag in _BLOCKS:
            self.out.append(" ")
        elif tag == "img" and self._figures:
            self.out.append(f" {values.get('alt') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code" and self._code > 0
        if self._hidden:
            self._hidden -= tag not in _VOID
        elif tag in _BLOCKS:
            self.out.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.out.append(SOUND.sub("", data if self._code else _MATH_MARK.sub("", data)))


def plain_text(html: str) -> str:
    """The words of `html` in one line, those of pictures too; TeX without its delimiters, nothing for sounds."""
    return _words(html, figures=True)


def sentence(html: str) -> str:
    """The same without tables, listings and pictures, if anything is left then: what a side says in words."""
    return _words(html, figures=False) or _words(html, figures=True)


def _words(html: str, *, figures: bool) -> str:
    reader = _Words(figures=figures)
    reader.feed(html)
    reader.close()
    return _BLANKS.sub(" ", "".join(reader.out)).strip()
