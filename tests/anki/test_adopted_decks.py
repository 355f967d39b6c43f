"""People who have an old deck, and its author, who goes on with deckgen: the same notes, with all their reviews."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import genanki
import pytest
from anki.collection import DeckIdLimit, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition as UpdateWhen
from click.testing import CliRunner

from deckgen.cli import cli
from tests.anki.author import day
from tests.anki.conftest import MakeLearner
from tests.anki.learner import ANKI, Learner

pytestmark = pytest.mark.skipif(ANKI < (24, 11), reason="the export options are those of newer Ankis")
OLD = "Biology"
MakeOldDeck = Callable[[Path, MakeLearner], Path]


def anki_deck(folder: Path, new_learner: MakeLearner) -> Path:
    """A deck somebody made in Anki itself, with its stock notetypes, and exported."""
    author = new_learner()
    col = author.col
    rows: list[tuple[str, list[str]]] = [
        ("Basic", ["What is a cell?", "The unit of lief."]),
        ("Basic (and reversed card)", ["mitochondrion", "powerhouse"]),
        ("Basic (optional reversed card)", ["ribosome", "protein factory", "y"]),
        ("Cloze", ["The {{c1::nucleus}} holds {{c2::DNA}}.", "In eukaryotes."]),
    ]
    for name, values in rows:
        notetype = col.models.by_name(name)
        assert notetype
        note = col.new_note(notetype)
        note.fields = values
        col.add_note(note, col.decks.id(OLD))
    options = ExportAnkiPackageOptions(with_scheduling=False, with_media=True, legacy=False, with_deck_configs=False)
    path = folder / "old.apkg"
    col.export_anki_package(out_path=str(path), options=options, limit=DeckIdLimit(col.decks.id(OLD)))
    return path


def genanki_deck(folder: Path, new_learner: MakeLearner) -> Path:
    """The same deck, made by a script."""
    deck = genanki.Deck(1234567890, OLD)
    rows = [
        (genanki.BASIC_MODEL, ["What is a cell?", "The unit of lief."]),
        (genanki.BASIC_AND_REVERSED_CARD_MODEL, ["mitochondrion", "powerhouse"]),
        (genanki.BASIC_OPTIONAL_REVERSED_CARD_MODEL, ["ribosome", "protein factory", "y"]),
        (genanki.CLOZE_MODEL, ["The {{c1::nucleus}} holds {{c2::DNA}}.", "In eukaryotes."]),
    ]
    for model, values in rows:
        deck.add_note(genanki.Note(model=model, fields=values))
    path = folder / "old.apkg"
    genanki.Package([deck]).write_to_file(str(path), timestamp=day(-5))
    return path


class Project:
    """The author's new project."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        self.root = root
        (root / "deckgen.toml").write_text('[project]\nnamespace = "biology"\ntitle = "Biology 2"\n', encoding="utf-8")

    def run(self, at: int, *arguments: str) -> str:
        environment = {"SOURCE_DATE_EPOCH": str(at)}
        done = CliRunner(env=environment).invoke(cli, ["--project", str(self.root), *arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return str(done.output)

    @property
    def source(self) -> Path:
        (path,) = (self.root / "cards").glob("*/old.yaml")
        return path

    def correct(self, old: str, new: str) -> None:
        text = self.source.read_text(encoding="utf-8")
        assert old in text
        self.source.write_text(text.replace(old, new), encoding="utf-8")

    @property
    def package(self) -> Path:
        return next((self.root / "build").glob("biology.apkg"))


def cards_of(learner: Learner) -> dict[tuple[str, int], tuple[Any, ...]]:
    """Schedule and review log of every card, by guid and ordinal."""
    return dict(learner.snapshot().cards)


def import_always(learner: Learner, package: Path) -> Any:
    """Import with "Update notes: Always", this one time."""
    options = ImportAnkiPackageOptions(
        merge_notetypes=False,
        update_notes=UpdateWhen.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS,
        update_notetypes=UpdateWhen.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER,
        with_scheduling=False,
        with_deck_configs=False,
    )
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    log = learner.col.import_anki_package(request).log
    learner.reopen()
    return log


def change_notetypes(learner: Learner) -> None:
    """What step 3 of the release notes asks for, with the mapping that Anki proposes."""
    col = learner.col
    ids = {one.name: one.id for one in col.models.all_names_and_ids()}
    for name in sorted(ids):
        notes = col.find_notes(f'"note:{name}" deck:{OLD}')
        if not notes or name.startswith("deckgen"):
            continue
        wanted = "deckgen Cloze · biology" if "Cloze" in name else "deckgen Basic · biology"
        request = col.models.change_notetype_info(old_notetype_id=ids[name], new_notetype_id=ids[wanted]).input
        request.note_ids.extend(notes)
        col.models.change_notetype_of_notes(request)
    learner.reopen()


def adopted(folder: Path, old: Path) -> Project:
    """A project with the old deck imported, a mistake corrected, and released."""
    project = Project(folder / "project")
    said = project.run(day(1), "import", str(old))
    assert "4 items: 4 entries, 0 drafts, 0 skipped, 0 problems." in said
    assert project.source.read_text(encoding="utf-8").count("was_guid: ") == 4
    project.correct("unit of lief", "unit of life")
    project.run(day(1), "build")
    project.run(day(1), "release", "1.0.0")
    return project


@pytest.fixture(params=[anki_deck, genanki_deck], ids=["made-by-anki", "made-by-genanki"])
def old_deck(request: pytest.FixtureRequest, tmp_path: Path, new_learner: MakeLearner) -> Path:
    make: MakeOldDeck = request.param
    return make(tmp_path, new_learner)


def student(new_learner: MakeLearner, old: Path) -> Learner:
    """Somebody who has studied the old deck, and has notes of her own under the same notetypes."""
    learner = new_learner()
    learner.import_only(old)
    learner.reopen()
    notetype = learner.col.models.by_name("Basic")
    assert notetype
    own = learner.col.new_note(notetype)
    own.fields = ["my question", "my answer"]
    learner.col.add_note(own, learner.col.decks.id("Mine"))
    learner.study(9, OLD)
    return learner


def test_who_has_the_old_deck_keeps_notes_cards_and_reviews(
    tmp_path: Path, old_deck: Path, new_learner: MakeLearner
) -> None:
    learner = student(new_learner, old_deck)
    before = cards_of(learner)
    assert len(before) == 8
    reviews = learner.col.db.scalar("select count(*) from revlog")
    assert reviews == 9
    project = adopted(tmp_path, old_deck)

    first = learner.import_only(project.package)
    assert (len(first.new), len(first.updated), len(first.conflicting)) == (0, 0, 4)
    learner.reopen()
    change_notetypes(learner)
    log = import_always(learner, project.package)
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 4, 0)

    after = cards_of(learner)
    assert after == before, "no card more or less, each in its deck with its schedule and its reviews"
    assert learner.col.db.scalar("select count(*) from revlog") == reviews
    notes = learner.snapshot().notes.values()
    assert any("unit of life" in "".join(note.fields) for note in notes)
    assert any(note.fields == ("my question", "my answer") for note in notes)
    assert {name for name in learner.notetypes().values() if name.startswith("deckgen")} == {
        "deckgen Basic · biology", "deckgen Cloze · biology",
    }  # fmt: skip


def test_later_corrections_arrive_as_for_everybody(tmp_path: Path, old_deck: Path, new_learner: MakeLearner) -> None:
    learner = student(new_learner, old_deck)
    project = adopted(tmp_path, old_deck)
    learner.import_only(project.package)
    learner.reopen()
    change_notetypes(learner)
    import_always(learner, project.package)
    before = cards_of(learner)
    project.correct("In eukaryotes", "In eukaryotes only")
    later = int(time.time()) + 60  # after the learner's own changes, which Anki stamps with the real clock
    project.run(later, "build")
    counts = learner.import_only(project.package)
    assert (len(counts.new), len(counts.updated), len(counts.duplicate), len(counts.conflicting)) == (0, 1, 3, 0)
    learner.reopen()
    assert cards_of(learner) == before


def test_merging_notetypes_instead_would_add_cards_beside_the_old_ones(
    tmp_path: Path, old_deck: Path, new_learner: MakeLearner
) -> None:
    """Why the release notes do not say "tick Merge note types": templates match by name or id, and theirs are others."""
    learner = student(new_learner, old_deck)
    before = cards_of(learner)
    project = adopted(tmp_path, old_deck)
    log = learner.import_only(project.package, merge=True)
    learner.reopen()
    assert (len(log.new), len(log.conflicting)) == (0, 0)
    assert len(cards_of(learner)) > len(before)


def test_a_new_learner_gets_every_note_once(tmp_path: Path, old_deck: Path, new_learner: MakeLearner) -> None:
    project = adopted(tmp_path, old_deck)
    learner = new_learner()
    log = learner.import_only(project.package)
    assert (len(log.new), len(log.conflicting)) == (4, 0)


def test_the_release_notes_say_how_to_come_over_in_the_release_that_brings_the_notes(
    tmp_path: Path, old_deck: Path
) -> None:
    project = adopted(tmp_path, old_deck)
    notes = (project.root / "build/releases/1.0.0/RELEASE_NOTES.md").read_text(encoding="utf-8")
    assert "Change Note Type: deckgen Basic · biology for questions, deckgen Cloze · biology for clozes" in notes
    assert "**Update notes: Always**" in notes
    project.correct("unit of life", "unit of all life")
    project.run(day(2), "build")
    project.run(day(2), "release", "1.1.0")
    notes = (project.root / "build/releases/1.1.0/RELEASE_NOTES.md").read_text(encoding="utf-8")
    assert "Change Note Type" not in notes
