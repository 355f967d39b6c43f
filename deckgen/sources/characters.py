r"""Characters that must not reach a card: control characters, mostly made by YAML from TeX.

In double quotes YAML reads `\theta` as TAB + "heta", `\beta` as BACKSPACE + "eta", `\nabla` as a line break + "abla".
"""

import re
from collections.abc import Iterator

_HINT = (
    "in double quotes YAML reads \\t, \\b, \\f, \\n ... as control characters; use single quotes or a literal block (|)"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TEX_AFTER_TAB = (
    "theta tau times text tfrac tilde top tan tanh triangle therefore tag tbinom thickapprox to textbf textit texttt "
    "triangleq trianglelefteq thinspace tt"
)
_TEX_AFTER_NEWLINE = "nabla neq neg nu not norm nonumber ngeq nleq nexists notin ne nmid natural newline nrightarrow"
_ESCAPED_TAB = re.compile(r"(?<!\\)(?:\\\\)*\\t")
_ESCAPED_NBSP = re.compile(r"(?<!\\)(?:\\\\)*\\_")
NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
"""Code points that Unicode reserves for programs; deckgen uses some to mark places inside text."""


def _tex(words: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\\)(?:\\\\)*\\(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + r")(?![a-z])")


_TAB_WORD, _NEWLINE_WORD = _tex(_TEX_AFTER_TAB), _tex(_TEX_AFTER_NEWLINE)


def control_character_problems(value: str, raw: str, *, is_json: bool) -> Iterator[tuple[str, int, str]]:
    """Message, offset in `raw` and hint for what is wrong with one scalar; `raw` is its source if double-quoted, else ""."""
    if found := _CONTROL.search(value):
        yield f"the text holds the control character U+{ord(found.group()):04X}", _escape_offset(raw), _HINT
        return
    if not raw or "\\" not in raw:
        return
    tab = (_TAB_WORD if is_json else _ESCAPED_TAB).search(raw)
    word = tab or _NEWLINE_WORD.search(raw) or _ESCAPED_NBSP.search(raw)
    if word:
        shown = raw[word.end() - 2 : word.end() + 4] if word is tab and not is_json else word.group()
        yield f"`{shown.strip(chr(34))}` in double quotes is not TeX but a control character", word.start(), _HINT


def _escape_offset(raw: str) -> int:
    found = re.search(r"(?<!\\)(?:\\\\)*\\[abefvrt0xNLPu]", raw)
    return found.start() if found else 0
