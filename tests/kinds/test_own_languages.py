"""A text that names its language: `{lang: ja, text: 漢字}`."""

import pytest

from tests.conftest import MakeProject

TOML = """
[project]
namespace = "words"
license = "CC0-1.0"
title = {en = "Words", zh-Hans = "词"}
languages = ["en", "zh-Hans"]
"""


def entry(front: str) -> dict[str, str]:
    topic = "title: {en: Words, zh-Hans: 词}\norder: 1\n"
    text = f"- id: kanji\n  front: {front}\n  back: {{en: Chinese characters, zh-Hans: 汉字}}\n"
    return {"deckgen.toml": TOML, "cards/a/topic.yaml": topic, "cards/a/x.yaml": text}


@pytest.mark.parametrize(
    ("front", "languages"),
    [
        ("{lang: ja, text: この漢字の意味は何ですか}", {"en", "zh-Hans"}),
        ("{en: {lang: ja, text: この漢字の意味は何ですか}, zh-Hans: 这些字是什么意思？}", {"en"}),
    ],
)
def test_a_text_in_another_language_says_so_on_the_card(front: str, languages: set[str], project: MakeProject) -> None:
    """Its words are marked for fonts and screen readers, and no rule takes them for a slip."""
    compiled = project(entry(front)).compile()
    assert {d.code for d in compiled.diagnostics} <= {"C001"}
    marked = {note.key.language for note in compiled.notes if '<div lang="ja">' in "".join(note.fields)}
    assert marked == languages


def test_another_language_is_another_content(project: MakeProject) -> None:
    """Whoever corrects the language alone sends the note anew."""
    japanese = project(entry("{lang: ja, text: 漢字}")).compile()
    chinese = project(entry("{lang: zh, text: 漢字}")).compile()
    assert {n.content for n in japanese.notes}.isdisjoint(n.content for n in chinese.notes)


@pytest.mark.parametrize(
    ("front", "place"),
    [("{lang: japanese!, text: 漢字}", "cards/a/x.yaml:2"), ("{lang: ja, text: '$$x'}", "cards/a/x.yaml:2:28")],
)
def test_what_is_wrong_with_such_a_text_has_its_place(front: str, place: str, project: MakeProject) -> None:
    errors = project(entry(front)).compile().errors
    assert errors
    assert all(str(error.span).startswith(place) for error in errors), [str(e.span) for e in errors]
