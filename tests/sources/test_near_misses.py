"""What people write out of habit: keys of other programs, addresses as sources, several tags in a text."""

import pytest

from deckgen.diagnostics import Diagnostic
from tests.conftest import MakeProject


def problems(project: MakeProject, entry: str) -> tuple[Diagnostic, ...]:
    return project({"cards/a/x.yaml": entry}).compile().diagnostics


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("question", "front"), ("q", "front"), ("Question", "front"), ("Front", "front"), ("prompt", "front"), ("问题", "front"),
        ("frnt", "front"),
    ],
)  # fmt: skip
def test_a_key_for_the_question_of_another_program(project: MakeProject, key: str, meant: str) -> None:
    """Said once: that the right key is missing follows from it."""
    (problem,) = problems(project, f"- {{id: one, {key}: Q, back: A}}")
    assert (problem.code, problem.hint) == ("E002", f"did you mean `{meant}`?")


@pytest.mark.parametrize("key", ["answer", "a", "Answer", "response", "solution", "答案", "bakc"])
def test_a_key_for_the_answer_of_another_program(project: MakeProject, key: str) -> None:
    (problem,) = problems(project, f"- {{id: one, front: Q, {key}: A}}")
    assert (problem.code, problem.hint) == ("E002", "did you mean `back`?")


@pytest.mark.parametrize(
    ("key", "meant"), [("tag", "tags"), ("sources", "source"), ("type", "kind"), ("explanation", "extra")]
)
def test_other_near_misses(project: MakeProject, key: str, meant: str) -> None:
    (problem,) = problems(project, f"- {{id: one, front: Q, back: A, {key}: x}}")
    assert problem.hint == f"did you mean `{meant}`?"


def test_a_calculation_has_an_answer_of_its_own(project: MakeProject) -> None:
    assert problems(project, '- {id: one, kind: calc, front: Q, expression: 1 + 1, answer: "2"}') == ()


@pytest.mark.parametrize("tags", ["clip, loss", "clip loss", "clip，loss", "clip; loss"])
def test_several_tags_in_one_text(project: MakeProject, tags: str) -> None:
    (problem,) = problems(project, f"- {{id: one, front: Q, back: A, tags: '{tags}'}}")
    assert (problem.code, problem.hint) == ("E012", "write a list: [clip, loss]")


@pytest.mark.parametrize(
    "source", ["https://example.org", "www.example.org/x", "doi:10.1/x", "A title, p. 3", "[http://x.org]"]
)
def test_an_address_or_a_title_as_source(project: MakeProject, source: str) -> None:
    (problem,) = problems(project, f"- id: one\n  front: Q\n  back: A\n  source: {source}\n")
    assert problem.code == "E019"
    assert "references.yaml" in problem.message


def test_a_list_where_a_text_should_be(project: MakeProject) -> None:
    (problem,) = problems(project, "- id: one\n  front: Q\n  back:\n    - one\n    - two\n")
    assert problem.code == "E003"
    assert "|" in (problem.hint or "")


def test_entries_as_a_map(project: MakeProject) -> None:
    (problem,) = problems(project, "one:\n  front: Q\n  back: A\n")
    assert problem.code == "S007"
    assert "`- id: one`" in (problem.hint or "")


@pytest.mark.parametrize("value", ["yes", "no", "on", "off", "1.10", "2024-01-01", "12:30", "0x1F", "null", "~"])
def test_words_that_other_programs_would_convert_reach_the_card(project: MakeProject, value: str) -> None:
    made = project({"cards/a/x.yaml": f"- id: one\n  front: Q\n  back: {value}\n"}).compile()
    assert made.diagnostics == ()
    assert value in "".join(made.notes[0].fields)
