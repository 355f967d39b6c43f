"""Q12: a question that its shape gives away

If only one card of a deck asks "Who ...?", its answer is known after the first word; if one answer serves many cards, saying it
is a good bet. One learns the deck instead of the subject. The rule looks for the only question for a person or a date in a topic
of at least ten entries, and for short answers that more than three entries share.

What to do: ask for something else about the same fact (what did they do?), add questions of the same shape, or ask the other way
round for the answers that repeat.

Fires:

    -- cards/a/x.yaml --
    - {id: momentum, front: Which method adds a fraction of the last step?, back: SGD with momentum}
    - {id: adagrad, front: Which method divides by the root of all squared gradients?, back: Adagrad}
    - {id: weight-decay, front: Which term shrinks the weights in every step?, back: Weight decay}
    - {id: bias-correction, front: Which optimiser corrects its averages for their start at zero?, back: Adam}
    - {id: two-averages, front: Which optimiser keeps two moving averages?, back: Adam}
    - {id: large-sparse, front: Which optimiser needs two extra numbers for each weight?, back: Adam}
    - {id: default-choice, front: Which optimiser did the Transformer paper use?, back: Adam}

Silent:

    -- cards/a/x.yaml --
    - {id: momentum, front: Which method adds a fraction of the last step?, back: SGD with momentum}
    - {id: adagrad, front: Which method divides by the root of all squared gradients?, back: Adagrad}
    - {id: weight-decay, front: Which term shrinks the weights in every step?, back: Weight decay}
    - {id: two-averages, front: What does Adam keep for each weight?, back: Two moving averages}
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.lint.edition import Edition, edition_of
from deckgen.lint.prose import without_quotes
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import prose

SHARED = 3
SHORT = 3
MANY_ENTRIES = 10
_PERSON = re.compile(r"(?i)\s*(?:who|whose)\b|.*(?:谁|哪位)")
_DATE = re.compile(r"(?i)\s*(?:when (?:was|were|did)\b|in (?:which|what) year\b)|.*(?:哪一?年|何时|什么时候)")


def check(compilation: Compilation) -> Iterator[Finding]:
    topics = dict.fromkeys(entry.topic for entry in compilation.parsed.entries)
    for language in compilation.parsed.settings.languages:
        for topic in topics:
            editions = [
                edition_of(entry, language)
                for entry in compilation.parsed.entries
                if entry.topic == topic and language in entry.languages
            ]
            yield from _only_ones(editions)
            yield from _shared_answers(editions)


def _only_ones(editions: list[Edition]) -> Iterator[Finding]:
    if len(editions) < MANY_ENTRIES:
        return
    for pattern, what in ((_PERSON, "a person"), (_DATE, "a date")):
        asking = [edition for edition in editions if pattern.match(_first_line(edition))]
        if len(asking) == 1:
            message = f"the only question of the topic that asks for {what}"
            yield finding("Q12", asking[0], asking[0].question, message, "ask for something else about the same fact")


def _first_line(edition: Edition) -> str:
    return without_quotes(prose(edition.question.text)).split("\n")[0]


def _shared_answers(editions: list[Edition]) -> Iterator[Finding]:
    by_answer: dict[str, list[Edition]] = defaultdict(list)
    for edition in editions:
        text = edition.answer.text
        if text and edition.answer.words <= SHORT and not edition.entry.kind.is_computed:
            by_answer[re.sub(r"[\W_]+", " ", text).casefold().strip() or text].append(edition)
    for same in by_answer.values():
        if len(same) > SHARED:
            others = ", ".join(f"`{edition.entry.id}`" for edition in same[:-1])
            message = f"has the same answer as {others}"
            yield finding("Q12", same[-1], same[-1].answer, message, "ask some of them the other way round")


RULE = Rule("Q12", survey=check)
