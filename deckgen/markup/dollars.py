r"""Which dollars are math, and which are money or variables.

Pandoc's rule finds the pairs: the opening dollar has text right after it, the closing one has text right before it and no digit
after. Two prices and two variables make such pairs, too (`100$/month and 50$/year`, `PATH=$HOME/bin:$PATH`); those stay text.
"""

import re

_BODY = re.compile(r"(?:\\[\s\S]|[^$\\`\n]|\n(?![ \t]*\n))*")
_WORD = re.compile(r"(?<![\\\w{])[A-Za-z]{2,}(?![\w}])")  # month, in `5/month`; not \\frac, not {in}
_AMOUNT_FIRST = re.compile(r"\d[\d.,]*(?:[kKmMbB]|bn)?(?![\w^_{(])")  # 5, 1,000, 20k
_NAME = re.compile(r"[A-Za-z_]\w+")  # HOME, this
_ORDINAL = re.compile(r"(?:th|st|nd|rd|s|fold|way|gram|shot|bit|dim)?(?![A-Za-z_])")  # the $n$th, $k$-fold, two $x$s
_UNFINISHED = frozenset(",:;=+-*/<>|&.(['\"")


def closing_dollar(text: str, at: int) -> int:
    """Where the formula that the dollar at `at` opens would end by Pandoc's rule, or -1."""
    first = text[at + 1 : at + 2]
    if not first or first.isspace():
        return -1
    body = _BODY.match(text, at + 1)
    close = body.end() if body else at + 1
    if text[close : close + 1] != "$" or text[close + 1 : close + 2].isdigit():
        return -1
    return -1 if text[close - 1].isspace() and text[close - 2 : close - 1] != "\\" else close


def no_formula(text: str, at: int, close: int) -> str:
    """What the pair of dollars is instead of a formula: `prices`, `variables` or nothing."""
    inside = text[at + 1 : close]
    amount = text[at - 1 : at].isdigit() or (_AMOUNT_FIRST.match(inside) and " " in inside)
    if amount and "\\" not in inside and _WORD.search(inside):
        return "prices"
    after = text[close + 1 : close + 2]
    if after.isascii() and after.isalpha():
        name = _NAME.match(inside)
        is_word = bool(name) and not _ORDINAL.match(text, close + 1)
        if inside[-1] in _UNFINISHED or (
            is_word and name and (name.end() == len(inside) or not inside[name.end()].isspace())
        ):
            return "variables"
    return ""
