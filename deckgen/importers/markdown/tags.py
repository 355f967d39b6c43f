"""HTML tags inside notes: what Markdown can say is said in Markdown, the rest goes and is reported."""

import html
import re
from collections.abc import Callable

from deckgen.importers.html import size_of, to_markdown
from deckgen.importers.kit import Picture

_LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_RAISED = dict(zip("0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|(?<![\w%])%%(?:(?!%%).)+%%(?![\w%])", re.DOTALL)
_HIDDEN = re.compile(r"<(style|script|svg|canvas|noscript)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_STRUCTURE = re.compile(r"<(table|ul|ol|dl)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_PAIRS = (
    (re.compile(r"<(b|strong)\b[^>]*>([^\n]*?)</\1\s*>", re.IGNORECASE), "**"),
    (re.compile(r"<(i|em|cite|var|dfn)\b[^>]*>([^\n]*?)</\1\s*>", re.IGNORECASE), "*"),
    (re.compile(r"<(s|del|strike)\b[^>]*>([^\n]*?)</\1\s*>", re.IGNORECASE), "~~"),
    (re.compile(r"<(mark)\b[^>]*>([^\n]*?)</\1\s*>", re.IGNORECASE), "**"),
)
_SCRIPT = re.compile(r"<(sub|sup)\b[^>]*>([^<\n]*)</\1\s*>", re.IGNORECASE)
_LINK = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<text>.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_IMAGE = re.compile(r"<img\b(?P<attributes>[^>]*?)/?>", re.IGNORECASE)
_HEADING = re.compile(r"(?m)^[ \t]*<h([1-6])\b[^>]*>(.*?)</h\1\s*>[ \t]*$", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary\b[^>]*>(?P<text>.*?)</summary\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"[ \t]*<br\b[^>]*>[ \t]*(?P<end>\n?)", re.IGNORECASE)
_SPACE = re.compile(r"&(?:nbsp|emsp|ensp|thinsp|#x20|#32|#160|#xa0);", re.IGNORECASE)
_SILENT = (
    "p|div|center|section|article|main|header|footer|b|strong|i|em|br|details|summary|a|tbody|thead|hr|figure|figcaption|nav|"
    "small|big|wbr"
)
_LOUD = (
    "span|font|u|ins|del|s|strike|q|abbr|kbd|samp|iframe|video|audio|source|input|button|label|form|embed|object|h[1-6]|sub|sup|"
    "ruby|rt|rp|blockquote|pre|code|li|tr|td|th|dt|dd|ul|ol|dl|table|caption|script|style"
)
"""Tags that go without a word, and tags whose loss a reader may notice."""
_TAG = re.compile(rf"</?(?P<name>{_SILENT}|{_LOUD})\b(?P<attributes>(?:\s[^<>]*)?)/?>", re.IGNORECASE)
_IS_LOUD = re.compile(_LOUD, re.IGNORECASE)
_ATTRIBUTE = r"""\b{}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""

TakePicture = Callable[[str, str, str], str]
"""Alternative text, target and size of a picture (`{width=60}` or nothing) to Markdown."""
Remark = Callable[[str], None]
"""Takes what could not be said."""


def attribute(attributes: str, name: str) -> str:
    """The value of an attribute of a tag, "" if it has none."""
    found = re.search(_ATTRIBUTE.format(name), attributes, re.IGNORECASE)
    return html.unescape(next((value for value in found.groups() if value is not None), "")).strip() if found else ""


def without_hidden(text: str, remark: Remark) -> str:
    """The text without comments, styles and scripts."""
    for pattern, what in ((_COMMENT, "a comment is left out"), (_HIDDEN, "style or script is left out")):
        text, count = pattern.subn("", text)
        if count:
            remark(what)
    return text


def as_markdown(text: str, picture: TakePicture, remark: Remark) -> str:
    """The text with its tags said in Markdown."""
    text = _STRUCTURE.sub(lambda found: _structure(found.group(), picture, remark), text)
    text = _IMAGE.sub(lambda tag: _image(tag, picture), text)
    text = _LINK.sub(_link, text)
    text = _HEADING.sub(lambda tag: f"**{tag[2].strip()}**" if tag[2].strip() else "", text)
    text = _SUMMARY.sub(lambda tag: f"\n**{' '.join(_TAG.sub('', tag['text']).split())}**\n\n", text)
    text = _SCRIPT.sub(_script, text)
    for pattern, mark in _PAIRS:
        text = pattern.sub(lambda tag, mark=mark: _emphasis(tag[2], mark), text)  # type: ignore[misc]
    text = "\n".join(_BREAK.sub(" ", line) if line.lstrip().startswith("|") else line for line in text.split("\n"))
    text = re.sub(r"(?m)^[ \t]*(?:<br\b[^>]*>[ \t]*)+$", "", text)
    text = _BREAK.sub("  \n", text)
    return _SPACE.sub(" ", _TAG.sub(lambda tag: _dropped(tag, remark), text))


def _structure(markup: str, picture: TakePicture, remark: Remark) -> str:
    """A table or list written in HTML."""
    converted = to_markdown(markup, lambda name: Picture(words=picture("", name, "")))
    for lost in converted.lost:
        remark(f"HTML that is left out: {lost}")
    return f"\n\n{converted.markdown}\n\n"


def _image(tag: re.Match[str], picture: TakePicture) -> str:
    """A picture; a tag without a source is one that a text talks about."""
    source = attribute(tag["attributes"], "src")
    if not source:
        return tag.group()
    size, _ = size_of({name: attribute(tag["attributes"], name) for name in ("width", "height", "style")})
    return picture(attribute(tag["attributes"], "alt"), source, size)


def _link(tag: re.Match[str]) -> str:
    target, text = attribute(tag["attributes"], "href"), tag["text"].strip()
    return f"[{text}]({target})" if target and text else text


def _emphasis(text: str, mark: str) -> str:
    """Emphasis without spaces inside its marks, which Markdown would not see as such."""
    inner = text.strip()
    if not inner or mark in inner:
        return text
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}{mark}{inner}{mark}{end}"


def _script(tag: re.Match[str]) -> str:
    """A small number or letter as its Unicode character, anything longer as math."""
    letters, text = (_LOWERED, "_") if tag[1].lower() == "sub" else (_RAISED, "^"), tag[2].strip()
    table, sign = letters
    if not text:
        return ""
    if all(letter in table for letter in text):
        return "".join(table[letter] for letter in text)
    return (
        f"\\({sign}{{{text}}}\\)" if re.fullmatch(r"[\w\s.,+()=*/-]+", text) and text.isascii() else f"{sign}({text})"
    )


def _dropped(tag: re.Match[str], remark: Remark) -> str:
    name = tag["name"].lower()
    if _IS_LOUD.fullmatch(name) and not tag.group().startswith("</"):
        remark(f"<{name}> is left out")
    source = attribute(tag["attributes"], "src")
    return (
        f"[{source}]({source})"
        if name in {"iframe", "video", "audio", "source", "embed"} and source.startswith("http")
        else ""
    )
