"""Q01: a long question

A question is read at every review, for years; what one needs to read slowly the first time is in the way the hundredth time.
Long questions are also recognised by their shape instead of being understood. In two widely shared decks for programmers 90% of
the questions have at most 21 words. Above 25 words this is advice, above 45 a warning; a cloze text is question and answer at
once and may have 45 and 75.

What to do: move what is not needed to find the answer to `extra`, or split the entry.

Fires:

    -- cards/a/x.yaml --
    - id: residual-why
      front: >-
        Very deep plain convolutional networks became worse as more layers were added, although the added layers could in
        principle have learnt the identity mapping; what did residual networks change about this?
      back: They add the input of a block to its output.

Silent:

    -- cards/a/x.yaml --
    - id: residual-why
      front: What do residual networks change so that added layers can easily be the identity?
      back: They add the input of a block to its output.
"""

from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.rule import Finding, Limits, Rule, finding

LIMITS = Limits(25, 45)
CLOZE_LIMITS = Limits(45, 75)


def check(edition: Edition) -> Iterator[Finding]:
    words = edition.question.words
    limits = CLOZE_LIMITS if edition.question == edition.holes else LIMITS
    if limits.exceeded_by(words):
        message = f"the question has {words} words, more than {limits.passed(words)}"
        hint = "move what is not needed to `extra`"
        yield finding("Q01", edition, edition.question, message, hint, level=limits.level(words))


RULE = Rule("Q01", check)
