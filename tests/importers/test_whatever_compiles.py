"""The law of every importer: whatever is in a file, the import does not fail, and what it writes compiles."""

import os
import tempfile
import warnings
from pathlib import Path

import genanki
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.importers.kit.writing import plan_files, target_of, write_files
from deckgen.project import read_project
from tests.conftest import SETTINGS, TWO_LANGUAGES, ProjectOnDisk, sections
from tests.importers.hostile import DOT, crowdanki, notes_in_markdown, packages, plain_json, tables, texts

EXAMPLES = int(os.environ.get("DECKGEN_EXAMPLES", "40"))
"""For a long run: DECKGEN_EXAMPLES=3000 pytest tests/importers/test_whatever_compiles.py"""
PROJECTS = {
    "plain": SETTINGS,
    "raw HTML": f"{SETTINGS}raw_html = true\n",
    "sources": f"{SETTINGS}require_sources = true\n",
    "languages": str(sections(TWO_LANGUAGES)["deckgen.toml"]),
}
projects = st.sampled_from(sorted(PROJECTS))
lawful = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def brought(name: str, data: bytes, project: str) -> int:
    """Import a file into a new project and compile that; answers how many notes there are."""
    with tempfile.TemporaryDirectory() as folder:
        deck = ProjectOnDisk(Path(folder) / "project")
        deck.write("deckgen.toml", PROJECTS[project])
        deck.write("cards/there/topic.yaml", "title: There\norder: 7\n")
        deck.write("cards/there/a.yaml", "- {id: word, front: What is one?, back: One., source: []}\n")
        deck.write(f"../{name}", data)
        deck.write("../dot.png", DOT)
        before = deck.compile().errors
        target = target_of(read_project(deck.root), language="en" if project == "languages" else "")
        plan = plan_files(target, [deck.root.parent / name])
        write_files(deck.root, plan.files)
        assert all(one.item.detail or one.id for one in plan.items), plan.items
        compilation = deck.compile()
        told = [f"{problem.span}: {problem.code} {problem.message}" for problem in compilation.errors]
        assert not set(compilation.errors) - set(before), (
            told,
            {path: data.decode("utf-8", "replace") for path, data in plan.files.items()},
        )
        ids = {str(entry.id) for entry in compilation.parsed.entries}
        ids |= {str(draft.id) for draft in compilation.parsed.drafts}
        assert {one.id for one in plan.items if one.id} <= ids
        return len(compilation.notes)


@lawful
@given(notes_in_markdown(), projects)
def test_a_note_in_markdown(data: bytes, project: str) -> None:
    brought("notes.md", data, project)


@lawful
@given(tables(","), projects)
def test_a_table_with_commas(data: bytes, project: str) -> None:
    brought("table.csv", data, project)


@lawful
@given(tables("\t"), projects)
def test_a_table_with_tabs(data: bytes, project: str) -> None:
    brought("table.tsv", data, project)


@lawful
@given(plain_json, projects)
def test_a_list_in_json(data: bytes, project: str) -> None:
    brought("list.json", data, project)


@lawful
@given(crowdanki(), projects)
def test_a_deck_of_crowdanki(data: bytes, project: str) -> None:
    brought("deck.json", data, project)


@lawful
@given(packages(), projects)
def test_a_package(data: bytes, project: str) -> None:
    brought("old.apkg", data, project)


@lawful
@given(st.binary(max_size=60), st.sampled_from(["a.md", "a.csv", "a.json", "a.apkg", "a.colpkg", "a.txt"]), projects)
def test_bytes(data: bytes, name: str, project: str) -> None:
    brought(name, data, project)


def of_real_anki(notes: list[tuple[str, list[str]]]) -> bytes:
    """A package that Anki itself exports, of stock notetypes."""
    anki = pytest.importorskip("anki.collection", reason="needs real Anki: pip install anki")
    with tempfile.TemporaryDirectory() as folder:
        collection = anki.Collection(str(Path(folder) / "made.anki2"))
        for name, values in notes:
            note = collection.new_note(collection.models.by_name(name))
            note.fields = [*values, *[""] * 5][: len(note.fields)]
            collection.add_note(note, collection.decks.id("Deck"))
        options = anki.ExportAnkiPackageOptions(
            with_scheduling=True, with_media=True, legacy=False, with_deck_configs=False
        )
        path = Path(folder) / "made.apkg"
        collection.export_anki_package(out_path=str(path), options=options, limit=None)
        collection.close()
        return path.read_bytes()


STOCK = ["Basic", "Basic (and reversed card)", "Basic (type in the answer)", "Cloze", "Image Occlusion"]


@settings(lawful, max_examples=max(EXAMPLES // 8, 4))
@given(
    st.lists(st.tuples(st.sampled_from(STOCK), st.lists(texts, min_size=1, max_size=3)), min_size=1, max_size=6),
    projects,
)
def test_a_package_of_real_anki(notes: list[tuple[str, list[str]]], project: str) -> None:
    brought("made.apkg", of_real_anki(notes), project)


def of_genanki(notes: list[tuple[str, str]], path: Path) -> bytes:
    """A package as genanki writes it."""
    sides = [{"name": "Card", "qfmt": "{{Q}}", "afmt": "{{FrontSide}}<hr>{{A}}"}]
    model = genanki.Model(1607392319, "M", fields=[{"name": "Q"}, {"name": "A"}], templates=sides)
    deck = genanki.Deck(2059400110, "Deck")
    for values in notes:
        deck.add_note(genanki.Note(model=model, fields=list(values)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # genanki warns of what looks like broken tags
        genanki.Package([deck]).write_to_file(str(path))
    return path.read_bytes()


@settings(lawful, max_examples=max(EXAMPLES // 4, 4))
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5), projects)
def test_a_package_of_genanki(notes: list[tuple[str, str]], project: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = of_genanki(notes, Path(folder) / "made.apkg")
    brought("made.apkg", data, project)
