"""Each rule of advice fires on an entry that deserves it, and is silent just below its limit."""

import pytest

from deckgen.diagnostics import Severity
from deckgen.lint import lint
from deckgen.lint.words import count_words
from tests.conftest import MakeProject

WORDS = "word " * 100


def advice(project: MakeProject, entry: str) -> list[str]:
    compilation = project({"cards/a/x.yaml": entry}).compile()
    assert compilation.errors == ()
    found = lint(compilation)
    assert all(one.severity is Severity.ADVICE for one in found)
    return [one.code for one in found]


def qa(front: str, back: str, tags: str = "") -> str:
    indent = "\n    "
    return f"- id: x\n  tags: [{tags}]\n  front: |{indent}{front}\n  back: |{indent}{back.replace(chr(10), indent)}\n"


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("Q01", qa(WORDS[: 26 * 5], "a"), qa(WORDS[: 25 * 5], "a")),
        ("Q02", qa("f", WORDS[: 51 * 5]), qa("f", WORDS[: 50 * 5])),
        ("Q02", qa("f", WORDS * 2, "spoken"), qa("f", WORDS[: 90 * 5], "spoken")),
        ("Q03", qa("f", "\n".join(f"{n}. i" for n in range(1, 7))), qa("f", "\n".join(f"{n}. i" for n in range(1, 6)))),
        ("Q04", qa("f", "- i\n" * 6), qa("f", "- i\n" * 5)),
        ("Q05", qa("f", "Yes, always."), qa("f", "Yesterday.")),
        ("Q05", qa("f", "是，因为。"), qa("f", "是否对齐要看损失。")),
        (
            "Q14",
            "- {id: x, kind: code, front: f, code: {language: python, source: " + "x" * 61 + "}}",
            "- {id: x, kind: code, front: f, code: {language: python, source: " + "x" * 60 + "}}",
        ),
    ],
)
def test_a_rule_fires_above_its_limit_only(project: MakeProject, code: str, bad: str, good: str) -> None:
    assert advice(project, bad) == [code]
    assert advice(project, good) == []


def test_advice_never_stops_a_build(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": qa(WORDS, WORDS)})
    assert one.build().returncode == 0
    assert one.run("check").returncode == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("three plain words", 3),
        ("$\\frac{a b c}{d}$ and `x = y + z`", 3),
        ("十七个汉字算作十个单词就是这样了吧", 10),
        ("see [the paper](https://x.y/z) now", 4),
        ("{{c1::two words::hint}} more", 3),
        ("```\nmany lines of code\nhere\n```\nafter", 2),
    ],
)
def test_words_are_counted_as_a_learner_feels_them(text: str, words: int) -> None:
    assert count_words(text) == words
