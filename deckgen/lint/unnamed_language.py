"""C004: Chinese characters in a project that names no language

One Chinese character is drawn differently in China, Taiwan, Japan and Korea, though it is one code point. A phone chooses the
font by the language of the page, and where none is named, by the phone's own settings: a learner with an English phone may see
Japanese forms. The rule speaks up once, at the first text with such characters.

What to do: name the language in `deckgen.toml`: `languages = ["zh-Hans"]` (or zh-Hant, ja). It becomes part of the guids, so do
it before the first release.

Fires:

    -- cards/a/x.yaml --
    - {id: adam-kept, front: Adam 为每个权重保存什么？, back: 两个滑动平均值。}

Silent:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = "优化器"
    languages = ["zh-Hans"]
    -- cards/a/x.yaml --
    - {id: adam-kept, front: Adam 为每个权重保存什么？, back: 两个滑动平均值。}
"""

import re
from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.lint.edition import edition_of
from deckgen.lint.prose import HAN, without_named_languages
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.model import UNDETERMINED

_HAN = re.compile(f"[{HAN}]")


def check(compilation: Compilation) -> Iterator[Finding]:
    if UNDETERMINED not in compilation.parsed.settings.languages:
        return
    for entry in compilation.parsed.entries:
        edition = edition_of(entry, UNDETERMINED)
        for passage in edition.texts:
            if not passage.own_language and _HAN.search(without_named_languages(passage.text)):
                hint = 'add `languages = ["zh-Hans"]` to [project] before the first release'
                message = "Chinese characters, and deckgen.toml names no language: phones choose the wrong font"
                yield finding("C004", edition, passage, message, hint)
                return


RULE = Rule("C004", survey=check)
