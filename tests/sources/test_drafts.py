"""Drafts: entries that are written down and in no deck yet."""

import pytest

from deckgen.codes import Severity
from tests.conftest import MakeProject

FINISHED = "- {id: one, front: Q, back: A}\n"


@pytest.mark.parametrize(
    "draft",
    [
        "{id: two, draft: true, front: Q2}",
        "{id: two, draft: yes, front: Q2, back: }",
        "{id: two, draft: true, kind: cloze, text: no hole yet}",
        "{id: two, draft: true, kind: compare, front: Q2}",
        "{id: two, draft: true, front: Q2, back: 'an [open link](nowhere) and $math'}",
    ],
)
def test_a_draft_is_advice_with_its_place_and_nothing_else(project: MakeProject, draft: str) -> None:
    found = project({"cards/a/x.yaml": f"{FINISHED}- {draft}\n"}).compile()
    (advice,) = found.diagnostics
    assert (advice.code, advice.severity, str(advice.span)) == ("E015", Severity.ADVICE, "cards/a/x.yaml:2:8")
    assert [note.key.entry for note in found.notes] == ["one"]
    assert [str(entry.id) for entry in found.parsed.entries] == ["one"]
    assert [str(draft.id) for draft in found.parsed.drafts] == ["two"]


def test_an_entry_that_says_it_is_no_draft_is_none(project: MakeProject) -> None:
    found = project({"cards/a/x.yaml": "- {id: one, draft: false, front: Q, back: A}\n"}).compile()
    assert not found.diagnostics
    assert len(found.notes) == 1


def test_a_draft_answers_no_question_of_the_syllabus_but_uses_media_and_references(project: MakeProject) -> None:
    found = project(
        {
            "cards/syllabus.yaml": "- {id: s1, topic: a, question: Q}\n",
            "cards/references.yaml": "book: {title: B}\n",
            "cards/a/media/dot.png": b"\x89PNG",
            "cards/a/x.yaml": f"{FINISHED}- {{id: two, draft: true, front: '![](dot.png)', answers: s1, source: book}}\n",
        }
    ).compile()
    assert sorted(one.code for one in found.diagnostics) == ["E015", "P304"]


def test_a_released_entry_that_becomes_a_draft_has_vanished_for_learners(project: MakeProject) -> None:
    deck = project({"cards/a/x.yaml": f"{FINISHED}- {{id: two, front: Q, back: A}}\n"})
    assert deck.build().returncode == 0
    assert deck.run("release", "1.0.0", env={"SOURCE_DATE_EPOCH": "1700000100"}).returncode == 0
    deck.write("cards/a/x.yaml", f"{FINISHED}- {{id: two, draft: true, front: Q, back: A}}\n")
    codes = {one.code for one in deck.compile(now=1_700_000_200).diagnostics}
    assert codes == {"E015", "I001"}


def test_what_is_written_on_a_draft_and_what_came_from_elsewhere_is_not_on_the_card(project: MakeProject) -> None:
    plain = project({"cards/a/x.yaml": FINISHED}).compile().notes[0]
    marked = (
        project({"cards/a/x.yaml": "- {id: one, front: Q, back: A, draft: false, was_guid: old}\n"}).compile().notes[0]
    )
    assert (plain.content, plain.html) == (marked.content, marked.html)
    assert (marked.guid, plain.was_guid) == ("old", None)


def test_a_build_leaves_drafts_out(project: MakeProject) -> None:
    deck = project({"cards/a/x.yaml": f"{FINISHED}- {{id: two, draft: true, front: Q}}\n"})
    done = deck.build()
    assert done.returncode == 0
    assert "1 note, 1 card" in done.stdout
    assert "two" not in (deck.root / "deckgen.lock").read_text(encoding="utf-8")
