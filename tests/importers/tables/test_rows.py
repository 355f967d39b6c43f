"""CSV, TSV and Anki's text exports: rows to entries."""

from pathlib import Path
from typing import Any

import pytest

from deckgen.importers.tables.cells import style_of
from tests.conftest import MakeProject, ProjectOnDisk
from tests.importers.bring import Brought, bring, compiles, written


def table(deck: ProjectOnDisk, text: str | bytes, name: str = "words.csv", *options: str) -> Brought:
    path = deck.root.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return bring(deck, path, *options)


def rows_of(deck: ProjectOnDisk, topic: str = "words") -> list[dict[str, Any]]:
    return written(deck, topic)


@pytest.mark.parametrize(
    "header",
    ["front,back,tags", "Question,Answer,Tags", "题目,答案,标签", "Term,Definition,keywords", '"front","back","tags"'],
)
def test_a_header_names_the_columns(header: str, project: MakeProject) -> None:
    deck = project({})
    found = table(deck, f'{header}\nWhat is 1+1?,2,"math easy"\n"A, b?","line one\nline two",\n')
    assert found.counts == (2, 0, 0, 0)
    assert rows_of(deck) == [
        {"id": "what-is-1-1", "front": "What is 1+1?", "back": "2", "tags": ["math", "easy"]},
        {"id": "a-b", "front": "A, b?", "back": "line one\n\nline two\n"},
    ]
    assert compiles(deck) == 2


def test_other_columns_are_extra_with_their_names_and_ids_are_kept(project: MakeProject) -> None:
    deck = project({})
    table(deck, "id;question;answer;extra;Page\nkw-1;Q1;A1;why;12\n7;Q2;A2;;\n")
    assert rows_of(deck) == [
        {"id": "kw-1", "front": "Q1", "back": "A1", "extra": "why\n\n**Page:** 12\n"},
        {"id": "q2", "front": "Q2", "back": "A2"},
    ]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_without_a_header_the_first_column_asks_and_the_second_answers(separator: str, project: MakeProject) -> None:
    deck = project({})
    found = table(deck, f"der Hund{separator}the dog\ndie Katze{separator}the cat\n", "words.txt")
    assert found.counts == (2, 0, 0, 0)
    assert [(row["front"], row["back"]) for row in rows_of(deck)] == [("der Hund", "the dog"), ("die Katze", "the cat")]


def test_every_row_is_accounted_for(project: MakeProject) -> None:
    deck = project({})
    found = table(deck, "question,answer\nQ1,A1\nQ2,\n,A3\n\nQ4,A4,too much\nQ5,A5\n")
    assert found.counts == (2, 1, 2, 0)
    assert {(item["place"].rpartition(":")[2], item["outcome"]) for item in found.report["items"]} == {
        ("1", "used"), ("2", "entry"), ("3", "draft"), ("4", "skipped"), ("6", "skipped"), ("7", "entry"),
    }  # fmt: skip
    assert found.details["Q4 A4 too much"].startswith("3 columns where the others have 2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str, project: MakeProject) -> None:
    deck = project({})
    found = table(deck, "问题,答案\n什么是熵？,不确定性的度量\n".encode(encoding))
    assert rows_of(deck)[0]["back"] == "不确定性的度量"
    told = any("GB18030" in detail for detail in found.details.values())
    assert told == (encoding == "gb18030")


def test_an_encoding_nobody_can_tell_is_one_problem(project: MakeProject) -> None:
    found = table(project({}), b"a,b\n\xff\xff\xff\xff\n")
    assert (found.code, found.counts) == (1, (0, 0, 0, 1))


@pytest.mark.parametrize("text", ["", "\n\n", "#separator:tab\n"])
def test_an_empty_table_is_one_problem(text: str, project: MakeProject) -> None:
    assert table(project({}), text).counts == (0, 0, 0, 1)


def test_the_lines_at_the_head_of_ankis_exports(project: MakeProject) -> None:
    deck = project({})
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        "g<1\tBasic\tA::B\tWhat&nbsp;is <b>x</b>?\tline<br>two\tt1 t2\n"
        "g<2\tCloze\tA::B\t{{c1::One}} hole\tmore\t\n"
        'g<3\tBasic (and reversed card)\tC\tword\t"mean\ting"\tmarked\n'
    )
    found = table(deck, text, "All Decks.txt")
    assert found.counts == (3, 0, 0, 0)
    assert rows_of(deck, "a-b") == [
        {
            "id": "what-is-x",
            "front": "What is **x**?",
            "back": "line\n\ntwo\n",
            "tags": ["t1", "t2"],
            "was_guid": "g<1",
        },
        {"id": "one-hole", "kind": "cloze", "text": "{{c1::One}} hole", "extra": "more", "was_guid": "g<2"},
    ]
    (word,) = rows_of(deck, "c")
    assert (word["reverse"], word["was_guid"]) == ("true", "g<3")
    assert "tags" not in word
    assert compiles(deck) == 3


