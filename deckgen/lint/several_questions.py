"""Q07: several questions in one

With two questions on a card one cannot say "I knew it" and mean both, so the easy half is reviewed as often as the hard half,
and one of the two is overlooked on a tired day. Two small cards take less time in a year than one double card. The rule counts
question marks and looks for "and why", "and how" after another question word; entries tagged `spoken`, tables and diagrams may
ask for several things.

What to do: make an entry of each question; a why that is nice to know belongs into `extra`.

Fires:

    -- cards/a/x.yaml --
    - id: clip-temperature
      front: How does CLIP set its temperature, and why is it clipped?
      back: It is learnt; clipping keeps training stable.

Silent:

    -- cards/a/x.yaml --
    - id: clip-temperature
      front: How does CLIP set its temperature?
      back: It is learnt, as a logarithm.
      extra: It is clipped, which keeps training stable.
"""

import re
from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.prose import without_quotes
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import prose

_CLAUSE = re.compile(r"(?i)^\s*(?:when|where|if)\b[^,?]*,")
_MARK = re.compile(r"[?？]+")
_ALSO = re.compile(
    r"(?i)\b(what|why|how|which|when|where|who)\b(?:(?!\bbetween\b)[^.;])*"
    r"\band(?: also)? (?!\1\b)(?:what|why|how|which|when|where|who)\b"
    r"|(?:什么|怎样|怎么|如何|哪|多少|几)[^。；]*[，、]?(?:以及|，又|，并且?|，)(?:为什么|为何|怎样|怎么|如何)"
)


def check(edition: Edition) -> Iterator[Finding]:
    if edition.spoken or edition.entry.kind.asks_in_parts:
        return
    text = _CLAUSE.sub("", without_quotes(prose(edition.question.text)))
    marks = len(_MARK.findall(text))
    if marks > 1 or _ALSO.search(text):
        message = f"{marks} questions in one" if marks > 1 else "a second question is tied to the first"
        yield finding("Q07", edition, edition.question, message, "make an entry of each")


RULE = Rule("Q07", check)
