"""Taking tags and character references out of HTML as Anki does (rslib `text.rs`)."""

import re
from html.entities import name2codepoint

_TAG = re.compile(r"<!--.*?-->|<style.*?>.*?</style>|<script.*?>.*?</script>|<.*?>", re.DOTALL | re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#(?P<decimal>[0-9]+)|#x(?P<hex>[0-9a-fA-F]+)|(?P<name>[0-9A-Za-z]+));")
_LAST_CHARACTER = 0x10FFFF


def without_tags(html: str) -> str:
    """The HTML without tags, comments, styles and scripts; character references stay."""
    return _TAG.sub("", html)


def decoded(html: str) -> str:
    """Characters for character references, spaces for no-break spaces; unchanged if one ampersand does not begin a reference."""
    found = list(_REFERENCE.finditer(html))
    characters = [_character(reference) for reference in found]
    if not found or len(found) < html.count("&") or None in characters:
        return html
    meant = iter(characters)
    return _REFERENCE.sub(lambda _: next(meant) or "", html).replace("\u00a0", " ")


def _character(reference: re.Match[str]) -> str | None:
    """The character a reference stands for; None for none."""
    if reference["name"]:
        code = name2codepoint.get(reference["name"], -1)
    else:
        code = int(reference["decimal"] or reference["hex"], 10 if reference["decimal"] else 16)
    is_character = 0 <= code <= _LAST_CHARACTER and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_character else None
