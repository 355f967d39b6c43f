"""A deck that deckgen built, imported into an empty project and built again: the same notes, and cards that read the same."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckgen.cli import cli
from tests.anki.author import Author, Built, day
from tests.anki.conftest import MakeLearner
from tests.anki.learner import seen

LANGUAGE = "en"


def imported(author: Author, built: Built, root: Path, *, namespace: str = "deck") -> Author:
    """The bundle in a project with the same settings."""
    root.mkdir()
    settings = (author.root / "deckgen.toml").read_text(encoding="utf-8")
    (root / "deckgen.toml").write_text(
        settings.replace('namespace = "deck"', f'namespace = "{namespace}"'), encoding="utf-8"
    )
    run(root, "import", str(built.bundle), "--language", LANGUAGE)
    return Author(root)


def run(root: Path, *arguments: str) -> str:
    environment = {"SOURCE_DATE_EPOCH": str(day(1))}
    done = CliRunner(env=environment).invoke(cli, ["--project", str(root), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return str(done.output)


def sides(new_learner: MakeLearner, package: Path) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """By guid and ordinal: the words of both sides of a card, as Anki renders them, without spaces, and its pictures' names.

    Besides spaces only tags are not compared: the number of a `calc` entry comes back in a paragraph of its own `qa` entry.
    """
    learner = new_learner()
    learner.import_only(package)
    learner.reopen()
    found = {}
    for card_id in learner.col.find_cards(""):
        card = learner.col.get_card(card_id)
        question, answer = learner.sides(card_id)
        words = (re.sub(r"\s+", "", seen(side)) for side in (question, answer))
        found[card.note().guid, card.ord] = (*words, *re.findall(r'<img src="([^"]+)"', answer))
    return found


@pytest.fixture
def built(author: Author) -> Built:
    return author.build(day(0))


def test_the_same_notes_and_cards_that_read_the_same(
    author: Author, built: Built, tmp_path: Path, new_learner: MakeLearner
) -> None:
    again = imported(author, built, tmp_path / "again")
    run(again.root, "build")
    before = sides(new_learner, built.bundle)
    after = sides(new_learner, again.root / "build/en/bundle.apkg")
    assert len(before) == 96
    assert after == before


def test_ids_tags_sections_and_kinds_come_back_and_no_guid_needs_to_be_written(
    author: Author, built: Built, tmp_path: Path
) -> None:
    again = imported(author, built, tmp_path / "again")
    texts = {path: path.read_text(encoding="utf-8") for path in (again.root / "cards").rglob("*.yaml")}
    assert {path.parent.name for path in texts} == {"alpha", "beta"}
    entries = "".join(text for path, text in texts.items() if path.name != "topic.yaml")
    assert sorted(re.findall(r"(?m)^- id: (\S+)", entries)) == sorted(author.ids())
    assert "was_guid" not in entries
    assert entries.count("section: part") == entries.count("tags: [exam]") == 60
    kinds = {
        kind: len(re.findall(rf"(?m)^  kind: {kind}$", entries)) for kind in ("cloze", "compare", "code", "diagram")
    }
    assert kinds == {"cloze": 10, "compare": 10, "code": 10, "diagram": 10}
    assert entries.count("reverse: true") == 6


def test_in_a_project_of_another_namespace_every_note_keeps_its_guid(
    author: Author, built: Built, tmp_path: Path, new_learner: MakeLearner
) -> None:
    again = imported(author, built, tmp_path / "again", namespace="other")
    run(again.root, "build")
    before = {guid for guid, _ in sides(new_learner, built.bundle)}
    assert before == {guid for guid, _ in sides(new_learner, again.root / "build/en/bundle.apkg")}


def test_importing_the_same_file_again_changes_nothing(author: Author, built: Built, tmp_path: Path) -> None:
    again = imported(author, built, tmp_path / "again")
    before = {path: path.read_bytes() for path in again.root.rglob("*") if path.is_file()}
    said = run(again.root, "import", str(built.bundle), "--language", LANGUAGE)
    assert "60 items: 0 entries, 0 drafts, 60 skipped, 0 problems." in said
    assert before == {path: path.read_bytes() for path in again.root.rglob("*") if path.is_file()}
