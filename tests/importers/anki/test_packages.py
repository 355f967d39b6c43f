"""Packages as Anki and other tools write them: every note is accounted for, and what comes of them can be built."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import genanki
import pytest

from deckgen.apkg import archive as archives
from tests.conftest import MakeProject, ProjectOnDisk
from tests.importers.bring import FILES, Brought, bring, compiles, written

pytest.importorskip("anki", reason="needs real Anki: pip install anki")

from anki.collection import Collection, ExportAnkiPackageOptions

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060600000000500"
    "01a5f645400000000049454e44ae426082"
)
OCCLUSION = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}"
ROWS: list[tuple[str, str, list[str], list[str]]] = [
    ("Basic", "Bio::Cells", ["What is a <b>cell</b>?", 'The unit of life.<br>See <img src="a dot.png">'], ["exam", "leech"]),
    ("Basic (and reversed card)", "Bio::Cells", ["mitochondrion", "powerhouse"], []),
    ("Basic (optional reversed card)", "Bio::Cells", ["ribosome", "protein factory", "y"], []),
    ("Basic (optional reversed card)", "Bio::Cells", ["membrane", "a double layer", ""], []),
    ("Basic (type in the answer)", "细胞", ["细胞核里有什么？", "DNA"], ["考试"]),
    ("Cloze", "细胞", ["The {{c1::nucleus}} holds {{c2::DNA::molecule}}.", "In \\(x^2\\) of cases."], []),
    ("Basic", "细胞", ["A question without an answer", ""], []),
    ("Cloze", "细胞", ["Nothing is hidden here", ""], []),
    ("Image Occlusion", "细胞", [OCCLUSION, '<img src="a dot.png">', "Header", "", ""], []),
    ("Basic", "细胞", ['<span style="color:red">Red</span> <img src="lost.png">', "<u>yes</u>"], []),
]  # fmt: skip
OUTCOME = (7, 2, 1, 0)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    col = Collection(str(tmp_path / "made.anki2"))
    (tmp_path / "a dot.png").write_bytes(PNG)
    col.media.add_file(str(tmp_path / "a dot.png"))
    for name, deck, values, tags in ROWS:
        notetype = col.models.by_name(name)
        assert notetype
        note = col.new_note(notetype)
        note.fields = values
        note.tags = tags
        col.add_note(note, col.decks.id(deck))
    yield col
    col.close()


def export_deck(col: Collection, path: Path, *, legacy: bool) -> None:
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy, with_deck_configs=False)
    col.export_anki_package(out_path=str(path), options=options, limit=None)


def export_everything(col: Collection, path: Path, *, legacy: bool) -> None:
    col.export_collection_package(str(path), include_media=True, legacy=legacy)
    col.reopen()


EXPORTS: dict[str, tuple[str, Callable[..., None], bool]] = {
    "apkg": (".apkg", export_deck, False),
    "apkg-of-older-ankis": (".apkg", export_deck, True),
    "colpkg": (".colpkg", export_everything, False),
    "colpkg-of-older-ankis": (".colpkg", export_everything, True),
}


@pytest.fixture(params=EXPORTS)
def exported(request: pytest.FixtureRequest, collection: Collection, tmp_path: Path) -> Path:
    ending, export, legacy = EXPORTS[request.param]
    path = tmp_path / f"My notes{ending}"
    export(collection, path, legacy=legacy)
    return path


def test_every_note_of_a_package_is_accounted_for_and_the_result_builds(exported: Path, project: MakeProject) -> None:
    deck = project("-- cards/z/x.yaml --\n- {id: there, front: Q, back: A}\n")
    found = bring(deck, exported)
    assert (found.code, found.counts) == (0, OUTCOME)
    assert compiles(deck) == 1 + 7
    cells = {entry["id"]: entry for entry in written(deck, "bio-cells")}
    cell = cells["what-is-a-cell"]
    assert (cell["front"], cell["back"], cell["tags"]) == (
        "What is a **cell**?",
        "The unit of life.\n\nSee ![](a-dot.png)\n",
        ["exam"],
    )
    assert [name for name, entry in cells.items() if "reverse" in entry] == ["mitochondrion", "ribosome"]
    assert (deck.root / "cards/bio-cells/media/a-dot.png").read_bytes() == PNG
    assert (deck.root / "cards/bio-cells/topic.yaml").read_text(encoding="utf-8") == "title: Bio / Cells\norder: 2\n"
    chinese = {entry["id"]: entry for entry in written(deck, "xi-bao")}
    assert chinese["xi-bao-he-li-you-shen-me"]["tags"] == ["考试"]
    cloze = chinese["the-nucleus-holds-dna"]
    assert (cloze["kind"], cloze["text"]) == ("cloze", "The {{c1::nucleus}} holds {{c2::DNA::molecule}}.")
    assert cloze["extra"] == "In \\(x^2\\) of cases.\n"
    assert [name for name, entry in chinese.items() if "draft" in entry] == [
        "a-question-without-an-answer",
        "nothing-is-hidden-here",
    ]
    assert (deck.root / "cards/xi-bao/topic.yaml").read_text(encoding="utf-8") == "title: 细胞\norder: 3\n"


def test_what_was_lost_is_told(exported: Path, project: MakeProject) -> None:
    found = bring(project({}), exported)
    assert found.details == {
        "A question without an answer": "the note has no answer",
        "Nothing is hidden here": "the cloze note hides nothing",
        "Image Occlusion note": "an image occlusion: draw it anew as `kind: diagram`",
        "细胞核里有什么？": "without the box to type the answer into",
        "Red (lost.png)": "without colours, a media file that is missing, underlining",
    }


def test_notes_keep_their_guids(exported: Path, project: MakeProject, collection: Collection) -> None:
    deck = project({})
    bring(deck, exported)
    guids = set(collection.db.list("select guid from notes"))
    notes = deck.compile().notes
    assert len(notes) == 7
    assert {note.guid for note in notes} <= guids


def test_a_dry_run_writes_nothing(exported: Path, project: MakeProject) -> None:
    deck = project({})
    assert bring(deck, exported, "--dry-run").counts == OUTCOME
    assert not list(deck.root.glob("cards/**/*.png"))
    assert not (deck.root / "cards/bio-cells").exists()


# Other tools


def test_a_package_of_another_writer_in_the_old_format(project: MakeProject) -> None:
    deck = project({})
    assert bring(deck, FILES / "anki-apkg-export.apkg").counts == (3, 0, 0, 0)
    assert compiles(deck) == 3
    france, flag, signs = written(deck, "capitals-of-europe")
    assert (france["front"], france["tags"]) == ("What is the capital of **France**?", ["europe", "two_words"])
    assert flag["front"] == "Whose flag is this? ![](dot.png)"
    assert (signs["front"], signs["back"]) == ("a < b && c", "Line one\n\nline two\n")


def test_a_package_with_a_notetype_of_its_own_and_tags_in_a_field(project: MakeProject) -> None:
    deck = project({})
    assert bring(deck, FILES / "ankdown.apkg").counts == (2, 0, 0, 0)
    assert compiles(deck) == 2
    residual, stem = written(deck, "f-ankdown")
    assert residual["tags"] == ["networks", "resnet"]
    assert "```python\ndef block(x):\n    return f(x) + x\n```" in residual["back"]
    assert stem["back"] == "- one 7x7 convolution\n- one **3x3** max pooling\n"


def genanki_package(path: Path, model: genanki.Model, *rows: list[str], deck: str = "Words") -> Path:
    made = genanki.Deck(1, deck)
    for values in rows:
        made.add_note(genanki.Note(model=model, fields=values))
    genanki.Package([made]).write_to_file(str(path))
    return path


def model(fields: list[str], *templates: tuple[str, str], kind: int = 0) -> genanki.Model:
    rows = [{"name": f"Card {n}", "qfmt": front, "afmt": back} for n, (front, back) in enumerate(templates, start=1)]
    return genanki.Model(
        1607392319, "Vocabulary", fields=[{"name": name} for name in fields], templates=rows, model_type=kind
    )


def one_entry(deck: ProjectOnDisk, topic: str = "words") -> dict[str, Any]:
    (entry,) = written(deck, topic)
    del entry["was_guid"]
    return entry


def test_the_templates_say_what_is_question_and_what_is_answer(tmp_path: Path, project: MakeProject) -> None:
    fields = ["Rank", "Word", "Sound", "Meaning", "Example", "Notes", "Hidden"]
    words = model(
        fields,
        (
            "{{Word}} {{Sound}}{{#Example}}<hr>{{hint:Example}}{{/Example}}",
            "{{FrontSide}}<hr id=answer>{{Meaning}}{{Notes}}",
        ),
        ("{{Meaning}}", "{{FrontSide}}{{Word}}{{Sound}}"),
    )
    path = genanki_package(
        tmp_path / "w.apkg", words, ["1", "der Hund", "", "dog", "Der Hund bellt.", "masculine", "x"]
    )
    deck = project({})
    found = bring(deck, path)
    assert found.counts == (1, 0, 0, 0)
    assert found.details == {
        "der Hund": "without the click that shows a hint, which stands with the answer now, "
        "the field `Rank`, which no card showed, the field `Hidden`, which no card showed"
    }
    assert one_entry(deck) == {
        "id": "der-hund", "front": "der Hund", "back": "dog", "reverse": "true",
        "extra": "masculine\n\n**Example:** Der Hund bellt.\n",
    }  # fmt: skip
    assert compiles(deck) == 1


def test_a_further_card_that_asks_for_something_else_is_reported(tmp_path: Path, project: MakeProject) -> None:
    words = model(["Word", "Meaning", "Plural"], ("{{Word}}", "{{Meaning}}"), ("{{Word}} plural?", "{{Plural}}"))
    found = bring(project({}), genanki_package(tmp_path / "w.apkg", words, ["Hund", "dog", "Hunde"]))
    assert found.details == {"Hund": "without the card `Card 2`"}


def test_a_broken_template_shows_all_fields(tmp_path: Path, project: MakeProject, collection: Collection) -> None:
    notetype = collection.models.by_name("Basic")
    assert notetype
    path = tmp_path / "x.apkg"
    export_deck(collection, path, legacy=True)
    broken = rewritten(path, tmp_path, "update col set models = replace(models, '{{FrontSide}}', '{{#Front}}')")
    assert bring(project({}), broken).counts == OUTCOME


def test_a_cloze_with_a_prompt_beside_it(tmp_path: Path, project: MakeProject) -> None:
    holes = model(["Prompt", "Text"], ("{{Prompt}}: {{cloze:Text}}", "{{cloze:Text}}"), kind=1)
    deck = project({})
    bring(deck, genanki_package(tmp_path / "w.apkg", holes, ["Fill in", "<div>{{c1::one}}</div><div>two</div>"]))
    assert one_entry(deck) == {"id": "one-two", "kind": "cloze", "front": "Fill in", "text": "{{c1::one}}\n\ntwo\n"}


def test_deletions_that_deckgen_refuses_make_a_draft(tmp_path: Path, project: MakeProject) -> None:
    holes = model(["Text"], ("{{cloze:Text}}", "{{cloze:Text}}"), kind=1)
    deck = project({})
    rows = ["{{c1::open"], ["{{c1::a}} {{c101::b}}"], ["{{c1::}} {{c2::b}}"]
    found = bring(deck, genanki_package(tmp_path / "w.apkg", holes, *rows))
    assert found.counts == (0, 3, 0, 0)
    assert compiles(deck) == 0


# Files that are none


def rewritten(path: Path, folder: Path, *statements: str) -> Path:
    """The package with its old-style collection changed by SQL."""
    target = folder / f"rewritten-{path.name}"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name in {"collection.anki2", "collection.anki21"}:
                database = sqlite3.connect(":memory:")
                database.deserialize(data)
                for statement in statements:
                    database.execute(statement)
                database.commit()
                data = database.serialize()
            after.writestr(name, data)
    return target


def only_problem(found: Brought) -> str:
    (item,) = found.report["items"]
    assert (found.code, item["outcome"], found.report["files"]) == (1, "problem", [])
    return str(item["detail"])


def package(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return path


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, "no Anki collection"),
        ({"media": b"{}"}, "no Anki collection"),
        ({"collection_anki2": b"not a database", "media": b"{}"}, "damaged"),
        ({"collection_anki21b": b"\x28\xb5\x2f\xfd nonsense", "media": b""}, "damaged"),
        ({"collection_anki2": b"", "media": b"[1"}, "not a readable Anki package"),
    ],
)
def test_a_file_that_is_no_package_is_one_problem(
    members: dict[str, bytes], words: str, tmp_path: Path, project: MakeProject
) -> None:
    assert words in only_problem(bring(project({}), package(tmp_path / "x.apkg", **members)))


def test_a_file_that_is_no_zip_is_one_problem(tmp_path: Path, project: MakeProject) -> None:
    (tmp_path / "x.apkg").write_bytes(b"PK\x03\x04 and then nothing")
    assert "not a readable Anki package" in only_problem(bring(project({}), tmp_path / "x.apkg"))


@pytest.mark.parametrize("keeps_meta", [True, False])
def test_a_package_of_which_only_the_plea_to_update_is_left_says_so(
    keeps_meta: bool, collection: Collection, tmp_path: Path, project: MakeProject
) -> None:
    export_deck(collection, tmp_path / "x.apkg", legacy=False)
    target = tmp_path / "stub.apkg"
    with zipfile.ZipFile(tmp_path / "x.apkg") as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            if name != "collection.anki21b" and (keeps_meta or name not in {"meta", "media"}):
                after.writestr(name, before.read(name))
    assert "pdate" in only_problem(bring(project({}), target))


def test_a_bomb_is_refused_before_it_goes_off(
    tmp_path: Path, project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_COLLECTION", 1 << 20)
    with zipfile.ZipFile(tmp_path / "x.apkg", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", bytes(1 << 24))
    assert "more than" in only_problem(bring(project({}), tmp_path / "x.apkg"))


def test_a_view_in_place_of_a_table_is_refused(collection: Collection, tmp_path: Path, project: MakeProject) -> None:
    export_deck(collection, tmp_path / "x.apkg", legacy=True)
    changed = rewritten(
        tmp_path / "x.apkg", tmp_path, "alter table notes rename to n", "create view notes as select * from n"
    )
    assert "no table `notes`" in only_problem(bring(project({}), changed))


def test_media_that_are_listed_but_missing_and_names_that_lead_elsewhere(tmp_path: Path, project: MakeProject) -> None:
    words = model(["Front", "Back"], ("{{Front}}", "{{Back}}"))
    path = genanki_package(tmp_path / "w.apkg", words, ['<img src="../../x.png">', '<img src="a.png"> [sound:b.xyz]'])
    target = tmp_path / "y.apkg"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w") as after:
        after.writestr("collection.anki2", before.read("collection.anki2"))
        after.writestr("media", json.dumps({"0": "../../x.png", "1": "a.png", "2": "b.xyz"}))
        after.writestr("0", PNG)
        after.writestr("2", b"noise")
    deck = project({})
    found = bring(deck, target)
    assert found.counts == (1, 0, 0, 0)
    assert compiles(deck) == 1
    assert sorted(path.relative_to(deck.root).as_posix() for path in deck.root.rglob("*.png")) == [
        "cards/words/media/x.png"
    ]
    (detail,) = found.details.values()
    assert "a media file that is missing" in detail
    assert "a media file of a type that Anki does not take" in detail


def test_no_byte_that_is_flipped_makes_a_traceback(tmp_path: Path, project: MakeProject) -> None:
    data = (FILES / "anki-apkg-export.apkg").read_bytes()
    deck = project({})
    for position in range(0, len(data), 37):
        path = tmp_path / "x.apkg"
        path.write_bytes(data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :])
        bring(deck, path, "--dry-run")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        database = archive.read("collection.anki2")
    for position in range(0, len(database), 997):
        flipped = database[:position] + bytes([database[position] ^ 0xFF]) + database[position + 1 :]
        bring(deck, package(tmp_path / "y.apkg", collection_anki2=flipped, media=b"{}"), "--dry-run")
