"""C003: a text in another language than its edition

A sentence left untranslated, or pasted under the wrong language, makes a card that its readers cannot answer; whoever wrote it
does not see it, since they read both. The rule looks for texts in Chinese characters in the edition of another language, and for
whole English sentences in a Chinese edition.

What to do: translate it, exchange the two if they were swapped, or write a plain text if it is meant for all languages.

Fires:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = {en = "Optimisers", zh-Hans = "优化器"}
    languages = ["en", "zh-Hans"]
    -- cards/a/topic.yaml --
    title: {en: Adam, zh-Hans: Adam 优化器}
    order: 1
    -- cards/a/x.yaml --
    - id: adam-kept
      front: {en: What does Adam keep for each weight?, zh-Hans: Adam 为每个权重保存什么？}
      back: {en: 两个滑动平均值。, zh-Hans: 两个滑动平均值。}

Silent:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = {en = "Optimisers", zh-Hans = "优化器"}
    languages = ["en", "zh-Hans"]
    -- cards/a/topic.yaml --
    title: {en: Adam, zh-Hans: Adam 优化器}
    order: 1
    -- cards/a/x.yaml --
    - id: adam-kept
      front: {en: What does Adam keep for each weight?, zh-Hans: Adam 为每个权重保存什么？}
      back: {en: Two moving averages., zh-Hans: 两个滑动平均值。}
"""

import re
from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.prose import HAN, is_cjk, without_named_languages, without_quotes
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import prose
from deckgen.model import UNDETERMINED

FEWEST_CHARACTERS, FEWEST_WORDS, FEWEST_LITTLE_WORDS = 4, 8, 3
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_LITTLE_WORDS = "the a an is are was were of and to in on with by for that this it from as at be not"
_LITTLE = frozenset(_LITTLE_WORDS.split())


def check(edition: Edition) -> Iterator[Finding]:
    if edition.language == UNDETERMINED:
        return
    for passage in edition.texts:
        if edition.language not in passage.loc or passage.own_language:
            continue
        text = without_quotes(prose(without_named_languages(passage.text)))
        found = _english(text) if is_cjk(edition.language) else _chinese(text)
        if found:
            hint = "translate it, or exchange the languages if they were swapped"
            yield finding("C003", edition, passage, f"the text looks {found}", hint)


def _chinese(text: str) -> str:
    characters = len(re.findall(f"[{HAN}]", text))
    mostly = characters >= FEWEST_CHARACTERS and 2 * characters > len(_LETTER.findall(text))
    return "Chinese" if mostly else ""


def _english(text: str) -> str:
    if re.search(f"[{HAN}\u3040-\u30ff\uac00-\ud7af]", text):
        return ""
    words = [word.lower() for word in _WORD.findall(text)]
    sentence = len(words) >= FEWEST_WORDS and sum(word in _LITTLE for word in words) >= FEWEST_LITTLE_WORDS
    return "English" if sentence else ""


RULE = Rule("C003", check)
