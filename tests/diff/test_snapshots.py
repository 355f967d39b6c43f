"""Where snapshots come from, and that one moment is one snapshot wherever it is read."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import genanki
import pytest

from deckgen.apkg import PackageFaultError
from deckgen.clock import now
from deckgen.compiler import Compilation, compile_project
from deckgen.diff import Snapshot, compare
from deckgen.diff.lock_snapshot import lock_snapshot
from deckgen.diff.package_snapshot import package_snapshot
from deckgen.diff.project_snapshot import project_snapshot
from deckgen.diff.snapshot import merged
from deckgen.lock.toml import dumps, loads
from deckgen.model import MediaFile
from deckgen.package import Package, make_packages
from deckgen.package.archive import archive
from deckgen.project import read_project
from tests.conftest import MakeProject
from tests.repository import ROOT


@pytest.fixture(scope="module")
def compilation() -> Compilation:
    """This repository, compiled."""
    project = read_project(ROOT)
    return compile_project(project.sources, project.lock, now=now())


@pytest.fixture(scope="module")
def packages(compilation: Compilation) -> tuple[Package, ...]:
    def read_media(file: MediaFile) -> bytes:
        return (ROOT / file.path).read_bytes()

    return tuple(make_packages(compilation, read_media))


def from_packages(packages: tuple[Package, ...], *, bundles: bool) -> Snapshot:
    chosen = [package for package in packages if (package.topic is None) == bundles]
    return merged("packages", [package_snapshot(one.data, one.path, f"build/{one.path}") for one in chosen])


@pytest.mark.parametrize("bundles", [False, True])
def test_the_packages_of_this_repository_say_what_its_lock_says(
    compilation: Compilation, packages: tuple[Package, ...], bundles: bool
) -> None:
    locked = lock_snapshot(loads(dumps(compilation.plan.after)), "lock")
    packed = from_packages(packages, bundles=bundles)
    assert len(packed.notes) == len(compilation.notes) > 1000
    for guid, note in locked.notes.items():
        assert packed.notes[guid] == replace(note, formerly=()), note.entry
    assert packed.decks == locked.decks
    assert packed.namespace == locked.namespace
    assert packed.notetypes == locked.notetypes
    assert compare(locked, packed).is_empty


def test_packages_know_the_same_questions_as_the_project(
    compilation: Compilation, packages: tuple[Package, ...]
) -> None:
    packed, present = from_packages(packages, bundles=False), project_snapshot(compilation)
    questions = {guid: note.question for guid, note in present.notes.items()}
    assert questions == {guid: note.question for guid, note in packed.notes.items()}
    assert sum(1 for question in questions.values() if not question) == 0
    assert max(len(question) for question in questions.values()) <= 100
    assert not any("{{c" in question or "<p" in question for question in questions.values())


PROJECT = """
-- cards/a/x.yaml --
- {id: one, front: What is it?, back: A}
- {id: two, kind: cloze, text: "It is {{c1::hidden {{c2::twice}}}}, yes.", section: deep}
"""


def test_the_name_of_a_release_file_tells_the_language(project: MakeProject) -> None:
    made = project(
        '-- deckgen.toml --\n[project]\nnamespace = "demo"\ntitle = "D"\nlanguages = ["zh-Hans"]\n' + PROJECT
    )
    assert made.build().returncode == 0
    data = (made.root / "build/a.apkg").read_bytes()
    for path in ("releases/1.0.0/demo-zh-Hans-a-1.0.0.apkg", "zh-Hans/a.apkg"):
        assert package_snapshot(data, "x", path).languages == {"zh-Hans"}
    unknown = package_snapshot(data, "x", "Downloads/deck.apkg")
    assert [note.language for note in unknown.notes.values()] == [None, None]
    assert compare(unknown, lock_snapshot(made.read().lock, "lock")).is_empty


def test_a_project_without_named_languages_is_recognised_too(project: MakeProject) -> None:
    made = project(PROJECT)
    assert made.build().returncode == 0
    packed = package_snapshot((made.root / "build/a.apkg").read_bytes(), "x", "Downloads/deck.apkg")
    assert {note.name: (note.deck.topic, note.language, note.question) for note in packed.notes.values()} == {
        "one": ("a", "und", "What is it?"),
        "two": ("a", "und", "It is [...], yes."),
    }
    assert [note.cards for note in packed.notes.values()] == [(1,), (1, 2)]


@pytest.mark.anki
@pytest.mark.parametrize("legacy", [True, False])
def test_what_real_anki_exports_is_what_it_imported(project: MakeProject, tmp_path: Path, legacy: bool) -> None:
    from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    made = project(PROJECT)
    assert made.build().returncode == 0
    col = Collection(str(tmp_path / "collection.anki2"))
    try:
        path = str(made.root / "build/a.apkg")
        col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions()))
        out = tmp_path / "exported.apkg"
        col.export_anki_package(
            out_path=str(out), options=ExportAnkiPackageOptions(with_media=True, legacy=legacy), limit=None
        )
    finally:
        col.close()
    exported = package_snapshot(out.read_bytes(), "exported.apkg", "exported.apkg")
    found = compare(lock_snapshot(made.read().lock, "lock"), exported)
    assert (found.differences, found.looks, found.schemas, found.same) == ((), (), (), 2)


def test_packages_of_other_tools_are_compared_by_guid(tmp_path: Path) -> None:
    def build(*rows: tuple[str, str], time: int) -> Snapshot:
        sides = [{"name": "Card 1", "qfmt": "{{Question}}", "afmt": "{{Answer}}"}]
        model = genanki.Model(
            98, "Foreign", fields=[{"name": "Question"}, {"name": "Answer"}], templates=sides, sort_field_index=0
        )
        deck = genanki.Deck(99, "Words")
        for guid, answer in rows:
            deck.add_note(genanki.Note(model, ["What?", answer], guid=guid))
        genanki.Package([deck]).write_to_file(str(tmp_path / "words.apkg"), timestamp=time)
        return package_snapshot((tmp_path / "words.apkg").read_bytes(), "words.apkg", "words.apkg")

    old = build(("a", "x"), ("b", "y"), time=1000)
    new = build(("a", "better"), ("c", "z"), time=2000)
    assert old.namespace == ""
    found = [(one.section, one.kind.value, one.note.name, one.note.question) for one in compare(old, new).differences]
    assert found == [
        ("Words", "added", "c", "What?"),
        ("Words", "reworded", "a", "What?"),
        ("Words", "retired", "b", "What?"),
    ]
    assert compare(old, new).remarks == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        archive(b"", {}),
        archive(b"SQLite format 3\x00" + bytes(2000), {}),
    ],
)
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(PackageFaultError):
        package_snapshot(data, "x", "x")


def test_a_note_without_its_notetype_is_refused() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            """
            create table col (models text, decks text);
            create table notes (id integer, guid text, mid integer, mod integer, tags text, flds text);
            create table cards (nid integer, ord integer, did integer, odid integer, type integer, due integer);
            insert into notes values (1, 'g', 5, 0, '', 'a');
            """
        )
        connection.execute("insert into col values (?, ?)", (json.dumps({}), json.dumps({})))
        connection.commit()
        data = connection.serialize()
    with pytest.raises(PackageFaultError, match="which is not in the file"):
        package_snapshot(archive(data, {}), "x", "x")
