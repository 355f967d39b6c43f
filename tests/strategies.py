"""What Hypothesis draws from: texts as people, and as nobody, would write them."""

import unicodedata

from hypothesis import strategies as st

from deckgen.sources.characters import NONCHARACTERS

anything = st.text(max_size=200)
"""Any text, control characters and surrogates of programs included."""

_PIECES = [
    *"abcxyz012 \t\n\\`$*_~#|<>&;:!?[](){}.+-=/'\"",
    *("```", "~~~", "**", "$$", "\\(", "\\)", "\\[", "\\]", "\\$", "\n\n", "\n- ", "\n  - ", "\n1. ", "\n    "),
    *(
        "|a|b|\n|-|-|\n",
        "```python\n",
        "{{c1::",
        "{{c2::",
        "{{c1,2::",
        "}}",
        "}}}",
        "::",
        "{{",
        "<b>",
        "</b>",
        "<!--",
        "-->",
    ),
    *(
        "![](cat.png)",
        "![x](",
        "[sound:w.mp3]",
        "[latex]",
        "[a](https://x.y)",
        "&amp;",
        "&#125;",
        "\\frac{a}{b}",
        "中文，",
        "é",
    ),
]
markdown_like = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)
"""Marks of Markdown, math and cloze in every order."""


def _is_ordinary(text: str) -> bool:
    return all(unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} for character in text)


ordinary = (
    st.text(max_size=60)
    .filter(_is_ordinary)
    .filter(lambda text: not NONCHARACTERS.search(text) and "\ufeff" not in text)
)
"""Text without control characters."""

_TEX = [
    "a",
    "x_1",
    "y^{2}",
    r"\frac{a}{b}",
    r"\theta",
    r"\{",
    r"\}",
    "<",
    ">",
    "&",
    "|",
    "*",
    "_",
    "'",
    " ",
    r"\\",
    "[",
    "]",
    "中",
]
tex = st.lists(st.sampled_from(_TEX), min_size=1, max_size=12).map("".join).filter(lambda text: text.strip())
"""TeX with balanced braces; it neither holds nor ends with what closes math."""
