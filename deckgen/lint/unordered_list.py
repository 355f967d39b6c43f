"""Q04: a long unordered list

The items of a set have no order in which one could recall them, so nothing leads from one to the next, and one never knows
whether all have been found. That is why sets are advised against even more than ordered lists: sets of more than two or three
items. Above two items this is advice, unless the question says how many there are; above five it is a warning. An answer tagged
`spoken` may have five and eight points.

What to do: say in the question how many there are and by what they differ, turn the items into a `compare` table or into a
`cloze` with one deletion each, or ask for each item by itself.

Fires:

    -- cards/a/x.yaml --
    - id: norm-layers
      front: Which normalisation layers do vision models use?
      back: |
        - batch normalisation
        - layer normalisation
        - group normalisation

Silent:

    -- cards/a/x.yaml --
    - id: norm-layers
      front: Which normalisation layer does not depend on the batch and splits the channels?
      back: Group normalisation.
"""

from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.list_items import UNORDERED, is_announced, longest
from deckgen.lint.rule import Finding, Limits, Rule, finding

LIMITS = Limits(2, 5)
SPOKEN_LIMITS = Limits(5, 8)


def check(edition: Edition) -> Iterator[Finding]:
    items = longest(UNORDERED, edition.answer.text)
    limits = SPOKEN_LIMITS if edition.spoken else LIMITS
    announced = items <= limits.warning and is_announced(items, edition.question.text)
    if limits.exceeded_by(items) and not announced:
        message = f"an unordered list of {items} items, more than {limits.passed(items)}"
        hint = "ask for each item by itself, or for what tells them apart"
        yield finding("Q04", edition, edition.answer, message, hint, level=limits.level(items))


RULE = Rule("Q04", check)
