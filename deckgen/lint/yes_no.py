"""Q05: a yes/no question

A question with two possible answers is right half of the time without any knowledge, and what is trained is the word "yes". The
interesting part, the reason, is not asked for and so is not remembered. The rule looks for answers that begin with yes, no, true
or false, and for questions that begin with "Is" or "Does" and have an answer of at most three words.

What to do: ask which, how or why; the fact that stood in the question often becomes the answer.

Fires:

    -- cards/a/x.yaml --
    - id: mae-mask-tokens
      front: Does the encoder of MAE process mask tokens?
      back: No, they join in the decoder.

Silent:

    -- cards/a/x.yaml --
    - id: mae-mask-tokens
      front: Where in MAE do the mask tokens join?
      back: In the decoder.
"""

import re
from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import prose

SHORT = 3
"""Words of an answer that cannot hold more than yes or no."""
_END = r"(?=[\s*_\"”]*(?:[,.;:!，。；：！—–]|$))"
_ANSWER = re.compile(
    rf"[\s*_\"“(（]*(?:yes\b|(?:no|true|false){_END}|(?:是的|不是|不对|对的|[是否对错]){_END})",
    re.IGNORECASE,
)
_POLAR_ANSWER = re.compile(rf"\s*(?:不?会|不?能|没有|不?可以){_END}")
_QUESTION = re.compile(
    r"(?i)\s*(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|must)\s(?!.*\bor\b)"
    r"|(?!.*还是).*(?:吗[？?]|是否|能否|可否|是不是|会不会|能不能|有没有)"
)


def begins_with_yes_or_no(answer: str) -> bool:
    """Whether an answer, as prose, is yes or no first of all."""
    return bool(_ANSWER.match(answer))


def check(edition: Edition) -> Iterator[Finding]:
    answer = prose(edition.answer.text)
    hint = "ask which, how or why instead"
    polar = bool(_QUESTION.match(prose(edition.question.text)))
    if begins_with_yes_or_no(answer) or (polar and _POLAR_ANSWER.match(answer)):
        yield finding("Q05", edition, edition.answer, "the answer begins with yes or no", hint)
    elif polar and answer and edition.answer.words <= SHORT:
        yield finding("Q05", edition, edition.question, "a question that yes or no answers", hint)


RULE = Rule("Q05", check)
