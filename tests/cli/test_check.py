"""`deckgen check`: what it shows, what it hides, and its statistics."""

import json

from tests.conftest import TWO_LANGUAGES, MakeProject

FILES = (
    TWO_LANGUAGES
    + """\
-- cards/references.yaml --
unused: {title: Nobody cites this}
-- cards/a/topic.yaml --
title: {en: First, zh-Hans: 第一}
order: 1
-- cards/a/x.yaml --
- {id: one, front: one two three, back: four}
- {id: two, kind: cloze, text: "{{c1::x}} {{c2::y}} is what they are", languages: [en]}
- {id: three, front: Loss, back: What training makes smaller}
"""
)


def test_advice_warnings_and_errors_are_shown_in_each_format(project: MakeProject) -> None:
    made = project(FILES)
    text = made.run("check")
    assert text.returncode == 1, "an unused reference is a warning"
    assert "cards/a/x.yaml:3:22: advice[Q09]" in text.stdout
    assert "cards/references.yaml:1:1: warning[P202]" in text.stdout
    rows = json.loads(made.run("check", "--format", "json").stdout)
    assert {row["code"]: row["severity"] for row in rows} == {"Q09": "advice", "P202": "warning"}
    assert "::notice file=cards/a/x.yaml,line=3,col=22,title=Q09::" in made.run("check", "--format", "github").stdout


def test_advice_and_warnings_can_be_ignored_errors_cannot(project: MakeProject) -> None:
    made = project(FILES + "- {id: four, front: No back at all}\n")
    made.write(
        "deckgen.toml",
        '[project]\nnamespace = "demo"\ntitle = {en = "Demo", zh-Hans = "示例"}\nlanguages = ["en", "zh-Hans"]\n'
        '[check]\nignore = ["Q", "P2", "E"]\n',
    )
    done = made.run("check")
    assert done.returncode == 1
    assert [line.split("[")[1][:4] for line in done.stdout.splitlines() if "[" in line] == ["E001"]
    made.write("cards/a/x.yaml", "- {id: one, front: Loss, back: What training makes smaller}\n")
    assert made.run("check").returncode == 0


def test_statistics_by_topic_and_language(project: MakeProject) -> None:
    made = project(FILES)
    done = made.run("check", "--stats", "--format", "json")
    assert done.returncode == 1
    data = json.loads(done.stdout)
    assert data["words"]["a"]["en"]["question"] == {
        "count": 3,
        "median": 3,
        "ninety": 6,
        "ninety_nine": 6,
        "longest": 6,
    }
    assert data["words"]["a"]["zh-Hans"]["question"]["count"] == 2
    assert data["topics"]["a"] == {"entries": 3, "cards_per_note": 6 / 5, "kinds": {"qa": 2, "cloze": 1}}
    assert data["findings"] == {"P202": 1, "Q09": 1}
    lines = [line.split() for line in made.run("check", "--stats").stdout.splitlines()]
    assert ["a", "en", "question", "3", "3", "6", "6", "6"] in lines
    assert ["Q09", "1", "a", "question", "without", "context"] in lines


def test_a_file_name_cannot_give_commands_to_github(project: MakeProject) -> None:
    made = project(FILES)
    made.write("cards/a/a,b:\n::stop-commands::x\r", "")
    lines = made.run("check", "--format", "github").stdout.splitlines()
    assert any("file=cards/a/a%2Cb%3A%0A%3A%3Astop-commands%3A%3Ax%0D,line=1" in line for line in lines)
    assert [line for line in lines if not line.startswith(("::error file=", "::warning file=", "::notice file="))] == []
