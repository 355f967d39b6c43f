"""From what was found to files in a project: ids, duplicates, languages, media; all of it or nothing."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckgen.cli import cli
from deckgen.errors import DeckgenError
from deckgen.importers.kit.model import Imported, ImportedEntry, ImportedTopic, Item, ItemOutcome
from deckgen.importers.kit.planning import ImportPlan, plan_import
from deckgen.importers.kit.view import view_project
from deckgen.importers.kit.writing import target_of, write_files
from deckgen.model import UNDETERMINED, Language
from deckgen.notes.identity import guid_of
from tests.conftest import MakeProject, ProjectOnDisk
from tests.importers.bring import bring, compiles, refused, written

TWO_LANGUAGES = '[project]\nnamespace = "test"\nlanguages = ["en", "zh-Hans"]\ntitle = {en = "E", zh-Hans = "Z"}\n'
DOT = b"\x89PNG one"


def imported(*entries: ImportedEntry, name: str = "a", media: dict[str, bytes] | None = None) -> Imported:
    items = tuple(Item(one.place, "text", ItemOutcome.ENTRY) for one in entries)
    return Imported((ImportedTopic(name, "Title", entries, media or {}),), items)


def entry(front: str, back: str = "A", place: str = "x.csv:1", **more: str) -> ImportedEntry:
    return ImportedEntry(place, {"front": front, "back": back}, front, **more)


def plan(deck: ProjectOnDisk, *found: Imported, language: str = str(UNDETERMINED), topic: str = "") -> ImportPlan:
    view = view_project(deck.read(), Language(language))
    return plan_import(view, [("words", one) for one in found], language=Language(language), topic=topic)


def text_of(made: ImportPlan, path: str) -> str:
    return made.files[path].decode()


@pytest.fixture
def small(project: MakeProject) -> ProjectOnDisk:
    return project("-- cards/a/x.yaml --\n- {id: one, front: One?, back: A}\n- {id: half, front: Half?, draft: true}\n")


def test_an_id_that_is_taken_is_not_given_again(small: ProjectOnDisk) -> None:
    made = plan(small, imported(entry("One"), entry("Half", "B"), entry("One", "C"), entry("x", id="one")))
    assert [one.id for one in made.items] == ["one-3", "half-2", "one-4", "one-2"]


def test_ids_of_released_entries_that_are_gone_are_not_given_again(small: ProjectOnDisk) -> None:
    assert small.build().returncode == 0
    assert small.run("release", "1.0.0", env={"SOURCE_DATE_EPOCH": "1700000100"}).returncode == 0
    small.write("cards/a/x.yaml", "- {id: uno, was: one, front: One?, back: A}\n")
    assert small.build(now=1_700_000_200).returncode == 0
    made = plan(small, imported(entry("One", "other")))
    assert made.items[0].id == "one-2"


def test_what_is_in_the_project_already_is_skipped_with_its_place(small: ProjectOnDisk) -> None:
    made = plan(
        small,
        imported(
            entry("One?"),
            entry("One?", "another answer"),
            ImportedEntry("p", {"front": "Half?", "draft": True}, "Half?"),
        ),
    )
    outcomes = [(one.item.outcome, one.item.detail) for one in made.items]
    assert outcomes == [
        (ItemOutcome.SKIPPED, "is in the project already: cards/a/x.yaml:1:8"),
        (ItemOutcome.ENTRY, ""),
        (ItemOutcome.SKIPPED, "is in the project already: cards/a/x.yaml:2:8"),
    ]


def test_a_note_of_a_known_guid_is_skipped_whatever_has_become_of_its_words(project: MakeProject) -> None:
    deck = project(
        "-- cards/a/x.yaml --\n- {id: one, front: Corrected, back: A, was_guid: g1}\n"
        "- {id: two, front: Q, draft: true, was_guid: g2}\n- {id: three, front: Q3, back: A}\n"
    )
    derived = guid_of("test", UNDETERMINED, "three")  # type: ignore[arg-type]
    made = plan(deck, *(imported(entry("Mistake", was_guid=guid), name="b") for guid in ("g1", "g2", derived, "g4")))
    assert [one.item.outcome for one in made.items] == [ItemOutcome.SKIPPED] * 3 + [ItemOutcome.ENTRY]


def test_a_note_that_is_in_two_files_is_imported_once(small: ProjectOnDisk) -> None:
    first, second = (
        entry("New", place="x.apkg, note 1", was_guid="g"),
        entry("New", place="y.apkg, note 7", was_guid="g"),
    )
    made = plan(small, imported(first), imported(second, name="b"))
    assert [one.item.outcome for one in made.items] == [ItemOutcome.ENTRY, ItemOutcome.SKIPPED]
    assert made.items[1].item.detail == "is the same note as x.apkg, note 1"


def test_a_guid_is_written_only_if_it_is_not_the_one_the_id_gives(small: ProjectOnDisk) -> None:
    derived = guid_of("test", UNDETERMINED, "new")  # type: ignore[arg-type]
    same = plan(small, imported(entry("New?", was_guid=derived)))
    other = plan(small, imported(entry("New?", was_guid="old")))
    assert "was_guid" not in text_of(same, "cards/a/words.yaml")
    assert "was_guid: old" in text_of(other, "cards/a/words.yaml")


def test_files_that_exist_are_never_touched(small: ProjectOnDisk) -> None:
    small.write("cards/a/words.yaml", "- {id: w, front: W, back: A}\n")
    made = plan(small, imported(entry("New"), media={"unused.png": DOT}), imported(entry("Newer")))
    assert list(made.files) == ["cards/a/words-2.yaml"]


def test_media_with_a_name_that_is_taken_get_another_one_in_the_texts_too(small: ProjectOnDisk) -> None:
    small.write("cards/a/media/dot.png", DOT)
    small.write("cards/a/media/other.png", b"\x89PNG two")
    new = entry("![](dot.png) ![](other.png) [sound:s.mp3]")
    made = plan(small, imported(new, media={"dot.png": DOT, "other.png": b"\x89PNG three", "s.mp3": b"s"}))
    assert list(made.files) == ["cards/a/media/other-2.png", "cards/a/media/s.mp3", "cards/a/words.yaml"]
    assert "![](dot.png) ![](other-2.png) [sound:s.mp3]" in text_of(made, "cards/a/words.yaml")


def test_a_new_topic_comes_last_and_a_reserved_name_is_avoided(small: ProjectOnDisk) -> None:
    made = plan(small, imported(entry("B"), name="b"), imported(entry("C"), name="bundle"))
    assert text_of(made, "cards/b/topic.yaml") == "title: Title\norder: 2\n"
    assert text_of(made, "cards/bundle-cards/topic.yaml") == "title: Title\norder: 3\n"


def test_many_entries_are_several_files(small: ProjectOnDisk) -> None:
    made = plan(small, imported(*(entry(f"Q {n}", place=f"x:{n}") for n in range(1001))))
    assert list(made.files) == ["cards/a/words-001.yaml", "cards/a/words-002.yaml"]
    assert made.items[0].path == "cards/a/words-001.yaml"
    assert made.items[1000].path == "cards/a/words-002.yaml"


def test_where_every_entry_must_cite_something_they_are_drafts(project: MakeProject) -> None:
    deck = project(
        {
            "deckgen.toml": '[project]\nnamespace = "test"\ntitle = "T"\nrequire_sources = true\n',
            "cards/a/x.yaml": "[]\n",
        }
    )
    made = plan(deck, imported(entry("Q")))
    assert made.items[0].item.outcome is ItemOutcome.DRAFT
    assert "requires a source" in made.items[0].item.detail


def test_citations_go_into_references_or_where_that_exists_into_words(project: MakeProject) -> None:
    keys = {"front": "Q", "back": "A", "source": [{"ref": "clip", "at": "sec. 2"}, {"ref": "moco"}]}
    found = Imported(
        (ImportedTopic("a", "T", (ImportedEntry("p", keys, "Q"),)),),
        (Item("p", "Q", ItemOutcome.ENTRY),),
        {"clip": {"title": "CLIP, 2021", "url": "https://x.org/clip"}, "moco": {"title": "MoCo"}},
    )
    fresh = project("-- cards/a/x.yaml --\n- {id: one, front: One?, back: A}\n")
    made = plan(fresh, found)
    assert text_of(made, "cards/references.yaml").startswith("clip:\n  title: CLIP, 2021\n  url: https://x.org/clip\n")
    fresh.write("cards/references.yaml", "openai: {title: Other words, url: 'https://x.org/clip'}\n")
    made = plan(fresh, found)
    assert "cards/references.yaml" not in made.files
    text = text_of(made, "cards/a/words.yaml")
    assert "ref: openai\n      at: sec. 2" in text
    assert "extra: MoCo" in text


def test_in_a_project_of_several_languages_texts_belong_to_one(project: MakeProject, tmp_path: Path) -> None:
    deck = project(
        {"deckgen.toml": TWO_LANGUAGES, "cards/a/x.yaml": "- {id: one, front: Q, back: A, languages: [en]}\n"}
    )
    path = tmp_path / "words.csv"
    path.write_text("question,answer\n熵是什么？,不确定性\n", encoding="utf-8")
    error = refused(deck, path)
    assert isinstance(error, DeckgenError)
    assert error.hint == "say which one this is: --language en"
    assert isinstance(refused(deck, path, "--language", "fr"), DeckgenError)
    assert bring(deck, path, "--language", "zh-Hans").counts == (1, 0, 0, 0)
    assert written(deck, "words") == [
        {
            "id": "shang-shi-shen-me",
            "languages": ["zh-Hans"],
            "front": {"zh-Hans": "熵是什么？"},
            "back": {"zh-Hans": "不确定性"},
        }
    ]
    assert compiles(deck) == 2
    assert bring(deck, path, "--language", "zh-Hans").counts == (0, 0, 1, 0)


def test_nested_texts_are_translated_too_and_code_is_not(project: MakeProject) -> None:
    deck = project({"deckgen.toml": TWO_LANGUAGES, "cards/a/x.yaml": "- {id: one, front: Q, back: A}\n"})
    table: dict[str, object] = {
        "kind": "compare",
        "subjects": ["x", "y"],
        "aspects": [{"name": "n", "values": ["1", "2"]}],
    }
    code: dict[str, object] = {
        "kind": "code",
        "front": "F",
        "code": {"language": "python", "source": "x\n"},
        "back": "B",
    }
    entries = [ImportedEntry(f"p{n}", keys, f"e{n}") for n, keys in enumerate((table, code))]
    made = plan(deck, imported(*entries), language="en")
    write_files(deck.root, made.files)
    assert compiles(deck) == 2 + 2


def test_everything_into_one_topic(small: ProjectOnDisk, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("front,back,deck\nQ1,A1,B\nQ2,A2,C\n", encoding="utf-8")
    assert bring(small, path, "--topic", "a").counts == (2, 0, 0, 0)
    assert [entry["id"] for entry in written(small, "a")] == ["q1", "q2", "one", "half"]
    assert not (small.root / "cards/b").exists()
    assert refused(small, path, "--topic", "No Slug") == 2


def test_if_one_file_cannot_be_written_none_stays(small: ProjectOnDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plan(small, imported(entry("Q"), name="b"), imported(entry("R"), name="c"))
    flushed: list[int] = []

    def fails_at_the_last(descriptor: int) -> None:
        flushed.append(descriptor)
        if len(flushed) == len(made.files):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails_at_the_last)
    with pytest.raises(OSError, match="No space"):
        write_files(small.root, made.files)
    assert sorted(path.name for path in (small.root / "cards").iterdir()) == ["a"]


def test_a_file_that_appears_in_between_stops_everything(small: ProjectOnDisk) -> None:
    made = plan(small, imported(entry("Q")))
    small.write("cards/a/words.yaml", "- {id: w, front: W, back: A}\n")
    with pytest.raises(DeckgenError, match="exists already"):
        write_files(small.root, made.files)


def test_the_report_of_the_command_line(small: ProjectOnDisk, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    rows = "".join(f"Q{n},\n" for n in range(10))
    path.write_text(f"question,answer\nWhat?,That.\n{rows}One?,A\n", encoding="utf-8")
    done = CliRunner().invoke(
        cli, ["--project", str(small.root), "import", str(path), "--topic", "a"], catch_exceptions=False
    )
    assert done.exit_code == 0
    assert f"{path}:3: draft: q0 (there is no answer)" in done.stdout
    assert "  ... and 7 more of these: draft (there is no answer)" in done.stdout
    assert f"{path}:13: skipped: One? (is in the project already: cards/a/x.yaml:1:8)" in done.stdout
    assert (
        "13 items: 1 entry, 10 drafts, 1 used otherwise, 1 skipped, 0 problems.\nWrote:\n  cards/a/words.yaml\n"
        in done.stdout
    )
    assert "Next: deckgen check" in done.stderr
    checked = small.run("check", "--format", "json")
    assert checked.returncode == 0
    codes = [one["code"] for one in json.loads(checked.stdout)]
    assert codes.count("E015") == 11


def test_a_file_that_nothing_reads_is_named(small: ProjectOnDisk, tmp_path: Path) -> None:
    path = tmp_path / "notes.docx"
    path.write_bytes(b"x")
    error = refused(small, path)
    assert isinstance(error, DeckgenError)
    assert "notes.docx: nothing reads such files" in error.message


def test_the_language_of_a_project_with_one_need_not_be_named(project: MakeProject) -> None:
    deck = project(
        {
            "deckgen.toml": '[project]\nnamespace = "t"\ntitle = "T"\nlanguages = ["de"]\n',
            "cards/a/x.yaml": "- {id: one, front: Q, back: A}\n",
        }
    )
    assert target_of(deck.read()).language == "de"
    assert target_of(deck.read(), language="de").language == "de"


def test_with_settings_that_cannot_be_read_nothing_is_written(tmp_path: Path, project: MakeProject) -> None:
    """Their languages are not known, so the texts might be written in a form that is wrong once they are mended."""
    deck = project({})
    settings = deck.root / "deckgen.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "=\n", encoding="utf-8")
    path = tmp_path / "words.csv"
    path.write_text("question,answer\nQ1,A1\n", encoding="utf-8")
    error = refused(deck, path)
    assert isinstance(error, DeckgenError)
    assert "deckgen.toml" in str(error)
    assert not (deck.root / "cards" / "words").exists()
