"""JSON: CrowdAnki's decks, and plain lists."""

import json
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.importers.bring import FILES, bring, compiles, written


def test_a_deck_of_crowdanki_with_its_media_and_the_decks_in_it(project: MakeProject) -> None:
    deck = project({})
    found = bring(deck, FILES / "deck.json")
    assert (found.code, found.counts) == (0, (2, 1, 0, 0))
    assert found.details == {"Atlantis": "the note has no answer"}
    austria, atlantis = written(deck, "geography")
    assert austria == {
        "id": "austria", "front": "Austria", "back": "Vienna", "reverse": "true", "extra": "**Flag:** ![](dot.png)",
        "tags": ["europe"], "was_guid": "guid-austria",
    }  # fmt: skip
    assert atlantis["draft"] == "true"
    (danube,) = written(deck, "geography-rivers")
    assert (danube["kind"], danube["was_guid"]) == ("cloze", "guid-danube")
    assert (deck.root / "cards/geography/media/dot.png").read_bytes() == (FILES / "media/dot.png").read_bytes()
    assert compiles(deck) == 2


@pytest.mark.parametrize(
    "data",
    [
        [{"front": "Q1", "back": "A1", "tags": ["x", "y"]}, {"front": "Q2"}],
        [{"question": "Q1", "answer": "A1", "tags": "x y"}, {"question": "Q2", "answer": None}],
        {"title": "T", "cards": [{"问题": "Q1", "答案": "A1", "标签": ["x", "y"]}, {"问题": "Q2", "答案": ""}]},
    ],
)
def test_a_list_of_questions_and_answers(data: object, tmp_path: Path, project: MakeProject) -> None:
    path = tmp_path / "quiz.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    deck = project({})
    found = bring(deck, path)
    assert found.counts == (1, 1, 0, 0)
    first, second = written(deck, "quiz")
    assert first == {"id": "q1", "front": "Q1", "back": "A1", "tags": ["x", "y"]}
    assert second == {"id": "q2", "draft": "true", "front": "Q2"}
    assert compiles(deck) == 1


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "[1, 2]", '"x"', '{"a": 1}', '{"note_models": 3}', '{"note_models": [], "notes": [{}]}', "\xff"],
)
def test_what_is_neither_is_one_problem(text: str, tmp_path: Path, project: MakeProject) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(text.encode("latin-1"))
    found = bring(project({}), path)
    assert (found.code, found.counts, found.report["files"]) == (1, (0, 0, 0, 1), [])
