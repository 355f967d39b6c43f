"""Q11: two entries that ask the same

A question that appears twice is reviewed twice for one thing learnt, and if the two answers are not word for word the same,
each one makes the other one harder: one knows an answer, but not which. The whole project is compared, language by language,
with whatever is shown along with the question: its context, code, picture or table. Questions that are the same but for
punctuation and capitals are a warning. Advice are those that share nine of all ten words in the same order, where one only has
words that the other lacks; questions in which a word is exchanged ask something else.

What to do: drop one of the two (a released entry is retired), or say in both what tells them apart.

Fires:

    -- cards/a/x.yaml --
    - id: layer-norm-axis
      front: Over which axis does layer normalisation average?
      back: Over the features of each token.
    - id: layer-norm-mean
      front: "Over which axis does **layer normalisation** average"
      back: It takes the mean over the channels.

Silent:

    -- cards/a/x.yaml --
    - id: layer-norm-axis
      front: Over which axis does layer normalisation average?
      back: Over the features of each token.
    - id: batch-norm-axis
      front: Over which axis does batch normalisation average?
      back: Over the batch, for each channel.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rapidfuzz.distance import Indel

from deckgen.codes import Severity
from deckgen.compiler import Compilation
from deckgen.lint.edition import Edition, edition_of
from deckgen.lint.prose import HAN
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.cloze_marks import without_marks
from deckgen.markup.tokens import tokenize

ALIKE = Fraction(9, 10)
"""The Jaccard similarity, common words by all words, from which two questions are near-duplicates."""
_TOKEN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+|[=<>+]")
_WORD = re.compile(rf"[^\W_{HAN}]+")
_EXACT = re.compile(r"[\s*_`.,;:!?，。；：！？、\"“”()（）]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that is shown with it, and its tokens."""

    edition: Edition
    exact: str
    words: tuple[str, ...]
    tokens: frozenset[str]
    names: frozenset[str]


def check(compilation: Compilation) -> Iterator[Finding]:
    for language in compilation.parsed.settings.languages:
        asked = [one for entry in compilation.parsed.entries if language in entry.languages
                 if (one := _asked(edition_of(entry, language)))]  # fmt: skip
        first: dict[str, Asked] = {}
        for one in asked:
            if (other := first.setdefault(one.exact, one)) is not one:
                yield _finding(one, other, "asks the same as", Severity.WARNING)
        for one, other in alike([one for one in asked if first[one.exact] is one]):
            yield _finding(one, other, "asks nearly the same as")


def _finding(one: Asked, other: Asked, what: str, level: Severity | None = None) -> Finding:
    entry = other.edition.entry
    message = f"{what} `{entry.id}` at {entry.origin.span(*other.edition.question.loc)}"
    hint = "drop one of the two, or say in both what tells them apart"
    return finding("Q11", one.edition, one.edition.question, message, hint, level=level)


def _asked(edition: Edition) -> Asked | None:
    if not edition.question.text:
        return None
    shown = "\n".join(_shown(edition))
    text = without_marks(edition.question.text)
    whole = f"{text}\n{shown}"
    return Asked(edition, _EXACT.sub("", whole).casefold(), *_parts(whole))


def _shown(edition: Edition) -> Iterator[str]:
    """What the learner sees beside the question."""
    if context := edition.entry.spec.context:
        yield context.in_language(edition.language)
    yield from edition.shown


def _parts(text: str) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    words = words_of(text)
    return words, tokens(words), names(text)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text; of Chinese, every two neighbouring characters."""
    found: list[str] = []
    for word in _TOKEN.findall(text.casefold()):
        is_chinese = re.match(f"[{HAN}]", word)
        found += [word[at : at + 2] for at in range(max(len(word) - 1, 1))] if is_chinese else [word]
    return tuple(found)


def tokens(words: Sequence[str]) -> frozenset[str]:
    """The set of words, in which a word that appears twice is two tokens."""
    return frozenset(f"{word} {n}" for word, count in Counter(words).items() for n in range(count))


def names(text: str) -> frozenset[str]:
    """What tells things of one kind apart: code, words with digits or capitals inside a sentence, foreign words in Chinese text."""
    foreign = bool(re.search(f"[{HAN}]", text))
    words = _WORD.findall(text)[0 if foreign else 1 :]
    return frozenset(word for word in words if foreign or not word.islower()) | frozenset(_code_in(text))


def _code_in(text: str) -> Iterator[str]:
    for token in tokenize(text) if "`" in text else ():
        if token.kind == "code":
            yield text[token.inner_start : token.inner_end]


def alike(asked: Sequence[Asked]) -> Iterator[tuple[Asked, Asked]]:
    """Each question that has a near-duplicate before it, with the first one found.

    Two sets with this similarity share one of their few rarest tokens, so only those with such a token in common are compared.
    """
    frequency = Counter(token for one in asked for token in one.tokens)
    holders: dict[tuple[str, frozenset[str]], list[Asked]] = defaultdict(list)
    for one in asked:
        size = len(one.tokens)
        rarest = sorted(one.tokens, key=lambda token: (frequency[token], token))
        rarest = rarest[: size - math.ceil(ALIKE * size) + 1]
        other = next((it for token in rarest for it in holders[token, one.names] if _are_alike(one, it)), None)
        if other:
            yield one, other
        for token in rarest:
            holders[token, one.names].append(one)


def _are_alike(one: Asked, other: Asked) -> bool:
    sizes = len(one.tokens), len(other.tokens)
    if min(sizes) * ALIKE.denominator < max(sizes) * ALIKE.numerator:
        return False
    common = len(one.tokens & other.tokens)
    return common * ALIKE.denominator >= (sum(sizes) - common) * ALIKE.numerator and _says_the_same(one, other)


def _says_the_same(one: Asked, other: Asked) -> bool:
    """Whether one only adds words to the other: a word exchanged, or the same words in another order, asks something else."""
    if one.tokens - other.tokens and other.tokens - one.tokens:
        return False
    return Indel.normalized_similarity(one.words, other.words) >= ALIKE


RULE = Rule("Q11", survey=check)
