r"""Math, sounds and code in the HTML of a field, before it is read as HTML: what stands in them is no markup.

Anki knows `\(..\)`, `\[..\]`, `<anki-mathjax>`, and for LaTeX images `[$]..[/$]`, `[$$]..[/$$]`, `[latex]..[/latex]`. All of them
become `\(..\)` and `\[..\]`, which deckgen and every client know.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a finished piece of Markdown. Private characters: what a text has of them is dropped."""
COLON = "\ue002"
"""A colon that was spelt so that no two of them begin a hint: `&#58;`, or with a comment behind it, as Anki's manual says."""
_SPELT_COLON = re.compile(
    r"&#0*58;|&#x0*3a;|&colon;|:(?=(?:<!--.*?-->)+(?::|&#0*58;|&#x0*3a;|&colon;))", re.IGNORECASE | re.DOTALL
)
_PIECE = re.compile(f"{OPEN}(\\d+){CLOSE}")
_TOKENS = re.compile(
    r"""
    (?P<skip><!--.*?-->|<(?P<tag>pre|code|script|style)\b.*?</(?P=tag)\s*>)
    | <anki-mathjax(?P<attributes>[^>]*)>(?P<mathjax>.*?)</anki-mathjax>
    | \[\$\$\](?P<block>.*?)\[/\$\$\]
    | \[\$\](?P<line>.*?)\[/\$\]
    | \[latex\](?P<latex>.*?)\[/latex\]
    | \\\[(?P<display>.*?)\\\]
    | \\\((?P<inline>.*?)\\\)
    | \[sound:(?P<sound>[^\]]*)\]
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|</(?:div|p|li)>", re.IGNORECASE)
_DOLLARS = re.compile(r"\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>[^$]+)\$")


@dataclass(slots=True)
class Pieces:
    """Finished pieces of Markdown, put aside under a number."""

    sound: Callable[[str], str]
    kept: list[str] = field(default_factory=list)

    def protect(self, text: str) -> str:
        """The HTML with a number in place of each piece."""
        return _TOKENS.sub(self._token, _SPELT_COLON.sub(COLON, re.sub(f"[{OPEN}{CLOSE}{COLON}]", "", text)))

    def keep(self, markdown: str) -> str:
        self.kept.append(markdown)
        return f"{OPEN}{len(self.kept) - 1}{CLOSE}"

    def restore(self, markdown: str) -> str:
        """The text with the pieces in their places."""
        while OPEN in markdown:
            markdown = _PIECE.sub(lambda match: self.kept[int(match[1])], markdown)
        return re.sub(f"(?<=[:{COLON}]){COLON}|{COLON}(?=[:{COLON}])", "&#58;", markdown).replace(COLON, ":")

    def _token(self, token: re.Match[str]) -> str:
        name = str(token.lastgroup)
        if token["skip"]:
            return token.group()
        if token["sound"] is not None:
            return self.keep(self.sound(html.unescape(token["sound"]).replace(COLON, ":")))
        display = name in {"block", "display"} or "block" in (token["attributes"] or "").lower()
        tex = _tex(token[name])
        if name == "latex":
            return self.keep(_latex(tex))
        return self.keep(_math(tex, display=display))


def _tex(markup: str) -> str:
    """TeX as it was typed into an HTML field; a blank line would end the math."""
    text = html.unescape(re.sub(r"(?s)<[a-zA-Z/!][^>]*>", "", _BREAK.sub("\n", markup)))
    text = text.replace("\u00a0", " ").replace(COLON, ":")
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def _math(tex: str, *, display: bool) -> str:
    if not tex:
        return ""
    return f"\\[{tex}\\]" if display else f"\\({tex}\\)"


def _latex(tex: str) -> str:
    """The body of a LaTeX document: prose with math in it, or one environment."""
    if "$" not in tex:
        return _math(tex, display=True)
    return _DOLLARS.sub(lambda m: _math((m["display"] or m["inline"]).strip(), display=bool(m["display"])), tex)
