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
from collections.abc import Iterator

from deckgen.kinds.cloze import ClozeSpec
from deckgen.lint.edition import Edition, Passage
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.lint.words import count_words

MAX_NUMBERS, MAX_WORDS, MAX_SHARE = 3, 8, 0.5
_CODE = re.compile(r"(?ms)^ *(```|~~~).*?^ *\1|`[^`]+`")
_OPEN = re.compile(r"\{\{c(\d+)(?:,\d+)*::")
_EMPTY_WORDS = "a an the of is are was were 的 了 是 之 地 得"
_EMPTY = frozenset(_EMPTY_WORDS.split())
_SENTENCE_END = re.compile(r"(?<=[.!?])\s|(?<=[。！？])|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]) )")


def check(edition: Edition) -> Iterator[Finding]:
    if not isinstance(edition.entry.spec, ClozeSpec):
        return
    language = () if edition.entry.spec.text.is_plain else (edition.language,)
    text = edition.entry.spec.text.in_language(edition.language)
    passage = Passage(("text", *language), text)
    for message, hint in dict.fromkeys(_problems(_CODE.sub("x", text))):
        yield finding("Q13", edition, passage, message, hint)


def _problems(text: str) -> Iterator[tuple[str, str]]:
    numbers = {match[1] for match in _OPEN.finditer(text)}
    if len(numbers) > MAX_NUMBERS:
        yield f"{len(numbers)} cloze numbers, more than {MAX_NUMBERS}", "make two entries of it, each with its own fact"
    for _, hidden in deletions(text):
        words = count_words(hidden)
        if words > MAX_WORDS:
            yield f"a deletion of {words} words, more than {MAX_WORDS}", "hide the words that carry the fact"
        if hidden.strip(" .,;:，。").lower() in _EMPTY:
            yield f"a deletion that hides only `{hidden}`", "hide the words that carry the fact"
    for sentence in _sentences(text):
        total = count_words(sentence)
        for number in sorted(numbers):
            share = sum(count_words(hidden) for n, hidden in deletions(sentence) if n == number) / max(total, 1)
            if share > MAX_SHARE:
                yield f"c{number} hides {share:.0%} of its sentence", "leave enough of the sentence to be a question"


def deletions(text: str) -> list[tuple[str, str]]:
    """Number and hidden words, without the hint, of each deletion; TeX's braces inside are counted."""
    found = []
    for opening in _OPEN.finditer(text):
        inner = text[opening.end() : _end(text, opening.end())]
        found.append((opening[1], inner.split("::")[0] if "{{c" not in inner else inner))
    return found


def _end(text: str, at: int) -> int:
    depth = 0
    while at < len(text):
        if depth == 0 and text.startswith("}}", at):
            return at + (text[at : at + 3] == "}}}")
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return at


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text; an end inside a deletion ends nothing."""
    start = 0
    inside = [(match.start(), _end(text, match.end())) for match in _OPEN.finditer(text)]
    for match in _SENTENCE_END.finditer(text):
        if not any(opening < match.start() < end for opening, end in inside):
            yield text[start : match.end()]
            start = match.end()
    if text[start:].strip():
        yield text[start:]


RULE = Rule("Q13", check)
