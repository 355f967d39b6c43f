r"""Math of rendered cards as MathML, which browsers show without MathJax. Finds what Anki's MathJax would typeset."""

import re
from collections.abc import Iterator
from html import escape, unescape

from deckgen.model import Html
from deckgen.preview.tex import to_mathml

_NOT_TEXT = re.compile(
    r"""
    <!--.*?-->
    | <(?P<tag>code|pre|script|style|textarea|noscript)\b.*?</(?P=tag)\s*>
    | </?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
"""MathJax looks at the text between two tags, and not at all into some elements."""
_MATH = re.compile(r"\\\((?P<inline>(?:\\[^)]|[^\\])*)\\\)|\\\[(?P<block>(?:\\[^\]]|[^\\])*)\\\]")


def with_mathml(html: Html) -> Html:
    r"""`<math>` for every `\(..\)` and `\[..\]`, the latter in `<span class="dk-math">`, which is to scroll in its own box.

    A formula that cannot be converted is shown as it is written, in `<code class="dk-tex">`; see `unconvertible`.
    """
    if "\\(" not in html and "\\[" not in html:
        return html
    return Html("".join(_MATH.sub(_shown, part) if is_text else part for part, is_text in _parts(html)))


def unconvertible(html: Html) -> tuple[str, ...]:
    """The formulas that `with_mathml` shows as TeX, in order."""
    found = (math for part, is_text in _parts(html) if is_text for math in _MATH.finditer(part))
    return tuple(math.group() for math in found if _converted(math) is None)


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """The HTML in pieces, and of each whether it is text."""
    position = 0
    for tag in _NOT_TEXT.finditer(html):
        yield html[position : tag.start()], True
        yield tag.group(), False
        position = tag.end()
    yield html[position:], True


def _converted(math: re.Match[str]) -> str | None:
    is_block = math["block"] is not None
    return to_mathml(unescape(math["block"] if is_block else math["inline"]), is_block=is_block)


def _shown(math: re.Match[str]) -> str:
    converted = _converted(math)
    if converted is None:
        return f'<code class="dk-tex">{escape(unescape(math.group()), quote=False)}</code>'
    return converted if math["block"] is None else f'<span class="dk-math">{converted}</span>'
