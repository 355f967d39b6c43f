"""Q10: an answer that the question gives away

If the word that is asked for stands in the question, the learner finds it there instead of remembering it, and the card feels
easy for ever. The rule looks at answers of at most three words, and reports one whose telling words are all in the question.

What to do: take the word out of the question, or turn the card round and ask for what the word stands for.

Fires:

    -- cards/a/x.yaml --
    - id: momentum-encoder
      front: Which encoder of MoCo is updated with momentum?
      back: The momentum encoder.

Silent:

    -- cards/a/x.yaml --
    - id: momentum-encoder
      front: Which part of MoCo is a moving average of another one?
      back: The momentum encoder.
"""

import re
from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.prose import HAN
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import COVER, prose

SHORT = 3
"""Words of an answer in which each word counts."""
_WORDS = re.compile(rf"[^\W_{HAN}]+(?:[-'’][^\W_{HAN}]+)*|[{HAN}]+")
_CHOICE = re.compile(r"(?i)\bor\b|\bthan\b|还是|或|哪(?:一)?个")
_EMPTY_WORDS = (
    "the a an of to in on at by for with from and or is are was were be it its this that they not no one "
    "two three all both each first second last same more less since before after during"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


def check(edition: Edition) -> Iterator[Finding]:
    question, answer = prose(edition.question.text), prose(edition.answer.text)
    if not answer or COVER in answer or edition.answer.words > SHORT or _CHOICE.search(question):
        return
    there = {_stem(word) for word in _WORDS.findall(question)}
    telling = [word for word in _WORDS.findall(answer) if _tells(word)]
    if telling and all(_stem(word) in there or (_is_han(word) and word in question) for word in telling):
        message = f"the answer, `{' '.join(telling)}`, stands in the question"
        yield finding("Q10", edition, edition.question, message, "take it out, or ask the other way round")


def _tells(word: str) -> bool:
    return len(word) >= (2 if _is_han(word) else 4) and word.lower() not in _EMPTY and not word.isdigit()


def _is_han(word: str) -> bool:
    return bool(re.match(f"[{HAN}]", word))


def _stem(word: str) -> str:
    """The word without a plural's ending."""
    lower = word.lower()
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


RULE = Rule("Q10", check)
