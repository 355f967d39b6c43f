"""C005: a picture whose words are in another language than its edition

A text is translated and its picture is forgotten: the card asks in Chinese, and the boxes of the diagram speak English. The rule
reads the words of the SVGs that a card shows. In a Chinese, Japanese or Korean edition it looks for labels of two or more ordinary
English words, in any other edition for labels in Chinese characters. Names and abbreviations (`ViT`, `Q-Former`) are nobody's
language. What is meant to be foreign says so: `<text lang="en">`.

What to do: let one drawing say its words in each language, with SVG's own `<switch>` and `systemLanguage`; the edition's cards get
the picture with theirs.

Fires:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = {en = "Optimisers", zh-Hans = "优化器"}
    languages = ["en", "zh-Hans"]
    -- cards/a/topic.yaml --
    title: {en: Adam, zh-Hans: Adam 优化器}
    order: 1
    -- cards/a/media/adam.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">
    <title>Adam</title>
    <text x="10" y="30">moving average</text>
    </svg>
    -- cards/a/x.yaml --
    - id: adam-kept
      front: {en: What does Adam keep for each weight?, zh-Hans: Adam 为每个权重保存什么？}
      back: {en: "Two averages. ![Averages](adam.svg)", zh-Hans: "两个平均值。![平均值](adam.svg)"}

Silent:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = {en = "Optimisers", zh-Hans = "优化器"}
    languages = ["en", "zh-Hans"]
    -- cards/a/topic.yaml --
    title: {en: Adam, zh-Hans: Adam 优化器}
    order: 1
    -- cards/a/media/adam.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">
    <title>Adam</title>
    <switch>
      <text systemLanguage="zh-Hans" x="10" y="30">滑动平均值</text>
      <text x="10" y="30">moving average</text>
    </switch>
    </svg>
    -- cards/a/x.yaml --
    - id: adam-kept
      front: {en: What does Adam keep for each weight?, zh-Hans: Adam 为每个权重保存什么？}
      back: {en: "Two averages. ![Averages](adam.svg)", zh-Hans: "两个平均值。![平均值](adam.svg)"}
"""

import re
from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lint.prose import HAN, is_cjk
from deckgen.lint.rule import Finding, Rule
from deckgen.model import UNDETERMINED, Language, MediaFile
from deckgen.notes import Note
from deckgen.render import words_of_svg

SHOWN = 3
_ENGLISH = re.compile(r"(?<![A-Za-z])[A-Za-z]?[a-z]{2,} (?:[a-z]+ )*[a-z]{3,}(?![A-Za-z])")
"""Two ordinary words one after the other: `image encoder`, `Text features`; not `Q-Former`, `BERT base`'s first word alone."""
_CHARACTER = re.compile(f"[{HAN}]")
_CHINESE = re.compile(f"[{HAN}]{{2}}")


def check(compilation: Compilation) -> Iterator[Finding]:
    if len(compilation.parsed.settings.languages) < 2:
        return
    entries = {entry.id: entry for entry in compilation.parsed.entries}
    seen: set[tuple[str, Language]] = set()
    for note in compilation.notes:
        for file in _drawings(note):
            if note.key.language == UNDETERMINED or (file.path, note.key.language) in seen:
                continue
            seen.add((file.path, note.key.language))
            if foreign := _foreign(file, note.key.language):
                entry = entries[note.key.entry]
                labels = ", ".join(f"“{label}”" for label in foreign[:SHOWN])
                message = f"`{entry.id}` ({note.key.language}): {file.path} says {labels}" + _more(foreign)
                hint = f'put them into a <switch>, with a child for systemLanguage="{note.key.language}"'
                yield Finding(Diagnostic("C005", message, entry.origin.span(), hint), entry)


def _drawings(note: Note) -> Iterator[MediaFile]:
    return (file for file in note.media.values() if file.text is not None)


def _more(labels: tuple[str, ...]) -> str:
    return f" and {len(labels) - SHOWN} more in another language" if len(labels) > SHOWN else " in another language"


def _foreign(file: MediaFile, language: Language) -> tuple[str, ...]:
    labels = words_of_svg(file)
    if is_cjk(language):
        return tuple(label for label in labels if _ENGLISH.search(label) and not _CHARACTER.search(label))
    return tuple(label for label in labels if _CHINESE.search(label))


RULE = Rule("C005", survey=check)
