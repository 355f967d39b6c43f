"""What stands inside a line: emphasis, links, pictures, words in another language."""

import re
from collections.abc import Callable, Mapping

from bs4 import Tag

from deckgen.importers.html.math import COLON
from deckgen.importers.html.tree import DEAD_LINK, PICTURE_SIZE
from deckgen.importers.kit import Picture

_NAMED_LANGUAGE = re.compile(r"(?:ja|ko|zh|yue)(?:-[A-Za-z0-9]{1,8})*")
"""Whose glyphs depend on it. Word wraps every run in `lang=EN-US`, which says nothing."""
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_BLOCK_START = re.compile(r"[-+>#|`~]|\d+[.)] ")
_MEASURE = re.compile(r"(\d{1,4})(?:\.\d+)?(px|%)?")
_STYLED = re.compile(r"(?:^|[;\s])(width|height)\s*:\s*([^;]+)")
_OTHER_SIZE = re.compile(r"(?:width|height)\s*:")


def marked(text: str, mark: str) -> str:
    """The mark around each paragraph of a text, and not around its spaces, lists or code."""
    if not text.strip():
        return text
    return "".join(
        part if not part.strip() or ("\n\n" in text and _BLOCK_START.match(part.strip())) else _around(part, mark, mark)
        for part in re.split(r"(\n\s*\n)", text)
    )


def in_language(tag: Tag, text: str) -> str:
    """A run in another language keeps it, where Markdown can say so; the side as a whole is not such a run."""
    lang = str(tag.get("lang") or "")
    inside = text.strip()
    if not _NAMED_LANGUAGE.fullmatch(lang) or not inside or set(inside) & set("[]\n"):
        return text
    return _around(text, "[", f"]{{lang={lang}}}")


def link(tag: Tag, text: str, lost: dict[str, None], keep: Callable[[str], str]) -> str:
    """A link into the web; of any other one only the words are left."""
    target = str(tag.get("href") or "").replace(COLON, ":").strip()
    if not _WEB.match(target):
        if target:
            lost[DEAD_LINK] = None
        return text
    if not text.strip():
        return text
    target = target.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    shown = f"<{target}>" if "(" in target or ")" in target else target
    return _around(text, "[", f"]{keep(f'({shown})')}")


def image(tag: Tag, picture: Callable[[str], Picture], lost: dict[str, None], keep: Callable[[str], str]) -> str:
    """A picture with its size, or what stands in its place."""
    found = picture(str(tag.get("src") or "").replace(COLON, ":").strip())
    if found.reason:
        lost[found.reason] = None
    if not found.name:
        return keep(found.words) if found.words else ""
    alt = re.sub(r"[\[\]\s]+", " ", str(tag.get("alt") or "").replace(COLON, ":")).strip()
    size, is_whole = size_of({name: str(tag.get(name) or "") for name in ("width", "height", "style")})
    if not is_whole:
        lost[PICTURE_SIZE] = None
    # `}` and the end of a deletion would read as `}}` and a brace
    after = " " if size and str(tag.next_sibling or "").startswith("}") else ""
    return keep(f"![{alt}]({found.name}){size}{after}")


def size_of(attributes: Mapping[str, str]) -> tuple[str, bool]:
    """`{width=60}` as Markdown says it, and whether that is all that `width`, `height` and `style` of a tag say of its size."""
    style = attributes["style"].lower()
    written = {name: attributes[name] for name in ("width", "height")} | dict(_STYLED.findall(style))
    written = {name: value.strip() for name, value in written.items() if value.strip() not in {"", "auto"}}
    read = {name: found for name, value in written.items() if (found := _measure(value))}
    is_whole = read.keys() == written.keys() and not _OTHER_SIZE.search(_STYLED.sub("", style))
    size = " ".join(f"{name}={value}" for name, value in sorted(read.items(), reverse=True))
    return (f"{{{size}}}" if size else ""), is_whole


def _measure(value: str) -> str:
    """Pixels or per cent of the card, as Markdown can say them; "" for any other unit."""
    found = _MEASURE.fullmatch(value)
    return f"{found[1]}{'%' if found[2] == '%' else ''}" if found and int(found[1]) else ""


def _around(text: str, before: str, after: str) -> str:
    """The marks around the words of a text, and not around its spaces."""
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{left}{before}{text.strip()}{after}{right}"
