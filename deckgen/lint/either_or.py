"""Q06: an either/or question

Two answers to choose from can be guessed, and after a few reviews one remembers the place of the right one in the question
rather than the fact. Without the choice the same fact has to be produced, which is what makes it stay.

What to do: leave the choices out ("How deep is ...?" instead of "Is it deep or shallow?"), or ask why it is the one and not the
other. For two things with several differences use a `compare`.

Fires:

    -- cards/a/x.yaml --
    - id: mae-decoder-size
      front: Is the decoder of MAE deep or shallow?
      back: It is shallow, eight blocks.

Silent:

    -- cards/a/x.yaml --
    - id: mae-decoder-size
      front: How deep is the decoder of MAE?
      back: Eight blocks.
"""

import re
from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.prose import sentences, without_quotes
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.lint.yes_no import begins_with_yes_or_no
from deckgen.markup.prose import prose

LONGEST = 400
"""Characters of a sentence that is still a question to choose from, and quick to search."""
_EITHER_OR = re.compile(
    r"(?i)(?:^|[,:] )(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have)\s[^?]*\sor\s[^?]+\?$"
    r"|^(?:which|what|who)\b[^?]*[,:] (?:[^\s,:?]+ ){1,5}or (?:[^\s,:?]+ ?){1,5}\?$"
    r"|^(?!.*(?:为什么|为何|怎样|怎么|如何|哪|什么)).*[^\s，,]还是.+[？?]$"
)


def check(edition: Edition) -> Iterator[Finding]:
    if begins_with_yes_or_no(prose(edition.answer.text)):
        return
    asked = sentences(without_quotes(prose(edition.question.text)))
    if any(len(sentence) <= LONGEST and _EITHER_OR.search(sentence) for sentence in asked):
        hint = "leave the choices out, or ask why it is the one and not the other"
        yield finding("Q06", edition, edition.question, "the question offers its answers to choose from", hint)


RULE = Rule("Q06", check)
