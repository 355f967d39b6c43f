"""Q09: a question without context

Anki mixes the cards of all decks, so a card is met without its neighbours: "Why is it needed?" made sense only while it was
written. A question of one or two words does not say what about the thing is asked. The topic's title stands above each card, yet
it is too wide to tell what "it" is. The rule looks for questions of at most two words, and for questions that begin with it,
this, these, they; both at once is a warning.

What to do: name the thing in the question, or give the entry a `context`.

Fires:

    -- cards/a/x.yaml --
    - id: moco-queue
      front: Why does it use a queue?
      back: To have many negatives with small batches.

Silent:

    -- cards/a/x.yaml --
    - id: moco-queue
      front: Why does MoCo use a queue?
      back: To have many negatives with small batches.
"""

import re
from collections.abc import Iterator

from deckgen.codes import Severity
from deckgen.lint.edition import Edition
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import COVER, prose

SHORT = 2
"""Words of a question that cannot say what is asked."""
_ASKS_IN_CHINESE = re.compile("什么|为何|怎|如何|哪|多少|[吗呢]")
"""A Chinese question asks in the space of one English word: 什么是 warmup is as complete as "what is warmup"."""
_PRONOUN = re.compile(
    r"(?i)\s*(?:(?:what|why|how|when|where|which)\s+(?:is|are|was|were|do|does|did|can|must|should|has|have)\s+)?"
    r"(?:it\b(?!.*\b(?:to|that|if|when|mean)\b)|(?:this|these|that|those|they)\b)"
    r"|\s*(?:为什么|怎样|怎么|如何)?(?:它们?|该|这(?!样|么)|此)"
)


def check(edition: Edition) -> Iterator[Finding]:
    text = edition.question.text
    if not text or edition.entry.spec.context or _shows_something(edition):
        return
    short = edition.question.words < SHORT + bool(not _ASKS_IN_CHINESE.search(text))
    pronoun = bool(_PRONOUN.match(prose(text)))
    if short or pronoun:
        message = (
            "the question begins with a word for something that is not on the card"
            if pronoun
            else "a question of one word or two"
        )
        level = Severity.WARNING if short and pronoun else None
        hint = "name the thing, or give the entry a `context`"
        yield finding("Q09", edition, edition.question, message, hint, level=level)


def _shows_something(edition: Edition) -> bool:
    """Whether the question comes with code, a picture or a table, which it may point at."""
    text = edition.question.text
    return bool(edition.shown) or "![" in text or "\n" + COVER in prose(text)


RULE = Rule("Q09", check)
