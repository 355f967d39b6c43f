r"""Plain words as Markdown that shows just these words.

A backslash can't protect brackets here, since `\[` and `\(` are math: they are spelt as character references.
"""

import re
from collections.abc import Callable

_SIGNS = re.compile(
    r"""
    (?P<backslash>\\)
    | (?P<always>[`*])
    | (?P<tilde>~+(?=[^\s~][^~\n]*~))
    | (?P<equals>==+(?=[^\s=][^\n]*==))
    | (?P<caret>\^+(?=[^\s^]+\^))
    | (?P<underscore>(?<!\w)_+|_+(?!\w))
    | (?P<bracket>\[(?=[^\[\]]*\](?:[\[(]|\{(?!\{))|latex\]|\$|/latex|/\$)|\](?=[(\[]))
    | (?P<angle><(?=[a-zA-Z/!?]|[^<>\s]+@))
    | (?P<entity>&(?=\#?\w+;))
    | (?P<dollar>\$)
    | (?P<deletion>\{\{(?=c\d))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KEPT = re.compile(r"(\\\(.+?\\\)|\\\[.+?\\\]|\[sound:[^\]\n]*\])", re.DOTALL)
"""Math and sounds: what plain text can hold and deckgen reads."""
_LINK_LIKE = re.compile(r"<(?:https?:|ftps?:|mailto:|[^<>\s]+@)", re.IGNORECASE)
_LINE_STARTS = re.compile(
    r"(?m)^(?P<indent> {0,3})"
    r"(?P<sign>\#{1,6}|>|[-+](?=\s|$)|-{2,}(?=\s*$)|=+(?=\s*$)|~{3,}|\[(?=[^\[\]\n]*\]:)|\d{1,9}[.)](?=\s|$))"
)


def escaped(text: str, *, cloze: bool = False, raw_html: bool = False, dollars: bool = True) -> str:
    """The text so that nothing inside a line means anything to Markdown. In a cloze text the marks of deletions stay."""

    def spelt(found: re.Match[str]) -> str:
        sign = found.group()
        match found.lastgroup:
            case "backslash" | "always":
                return "\\" + sign
            case "underscore" | "tilde" | "equals" | "caret":
                return "".join("\\" + one for one in sign)
            case "bracket":
                return "&#91;" if sign == "[" else "&#93;"
            case "angle":
                return "&lt;" if raw_html or _LINK_LIKE.match(text, found.start()) else sign
            case "entity":
                return "&amp;"
            case "dollar":
                return "\\$" if dollars else sign
            case _:
                return sign if cloze else "\\{\\{"

    return _SIGNS.sub(spelt, text)


def escaped_at_line_starts(text: str, *, at_start: bool = True) -> str:
    """The text so that no line begins a list, a heading, a quotation, a rule or a code block."""

    def spelt(found: re.Match[str]) -> str:
        if found.start() == 0 and not at_start:
            return found.group()
        indent, sign = found["indent"], found["sign"]
        if sign[0].isdigit():
            return f"{indent}{sign[:-1]}\\{sign[-1]}"
        if sign[0] in "=~[":
            return f"{indent}&#{ord(sign[0])};{sign[1:]}"
        return f"{indent}\\{sign}"

    return _LINE_STARTS.sub(spelt, text)


def plain_as_markdown(
    text: str,
    *,
    cloze: bool = False,
    raw_html: bool = False,
    keeps_math: bool = True,
    sound: Callable[[str], str] | None = None,
) -> str:
    """Plain text as Markdown: each line a paragraph, since a line break was meant as one. Math stays where `keeps_math` says
    so, and so do sounds, as `sound` spells them.
    """
    text = text.strip().replace("\r\n", "\n").replace("\r", "\n")
    parts = _KEPT.split(text) if keeps_math else [text]
    out = []
    for index, part in enumerate(parts):
        kept = index % 2 == 1
        if kept and sound and part.startswith("[sound:"):
            part = sound(part[len("[sound:") : -1])
        out.append(
            part if kept else escaped_at_line_starts(escaped(part, cloze=cloze, raw_html=raw_html), at_start=index == 0)
        )
    return re.sub(r"[ \t]*\n\s*", "\n\n", "".join(out))
