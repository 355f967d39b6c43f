"""Q13: a cloze that hides too much, too little, or too often

A cloze card shows the whole text but for one deletion, so the text around it is the question. If most of a sentence is hidden
there is no question left; if a deletion is long, it is a long answer; if it hides only an article, there is nothing to know. With
many numbers one text is read as often as all its cards together, and each card tells the answers of the others. The rule reports
more than three numbers, deletions of more than eight words, sentences that are hidden by more than half on one card, and
deletions of nothing but a word such as "the".

What to do: hide the words that carry the fact, and make two entries of a text with two facts.

Fires:

    -- cards/a/x.yaml --
    - id: lora-idea
      kind: cloze
      text: LoRA {{c1::adds a product of two small matrices to each frozen weight matrix of the model}}.

Silent:

    -- cards/a/x.yaml --
    - id: lora-idea
      kind: cloze
      text: LoRA adds a product of two {{c1::small}} matrices to each {{c2::frozen}} weight matrix.
"""

import re
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deckgen.lint.edition import Edition
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.cloze_marks import CLOZE_MARK
from deckgen.markup.tokens import tokenize
from deckgen.markup.words import count_words
from deckgen.notes.cardgen import DEEPEST_CLOZE

MAX_NUMBERS, MAX_WORDS, MAX_SHARE = 3, 8, 0.5
_EMPTY_WORDS = "a an the of is are was were 的 了 是 之 地 得"
_EMPTY = frozenset(_EMPTY_WORDS.split())
_SENTENCE_END = re.compile(r"(?<=[.!?])\s|(?<=[。！？])|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]) )")


class _Deletion(NamedTuple):
    """A deletion of a text: its number, where its mark starts, and where what it hides starts and ends."""

    number: str
    start: int
    inside: int
    end: int

    def hidden(self, text: str) -> str:
        """What it hides, without the hint."""
        inner = text[self.inside : self.end]
        return inner if "{{c" in inner else inner.split("::")[0]


def check(edition: Edition) -> Iterator[Finding]:
    passage = edition.holes
    if passage is None:
        return
    for message, hint in dict.fromkeys(_problems(_without_code(passage.text))):
        yield finding("Q13", edition, passage, message, hint)


def _without_code(text: str) -> str:
    """The text with one word for each piece of code, in which no brace and no mark counts."""
    out, at = [], 0
    for token in tokenize(text):
        if token.kind in {"code", "fence"}:
            out += [text[at : token.start], "x"]
            at = token.end
    return "".join((*out, text[at:]))


def _problems(text: str) -> Iterator[tuple[str, str]]:
    every = _deletions(text)
    numbers = {one.number for one in every}
    if len(numbers) > MAX_NUMBERS:
        yield f"{len(numbers)} cloze numbers, more than {MAX_NUMBERS}", "make two entries of it, each with its own fact"
    found = _read_by_anki(every)
    words = {one: count_words(one.hidden(text)) for one in found}
    for one in found:
        if words[one] > MAX_WORDS:
            yield f"a deletion of {words[one]} words, more than {MAX_WORDS}", "hide the words that carry the fact"
        if (hidden := one.hidden(text)).strip(" .,;:，。").lower() in _EMPTY:
            yield f"a deletion that hides only `{hidden}`", "hide the words that carry the fact"
    deletions = deque(found)
    for start, end in _sentences(text, every):
        shares: Counter[str] = Counter()
        while deletions and deletions[0].start < end:
            one = deletions.popleft()
            shares[one.number] += words[one]
        total = max(count_words(text[start:end]), 1) if shares else 1
        for number, hidden_words in sorted(shares.items()):
            if hidden_words / total > MAX_SHARE:
                share = f"{hidden_words / total:.0%}"
                yield f"c{number} hides {share} of its sentence", "leave enough of the sentence to be a question"


def _deletions(text: str) -> list[_Deletion]:
    """All deletions in order. One ends at the first `}}` with as many braces open as at its start, so TeX's are counted."""
    openings = list(CLOZE_MARK.finditer(text))
    ends: dict[int, int] = {}
    nearest: dict[int, int] = {}
    waiting = [match.end() for match in openings]
    depth = 0
    for at in range(len(text), -1, -1):
        depth -= {"{": 1, "}": -1}.get(text[at : at + 1], 0)
        if text.startswith("}}", at):
            nearest[depth] = at + text.startswith("}}}", at)
        if waiting and waiting[-1] == at:
            ends[waiting.pop()] = nearest.get(depth, len(text))
    return [_Deletion(match[1].split(",")[0], match.start(), match.end(), ends[match.end()]) for match in openings]


def _read_by_anki(found: list[_Deletion]) -> list[_Deletion]:
    """The deletions less those that lie in more others than Anki reads; counting the words of those would take long."""
    ends = sorted(one.end for one in found)
    return [one for n, one in enumerate(found) if n - bisect_right(ends, one.start) < DEEPEST_CLOZE]


def _sentences(text: str, found: Iterable[_Deletion]) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text start and end; an end inside a deletion ends nothing."""
    deletions = deque(found)
    start = hidden_to = 0
    for match in _SENTENCE_END.finditer(text):
        while deletions and deletions[0].start < match.start():
            hidden_to = max(hidden_to, deletions.popleft().end)
        if match.start() >= hidden_to:
            yield start, match.end()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


RULE = Rule("Q13", check)
