"""How long a text is, as a learner feels it: code and math count as one word each, two Chinese characters as one."""

import re

from deckgen.markup.cloze_marks import without_marks
from deckgen.markup.tokens import tokenize

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+(?:[-'.’/][^\W_]+)*")
HAN_PER_WORD = 2
"""The one decision about Chinese: every limit is given in English words, and two Chinese characters weigh as much as one. Texts
that are translations of each other have 1.6 characters for each English word; rounding up leaves room where Chinese needs
more particles and measure words.
"""


_ONE_WORD = frozenset({"fence", "code", "inline_math", "display_math"})


def _said(markdown: str) -> str:
    """The text with one word for each code and formula, and without the targets of links."""
    out, at = [], 0
    for token in tokenize(markdown):
        if token.start < at:
            continue
        if token.kind in _ONE_WORD:
            out += [markdown[at : token.start], " x "]
            at = token.end
        elif token.kind in {"link", "picture", "language"}:
            out += [markdown[at : token.inner_start], markdown[token.inner_start : token.inner_end]]
            at = token.end
    return "".join((*out, markdown[at:]))


def count_words(markdown: str) -> int:
    """The length of a text in words."""
    text = without_marks(_said(markdown))
    han = len(_HAN.findall(text))
    return round(len(_WORD.findall(_HAN.sub(" ", text))) + han / HAN_PER_WORD)
