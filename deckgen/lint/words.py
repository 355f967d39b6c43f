"""How long a text is, as a learner feels it: code and math count as one word each, two Chinese characters as one."""

import re

_MATH = re.compile(r"\$\$.*?\$\$|\\\[.*?\\\]|\\\(.*?\\\)|\$(?!\s)[^$\n]+?(?<!\s)\$", re.DOTALL)
_CODE = re.compile(r"(?ms)^ *(```|~~~).*?^ *\1|`[^`]+`")
_CLOZE = re.compile(r"\{\{c[\d,]+::|::[^:{}]*\}\}|\}\}")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+(?:[-'.’/][^\W_]+)*")
HAN_PER_WORD = 2
"""The one decision about Chinese: every limit is given in English words, and two Chinese characters weigh as much as one. Texts
that are translations of each other have 1.6 characters for each English word; rounding up leaves room where Chinese needs
more particles and measure words.
"""


def count_words(markdown: str) -> int:
    """The length of a text in words."""
    text = _LINK.sub(r"\1", _CLOZE.sub(" ", _MATH.sub(" x ", _CODE.sub(" x ", markdown))))
    han = len(_HAN.findall(text))
    return round(len(_WORD.findall(_HAN.sub(" ", text))) + han / HAN_PER_WORD)