def test_options_for_all_rows(project: MakeProject) -> None:
    deck = project({})
    text = "#separator:Semicolon\n#html:false\n#columns:Back;Front\n#tags:all of_them\n#deck:Physics\nA<b>;Q\n"
    table(deck, text)
    assert rows_of(deck, "physics") == [{"id": "q", "front": "Q", "back": "A<b>", "tags": ["all", "of_them"]}]


def test_a_question_that_begins_with_a_hash_is_a_question(project: MakeProject) -> None:
    deck = project({})
    table(deck, "#include: what does it do?,inserts a file\n#define,a macro\n")
    assert [row["front"].strip() for row in rows_of(deck)] == ["\\#include: what does it do?", "\\#define"]


def test_plain_text_is_shown_as_it_is_and_markdown_is_kept(project: MakeProject) -> None:
    plain, marked = project({}), project({})
    table(plain, "a * b * c,1. not a list\n")
    table(marked, "What is `x`?,**bold** and *more*\n")
    assert rows_of(plain)[0]["front"] == "a \\* b \\* c\n"
    assert rows_of(plain)[0]["back"] == "1\\. not a list\n"
    assert rows_of(marked)[0]["back"] == "**bold** and *more*"


def test_clozes_in_a_table(project: MakeProject) -> None:
    deck = project({})
    table(deck, "text,extra\nThe {{c1::sun}} rises,always\nno hole,x\n")
    first, second = rows_of(deck)
    assert (first["kind"], first["extra"]) == ("cloze", "always")
    assert second["draft"] == "true"


def test_the_text_that_anki_exports(tmp_path: Path, project: MakeProject) -> None:
    collection = pytest.importorskip("anki.collection", reason="needs real Anki: pip install anki")
    col = collection.Collection(str(tmp_path / "c.anki2"))
    rows = [
        ("Basic", ["#1 Which\tkey?", "One<br>two; three"]),
        ("Cloze", ['{{c1::a}} "b"', ""]),
        ("Basic (and reversed card)", ["x", "y"]),
    ]
    for name, values in rows:
        note = col.new_note(col.models.by_name(name))
        note.fields, note.tags = values, ["t"]
        col.add_note(note, col.decks.id("Deck::Inner"))
    path = tmp_path / "notes.txt"
    count = col.export_note_csv(
        out_path=str(path),
        limit=None,
        with_html=True,
        with_tags=True,
        with_deck=True,
        with_notetype=True,
        with_guid=True,
    )
    guids = set(col.db.list("select guid from notes"))
    col.close()
    deck = project({})
    assert count == 3
    assert bring(deck, path).counts == (3, 0, 0, 0)
    entries = {entry["id"]: entry for entry in written(deck, "deck-inner")}
    assert {entry["was_guid"] for entry in entries.values()} == guids
    assert entries["1-which-key"]["back"] == "One\n\ntwo; three\n"
    assert entries["x"]["reverse"] == "true"
    assert compiles(deck) == 3


def test_a_cell_of_any_common_length_is_read_and_one_beyond_the_limit_is_one_problem(project: MakeProject) -> None:
    deck = project({})
    long = "x" * 200_000  # beyond the limit that Python's csv module has by itself
    assert table(deck, f'question,answer\n"Q1","{long}"\n').counts == (1, 0, 0, 0)
    endless = table(deck, f'question,answer\n"Q1","{long * 51}"\n', "endless.csv")
    assert (endless.code, endless.counts) == (1, (0, 0, 0, 1))


def test_a_column_number_that_is_no_number_is_not_one(project: MakeProject) -> None:
    deck = project({})
    assert table(deck, "#separator:tab\n#guid column:\u00b2\nQ1\tA1\n", "odd.txt").counts == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["a `x` b"], "markdown"),
        (["**a**"], "markdown"),
        (["![x](y.png)"], "markdown"),
        (["$x_1$"], "markdown"),
        (["```\nx\n```"], "markdown"),
        (["it`s 5", "it`s 6"], "plain"),
        (["costs $5 or $6", "2 * 3 * 4 ** 5"], "plain"),
        (["__init__ and \\(x^2\\)"], "plain"),
        (["a<br>b `x`"], "html"),
    ],
)
def test_the_marks_of_a_cell_say_how_the_table_is_read(cells: list[str], style: str) -> None:
    assert style_of(cells, {}) == style
