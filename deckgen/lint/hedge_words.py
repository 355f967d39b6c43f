"""Q18: an answer with an open end

"Speed, cost, etc." cannot be graded: nobody knows whether a third thing had to be said. "It depends" is true and teaches nothing.
An answer has to be one that two people would mark alike. The rule looks for etc., "and so on", "...", "various", 等等 and for "it
depends" as the whole answer; `extra` may be as open as it likes.

What to do: name what has to be known and stop there, say how many there are, or say on what it depends.

Fires:

    -- cards/a/x.yaml --
    - id: int8-gain
      front: What does 8-bit quantisation save?
      back: Memory, bandwidth, etc.

Silent:

    -- cards/a/x.yaml --
    - id: int8-gain
      front: Which two things does 8-bit quantisation save?
      back: Memory and bandwidth.
"""

import re
from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.prose import without_quotes
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import prose

_HEDGE = re.compile(
    r"(?i)\betc\b\.?|\band so (?:on|forth)\b|\band others\b(?=[.,;]|$)|\bvarious (?:things|ways|reasons|factors|other)\b"
    r"|(?:[\w,] ?)(?:\.{3}|…)(?=\s*$)|等等|……(?=\s*$)|诸如此类",
    re.MULTILINE,
)
_DEPENDS = re.compile(
    r"(?i)\s*(?:well, )?(?:it|that) depends\.?\s*|\s*(?:视情况而定|看情况|不一定|取决于情况)[。.]?\s*"
)


def check(edition: Edition) -> Iterator[Finding]:
    text = without_quotes(prose(edition.answer.text))
    if found := _HEDGE.search(text):
        hint = "name what has to be known and stop there, or say how many there are"
        message = f"`{found.group().strip()}` leaves the answer open"
        yield finding("Q18", edition, edition.answer, message, hint, at=found.start())
    elif _DEPENDS.fullmatch(text):
        yield finding("Q18", edition, edition.answer, "the answer is that it depends", "say on what, and how")


RULE = Rule("Q18", check)
