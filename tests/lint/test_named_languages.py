"""A run that names its language is no slip of the author's."""

import pytest

from deckgen.lint import lint
from tests.conftest import MakeProject

TWO = """
-- deckgen.toml --
[project]
namespace = "test"
title = {en = "Test", zh-Hans = "考试"}
languages = ["en", "zh-Hans"]
license = "CC0-1.0"
-- cards/a/topic.yaml --
title: {en: A, zh-Hans: 甲}
order: 1
"""
ONE = """
-- deckgen.toml --
[project]
namespace = "test"
title = "Test"
license = "CC0-1.0"
"""


def codes(project: MakeProject, settings: str, word: str) -> set[str]:
    entry = f'- id: one\n  front: {{en: "{word}", zh-Hans: 甲乙丙丁}}\n  back: {{en: a, zh-Hans: 乙}}\n'
    if settings is ONE:
        entry = f'- {{id: one, front: "Read {word}", back: a}}\n'
    made = project(f"{settings}-- cards/a/x.yaml --\n{entry}").compile()
    assert made.errors == ()
    return {problem.code for problem in lint(made)}


@pytest.mark.parametrize(("settings", "code"), [(TWO, "C003"), (ONE, "C004")])
def test_chinese_characters_are_reported_unless_they_name_their_language(
    project: MakeProject, settings: str, code: str
) -> None:
    assert code in codes(project, settings, "日本語の漢字文章")
    assert code not in codes(project, settings, "[日本語の漢字文章]{lang=ja}")
