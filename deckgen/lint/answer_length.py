"""Q02: a long answer

A long answer is half remembered, and then the learner must decide at every review whether half is enough; most people press
"good" and forget the other half. It also hides which part was hard. In a widely shared deck half of the answers have at most 27
words and 90% at most 60. Above 50 words this is advice, above 100 a warning. An entry tagged `spoken`, which practises a whole
spoken answer point by point, may have 100 and 200. `extra` is not recalled but read; it may have 120 words.

What to do: split the entry, or move the why to `extra`; from a long `extra` make an entry of its own.

Fires:

    -- cards/a/x.yaml --
    - id: dropout-test
      front: What does dropout do at test time?
      back: >-
        Nothing is dropped at test time. During training each unit is kept with some probability, so that the expected input
        of the next layer is smaller than it would be with all units; to make up for this the original paper scaled the
        weights at test time, while libraries scale the kept units during training instead.

Silent:

    -- cards/a/x.yaml --
    - id: dropout-test
      front: What does dropout do at test time?
      back: "Nothing: all units stay. Libraries scale the kept units during training instead."
      extra: The original paper scaled the weights at test time.
"""

from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.rule import Finding, Limits, Rule, finding

LIMITS = Limits(50, 100)
SPOKEN_LIMITS = Limits(100, 200)
EXTRA_LIMITS = Limits(120)


def check(edition: Edition) -> Iterator[Finding]:
    words = edition.answer.words
    limits = SPOKEN_LIMITS if edition.spoken else LIMITS
    if limits.exceeded_by(words):
        message = f"the answer has {words} words, more than {limits.passed(words)}"
        hint = "split the entry, or move the why to `extra`"
        yield finding("Q02", edition, edition.answer, message, hint, level=limits.level(words))
    words = edition.extra.words
    if EXTRA_LIMITS.exceeded_by(words):
        message = f"`extra` has {words} words, more than {EXTRA_LIMITS.advice}"
        yield finding("Q02", edition, edition.extra, message, "make an entry of its own from a part of it")


RULE = Rule("Q02", check)
