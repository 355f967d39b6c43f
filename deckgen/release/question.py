"""The beginning of a question in words, from the HTML of its field: for release notes, the changelog, comparisons."""

import re
from html import unescape

from deckgen.markup.plain_text import sentence
from deckgen.markup.spans import SOUND
from deckgen.notes.cardgen import cloze_marks

_LENGTH = 100
GAP = "[...]"
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MATH = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_WHOLE = re.compile(r"\$[^$]+\$|\[[^\]]*\]|.", re.DOTALL)
"""What is shown whole or not at all: a formula, a gap or picture, a character."""


def question_of(html: str) -> str:
    """One line of at most 100 characters: what a cloze hides is `[...]`, a picture `[picture: what it shows]`, math `$...$`."""
    shown = SOUND.sub(" [sound] ", _IMAGE.sub(_picture, _with_gaps(html)))
    return _shortened(sentence(_MATH.sub(lambda math: f"${(math[1] or math[2]).strip()}$", shown)))


def _picture(tag: re.Match[str]) -> str:
    alt = _ALT.search(tag[0])
    words = unescape((alt[1] or alt[2] or "") if alt else "").replace("<", "&lt;")
    return f" [picture: {words}] " if words else " [picture] "


def _shortened(line: str) -> str:
    if len(line) <= _LENGTH:
        return line
    kept = ""
    for part in _WHOLE.findall(line):
        if len(kept) + len(part) > _LENGTH - 3:
            break
        kept += part
    return kept.rstrip() + "..."


def _with_gaps(text: str) -> str:
    shown: list[str] = []
    depth = position = 0
    for mark, opening in cloze_marks(text):
        if depth == 0:
            shown.append(text[position : mark.start()])
            shown.append(GAP if opening else mark.group())
        position = mark.end()
        depth = depth + 1 if opening else max(0, depth - 1)
    return "".join(shown) + text[position:]
