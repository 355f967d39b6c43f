"""Q03: a long ordered list

A list is recalled item by item, and one forgotten item makes the whole card a failure, so a card with a long list comes back
again and again for its weakest item. The literature on formulating knowledge advises against lists of more than three to five.
Above three items this is advice, unless the question says how many there are; above five it is a warning. An answer tagged
`spoken` may have five and eight points.

What to do: ask for one step by what comes before it, use a `cloze` with one deletion for each item, or split the list by what
its items have in common.

Fires:

    -- cards/a/x.yaml --
    - id: training-step
      front: Which steps make one training iteration?
      back: |
        1. Load a batch
        2. Run the model forward
        3. Compute the loss and its gradients
        4. Update the weights

Silent:

    -- cards/a/x.yaml --
    - id: training-step
      front: What follows in a training iteration once the gradients have been computed?
      back: The optimiser changes the weights.
"""

from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.list_items import ORDERED, is_announced, longest
from deckgen.lint.rule import Finding, Limits, Rule, finding

LIMITS = Limits(3, 5)
SPOKEN_LIMITS = Limits(5, 8)


def check(edition: Edition) -> Iterator[Finding]:
    items = longest(ORDERED, edition.answer.text)
    limits = SPOKEN_LIMITS if edition.spoken else LIMITS
    announced = items <= limits.warning and is_announced(items, edition.question.text)
    if limits.exceeded_by(items) and not announced:
        message = f"an ordered list of {items} items, more than {limits.passed(items)}"
        hint = "ask for each step by the one before it, or make a cloze of it"
        yield finding("Q03", edition, edition.answer, message, hint, level=limits.level(items))


RULE = Rule("Q03", check)
