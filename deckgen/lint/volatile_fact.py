"""Q16: a fact that may change, without a source

Years, prices, versions and whatever is "currently the best" go out of date while the card stays in thousands of collections. A
learner cannot see how old it is, and whoever maintains the deck cannot look it up. With a source both can. The rule looks for
these words in the answers of entries that cite nothing.

What to do: add a `source` with the place, and say in the answer which version or year it speaks of.

Fires:

    -- cards/a/x.yaml --
    - id: python-walrus
      front: Since when does Python have assignment expressions?
      back: Since version 3.8.

Silent:

    -- cards/references.yaml --
    pep572: {title: PEP 572, url: https://peps.python.org/pep-0572/}
    -- cards/a/x.yaml --
    - id: python-walrus
      front: Since when does Python have assignment expressions?
      back: Since version 3.8.
      source: pep572
"""

import re
from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import prose

_VOLATILE = re.compile(
    r"(?i)(?:^|[.;,] )currently\b|\bcurrently (?:the|no|only|not|best|supports?|uses?)\b"
    r"|\b(?:as of|nowadays|at present|the latest|the newest|state of the art|to date)\b"
    r"|目前|最新|截至|截止到|现阶段|迄今"
    r"|\b(?:version|release)s? ?v?\d|\bv\d+(?:\.\d+)+|\d\.\d+\.\d+|版本 ?v?\d|\d(?:\.\d+)* ?版"
    r"|\b(?:in|since|until|before|after|from|by|of|early|late) (?:19[5-9]|20[0-3])\d\b(?![.,]?\d| ?(?:%|[a-z]+s\b))"
    r"|[(（](?:19|20)\d\d[)）]|(?:19|20)\d\d ?年"
    r"|(?:US)?[$€£¥￥] ?\d|\d ?(?:US dollars|dollars|euros?|USD|EUR|美元|欧元|万元|元)\b"
)


def check(edition: Edition) -> Iterator[Finding]:
    if edition.entry.spec.source:
        return
    if found := _VOLATILE.search(prose(edition.answer.text)):
        message = f"`{found.group().strip()}` may change, and the entry cites nothing"
        yield finding(
            "Q16", edition, edition.answer, message, "add a `source`, and say which version or year it is about"
        )


RULE = Rule("Q16", check)
