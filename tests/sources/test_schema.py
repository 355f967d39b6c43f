"""The schema at the boundary: what keys may hold, and what is said when they do not."""

import pytest

from deckgen.diagnostics import Diagnostic
from tests.conftest import MakeProject


def problems(project: MakeProject, entry: str) -> tuple[Diagnostic, ...]:
    return project({"cards/a/x.yaml": entry}).compile().diagnostics


def test_a_misspelt_key_gets_a_hint(project: MakeProject) -> None:
    (problem,) = problems(project, "- {id: one, front: Q, back: A, pitfal: P}")
    assert problem.message == "unknown key `pitfal`"
    assert problem.hint == "did you mean `pitfall`?"


def test_a_misspelt_kind_gets_a_hint(project: MakeProject) -> None:
    (problem,) = problems(project, "- {id: one, kind: clozee, front: Q, back: A}")
    assert problem.hint == "did you mean `cloze`?"


def test_a_misspelt_reference_gets_a_hint(project: MakeProject) -> None:
    made = project(
        {
            "cards/references.yaml": "clip: {title: CLIP}",
            "cards/a/x.yaml": "- {id: one, front: Q, back: A, source: clap}",
        }
    )
    (problem,) = made.compile().diagnostics
    assert problem.hint == "did you mean `clip`?"


def test_every_problem_of_an_entry_is_reported_at_once(project: MakeProject) -> None:
    found = problems(project, "- {id: One, front: [Q], bakc: A, tags: [a b], reverse: perhaps}")
    assert sorted(problem.code for problem in found) == ["E002", "E003", "E003", "E005", "E012"]


def test_messages_name_the_way_to_the_value(project: MakeProject) -> None:
    entry = (
        "- {id: one, kind: compare, subjects: [a, b], aspects: [{name: x, values: [c, d]}, {name: y, values: [c, []]}]}"
    )
    (problem,) = problems(project, entry)
    assert "aspects[1].values[1]" in problem.message
    assert str(problem.span) == f"cards/a/x.yaml:1:{entry.index('[]') + 1}"


@pytest.mark.parametrize(
    "keys",
    [
        "source: clip", "source: [clip]", "source: {ref: clip}", "source: [{ref: clip, at: {en: p. 1}}]",
        "source: {ref: clip, at: p. 1}",
        "tags: one", "tags: [one, two::three, 中文]", "answers: sizes", "section: architecture", "reverse: true",
        "reverse: no", "reverse: yes",
        "languages: [en]", "context: {en: x}", "extra: x", "pitfall: {en: x}", "was: zero",
    ],
)  # fmt: skip
def test_forms_that_are_fine(project: MakeProject, keys: str) -> None:
    made = project(
        {
            "deckgen.toml": '[project]\nnamespace = "test"\ntitle = {en = "Test"}\nlanguages = ["en"]\n',
            "cards/references.yaml": "clip: {title: CLIP}\n",
            "cards/syllabus.yaml": "- {id: sizes, topic: a, question: How large?}\n",
            "cards/a/x.yaml": f"- {{id: one, front: Q, back: A, {keys}}}",
            "cards/a/y.yaml": "- {id: two, front: Q, back: A, source: clip, answers: sizes}",
        }
    )
    assert [problem.code for problem in made.compile().parsed.diagnostics] == []


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("a" * 80, True),
        ("a" * 81, False),
        ("a-1-b", True),
        ("-a", False),
        ("a--b", False),
        ("a_b", False),
        ("a\n", False),
    ],
)
def test_ids(project: MakeProject, name: str, *, fine: bool) -> None:
    found = [
        problem.code for problem in problems(project, f'- {{id: "{name}", front: Q, back: A}}'.replace("\n", "\\n"))
    ]
    assert found == ([] if fine else ["E005"])


def test_values_with_meaning_in_yaml_are_texts(project: MakeProject) -> None:
    """`no`, `1.10`, `12:30`, `2024-01-01` and `010` arrive on the card as typed."""
    made = project(
        {"cards/a/x.yaml": "- {id: one, front: no, back: 1.10, extra: 12:30, pitfall: 2024-01-01, context: 010}"}
    ).compile()
    assert made.diagnostics == ()
    shown = " ".join(made.notes[0].fields)
    assert all(f">{value}<" in shown for value in ("no", "1.10", "12:30", "2024-01-01", "010"))
