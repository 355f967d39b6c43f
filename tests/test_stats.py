"""`deckgen stats`: what there is, how long it is, and what is missing."""

import json

from deckgen.kinds import KIND_BY_NAME
from tests.conftest import TWO_LANGUAGES, MakeProject

FILES = (
    TWO_LANGUAGES
    + """\
-- cards/syllabus.yaml --
- {id: answered, topic: a, question: Who?}
- {id: english-only, topic: a, question: What?}
- {id: open, topic: a, question: Why?}
-- cards/a/topic.yaml --
title: {en: First, zh-Hans: 第一}
order: 1
-- cards/a/x.yaml --
- {id: one, front: one two three, back: four, reverse: true, answers: answered}
- {id: two, kind: cloze, text: "{{c1::a}} {{c2::b}}", languages: [en], answers: [english-only, answered]}
"""
)


def test_it_counts_entries_by_topic_kind_and_language_and_cards(project: MakeProject) -> None:
    done = project(FILES).run("stats", "--format", "json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["topics"] == [
        {
            "topic": "a",
            "entries": 2,
            "kinds": {"qa": 1, "cloze": 1},
            "languages": {"en": 2, "zh-Hans": 1},
            "cards": {"en": 4, "zh-Hans": 2},
        }
    ]
    assert data["words"]["en"]["question"] == {"count": 2, "median": 3, "ninety": 3, "ninety_nine": 3, "longest": 3}
    assert data["words"]["zh-Hans"]["answer"]["count"] == 1


def test_the_table_names_every_topic_and_sums_up(project: MakeProject) -> None:
    lines = project(FILES).run("stats").stdout.splitlines()
    assert lines[0].split() == [
        "topic",
        *KIND_BY_NAME,
        "entries",
        "cards",
        "en",
        "cards",
        "zh-Hans",
    ]
    assert lines[1].split() == ["a", "1", "1", *["0"] * (len(KIND_BY_NAME) - 2), "2", "4", "2"]
    assert lines[2].split()[1:] == lines[1].split()[1:]


def test_the_syllabus_shows_what_is_missing_in_which_language(project: MakeProject) -> None:
    one = project(FILES)
    done = one.run("stats", "--syllabus")
    assert done.returncode == 1
    assert "answered                      en   2  zh-Hans   1" in done.stdout
    assert "english-only                  en   1  zh-Hans   0  missing in zh-Hans" in done.stdout
    assert "open                          en   0  zh-Hans   0  missing in en, zh-Hans" in done.stdout
    assert "3 questions, 1 answered in every language" in done.stderr
    rows = json.loads(one.run("stats", "--syllabus", "--format", "json").stdout)
    assert [row["missing"] for row in rows] == [[], ["zh-Hans"], ["en", "zh-Hans"]]


def test_a_syllabus_that_is_answered_exits_with_0(project: MakeProject) -> None:
    one = project(FILES)
    one.write("cards/syllabus.yaml", "- {id: answered, topic: a, question: Who?}\n")
    one.write("cards/a/x.yaml", "- {id: one, front: one, back: two, answers: answered}\n")
    assert one.run("stats", "--syllabus").returncode == 0


def test_sources_with_errors_are_not_counted(project: MakeProject) -> None:
    one = project(FILES)
    one.write("cards/a/x.yaml", "- {id: one}\n")
    assert one.run("stats").returncode == 1
