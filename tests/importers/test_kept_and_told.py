"""What people and programs put into notes besides words is kept, or the report names it."""

from pathlib import Path

import pytest

from deckgen.deletions import without_deletions
from deckgen.ids import FreeNames
from deckgen.importers.html.source import MAX_DEPTH
from deckgen.importers.kit.media_names import fit_stem
from deckgen.importers.kit.tags import fit_tags
from tests.conftest import MakeProject
from tests.importers.bring import bring, compiles, written
from tests.importers.hostile import DOT, old_package
from tests.real_anki import RealAnki


def test_two_colons_that_anki_shows_stay_in_the_hole(tmp_path: Path, project: MakeProject) -> None:
    """Spelt as Anki's manual says, as character references, or in code; a hint stays a hint."""
    texts = [
        "{{c1::std:<!-- -->:mem:<!-- -->:swap}} swaps",
        "{{c1::std&#58;&#58;sort::a function}} sorts",
        "{{c1::a&colon;&#x3a;b}} there",
        "<code>{{c1::x&#58;&#58;y}}</code> in code",
        "at {{c1::10&#58;30}} o'clock",
    ]
    path = tmp_path / "old.apkg"
    sides = [("{{cloze:Text}}", "{{cloze:Text}}")]
    path.write_bytes(
        old_package(["Text"], sides, cloze=True, notes=[([t], "", f"g{n}", 1) for n, t in enumerate(texts)])
    )
    deck = project({})
    bring(deck, path)
    assert compiles(deck) == 5
    anki = RealAnki(tmp_path / "learner.anki2")
    shown = []
    for note in deck.compile().notes:
        html = next(value for value in note.fields if "{{c1::" in value)
        asked = anki.add([("Card", "{{cloze:Front}}", "{{cloze:Front}}")], [html, "", ""], cloze=True)
        output = asked.cards()[0].render_output()
        shown.append((anki.collection.media.strip_av_tags(output.question_text), output.answer_text))
    anki.collection.close()
    answers = " ".join(answer.replace("&#58;", ":") for _, answer in shown)
    for answer in ("std::mem::swap", "std::sort", "a::b", "x::y", "10:30"):
        assert answer in answers
    assert "[a function]" in shown[1][0]
    assert all("[...]" in question for index, (question, _) in enumerate(shown) if index != 1)


@pytest.mark.parametrize(
    "written_", [r"std\::mem", "std:<!-- -->:mem", "std&#58;&#58;mem", "`std::mem`", r"std\:\:mem"]
)
def test_an_author_can_write_two_colons_in_a_hole(written_: str, project: MakeProject) -> None:
    deck = project(
        {"cards/a/a.yaml": f"- {{id: one, kind: cloze, text: 'Rust has {{{{c1::{written_}::a path}}}}.'}}\n"}
    )
    (note,) = deck.compile().notes
    html = next(value for value in note.fields if "{{c1::" in value)
    inside = html.partition("{{c1::")[2].partition("}}")[0]
    assert inside.count("::") == 1
    assert inside.endswith("::a path")
    assert "std::mem" in inside.replace("&#58;", ":")
    assert "\\" not in html


@pytest.mark.parametrize(
    "math", [r"\[E = mc^2\]", r"\[a\]", "\\[\na^2 + b^2 = c^2\n\\]", r"\[\frac{1}{2}\]", r"\(x^2\)", r"\(n\)",
             r"\[5\]", r"\(the mean = \bar x\)", r"\[x_1, x_2\]"],
)  # fmt: skip
def test_math_in_brackets_keeps_them(math: str, tmp_path: Path, project: MakeProject) -> None:
    (tmp_path / "n.md").write_text(f"## Which formula is it?\n\n{math}\n", encoding="utf-8")
    deck = project({})
    bring(deck, tmp_path / "n.md")
    assert compiles(deck) == 1
    assert written(deck, "n")[0]["back"].strip() == math


FLASHCARDS = """---
cards-deck: Biology::Cells
---

## Which organelle makes ATP? #card

The mitochondrion. %% check this with Tom %%
^1658231237001

## Ribosome #card-reverse

Makes proteins.
^1658231237002

The {1:wall} of plants is made of {2:cellulose}, in code `{1:x}` and \\(\\frac{1}{2}\\).
^1658231237003
"""


def test_flashcards_of_obsidian(tmp_path: Path, project: MakeProject) -> None:
    (tmp_path / "cells.md").write_text(FLASHCARDS, encoding="utf-8")
    deck = project({})
    brought = bring(deck, tmp_path / "cells.md")
    assert "3 ids of Obsidian's plugins left out" in brought.details["cells.md"]
    assert compiles(deck) == 3
    first, second, third = written(deck, "cells")
    assert (first["front"], first["back"]) == ("Which organelle makes ATP?", "The mitochondrion.")
    assert (second["front"], second["back"], second["reverse"]) == ("Ribosome", "Makes proteins.", "true")
    assert third["text"].startswith(
        "The {{c1::wall}} of plants is made of {{c2::cellulose}}, in code `{1:x}` and \\(\\frac{1}{2}\\)."
    )
    assert "Biology / Cells" in (deck.root / "cards" / "cells" / "topic.yaml").read_text(encoding="utf-8")


BLOCKS = """TARGET DECK
Bio

START
Basic
Which organelle makes ATP?
Back: The mitochondrion,
its powerhouse.
Tags: cell energy
<!--ID: 1566052191670-->
END

STARTI [Basic (and reversed card)] ribosome Back: Makes proteins. <!--ID: 1566052191671--> ENDI

START
Cloze
The {{c1::nucleus}} holds the {2:DNA}.
<!--ID: 1566052191672-->
END

```
START
```

## What is a START without an END?

START
"""


TAGGED = """FILE TAGS: biology cell

What is DNA? #card
A molecule that stores genes.
^1650000000001

Gene #card-reverse
A piece of DNA.

## What is RNA? #card
A copy of DNA.

The {cell} is {2:small}. #card

- an item with a #card tag in a list
"""


def test_a_line_with_the_tag_of_a_card_is_a_question_without_a_heading(tmp_path: Path, project: MakeProject) -> None:
    (tmp_path / "tagged.md").write_text(TAGGED, encoding="utf-8")
    deck = project({})
    bring(deck, tmp_path / "tagged.md")
    entries = {entry.get("front", entry.get("text")): entry for entry in written(deck, "tagged")}
    assert str(entries["What is DNA?"]["back"]).strip() == "A molecule that stores genes."
    assert entries["Gene"]["reverse"] == "true"
    assert str(entries["What is RNA?"]["back"]).startswith("A copy of DNA.")
    assert any(str(text).startswith("The {{c3::cell}} is {{c2::small}}.") for text in entries)
    assert all({"biology", "cell"} <= set(entry["tags"]) for entry in entries.values())


def test_blocks_of_obsidian_to_anki(tmp_path: Path, project: MakeProject) -> None:
    (tmp_path / "blocks.md").write_text(BLOCKS, encoding="utf-8")
    deck = project({})
    bring(deck, tmp_path / "blocks.md")
    first, second, third, fourth = written(deck, "blocks")
    assert first["back"] == "The mitochondrion,\nits powerhouse.\n"
    assert first["tags"] == ["cell", "energy"]
    assert (second["front"], second["back"], second["reverse"]) == ("ribosome", "Makes proteins.", "true")
    assert third["text"] == "The {{c1::nucleus}} holds the {{c2::DNA}}."
    assert fourth["back"] == "START"
    assert compiles(deck) == 4


@pytest.mark.parametrize(
    ("front", "back", "values", "said", "told"),
    [
        (
            "{{Q}}",
            "{{furigana:A}}",
            ["What?", "日本語[にほんご]を 食[た]べる"],
            "日本語(にほんご)を食(た)べる",
            "readings",
        ),
        ("{{Q}}", "{{kanji:A}}", ["What?", "日本語[にほんご]を"], "日本語を", ""),
        ("{{Q}}", "{{kana:A}}", ["What?", " 食[た]べる"], "たべる", ""),
        ("{{Q}} {{type:A}}", "{{type:A}}", ["What?", "Riga"], "Riga", "box to type"),
        ("{{tts en_US voices=a:Q}}{{Q}}", "{{A}}", ["hound", "dog"], "dog", "voice"),
        ("{{Q}} {{hint:A}}", "{{A}}", ["What?", "dog"], "dog", "hint"),
        ("{{Q}}", "{{A}}", ["What?", "<img src='dot.png' width=60>"], "![](dot.png){width=60}", ""),
        (
            "{{Q}}",
            "{{A}}",
            ["What?", "<img src='dot.png' style='max-width:60px'>"],
            "![](dot.png)",
            "size of a picture",
        ),
    ],
)
def test_what_a_card_template_adds_is_kept_or_named(
    front: str, back: str, values: list[str], said: str, told: str, tmp_path: Path, project: MakeProject
) -> None:
    data = old_package(["Q", "A"], [(front, back)], notes=[(values, "", "g", 1)], media={"dot.png": DOT})
    (tmp_path / "old.apkg").write_bytes(data)
    deck = project({})
    brought = bring(deck, tmp_path / "old.apkg")
    assert written(deck, "deck")[0]["back"] == said
    assert told in " ".join(brought.details.values())
    assert bool(told) == bool(brought.details)


BAD_NOTES = {
    "an unknown declaration": "a <![x b",
    "tags without end": "<div>" * (MAX_DEPTH * 50) + "deep",
    "tags that are open": "<b><i><u>" * MAX_DEPTH + "open",
    "an empty comment": "<!-->x",
}


@pytest.mark.parametrize("bad", BAD_NOTES.values(), ids=list(BAD_NOTES))
def test_one_bad_note_loses_no_other(bad: str, tmp_path: Path, project: MakeProject) -> None:
    notes = [([bad, "back"], "", "g1", 1), (["What is fine?", "this"], "", "g2", 1)]
    (tmp_path / "old.apkg").write_bytes(old_package(["Q", "A"], [("{{Q}}", "{{A}}")], notes=notes))
    deck = project({})
    brought = bring(deck, tmp_path / "old.apkg")
    assert "what-is-fine" in brought.ids
    assert len(brought.report["items"]) == 2
    assert compiles(deck) >= 1


@pytest.mark.parametrize("guid", ["x" * 201, " ", "", "a\x01b", "\x7f"])
def test_a_guid_that_no_anki_gave_is_left_out_and_told(guid: str, tmp_path: Path, project: MakeProject) -> None:
    (tmp_path / "old.apkg").write_bytes(
        old_package(["Q", "A"], [("{{Q}}", "{{A}}")], notes=[(["What?", "this"], "", guid, 1)])
    )
    deck = project({})
    brought = bring(deck, tmp_path / "old.apkg")
    assert compiles(deck) == 1
    assert not guid or "guid" in brought.details["What?"]


@pytest.mark.parametrize(
    "name", ["a\u200bb.png", "a\u00adb.png", "a\u202eb.png", "aux.png", f"{'x' * 250}.png", "(x).png", "a b.png"]
)
def test_a_picture_of_any_name_comes_along(name: str, tmp_path: Path, project: MakeProject) -> None:
    notes = [(["What is shown?", f'<img src="{name}">'], "", "g", 1)]
    (tmp_path / "old.apkg").write_bytes(old_package(["Q", "A"], [("{{Q}}", "{{A}}")], notes=notes, media={name: DOT}))
    deck = project({})
    bring(deck, tmp_path / "old.apkg")
    assert len(deck.compile().notes[0].media) == 1
    assert compiles(deck) == 1


def test_names_of_media_are_fit_for_every_system() -> None:
    assert fit_stem("a\u200b b(1)") == "a-b-1"
    assert fit_stem("con") == "con-1"
    assert len(fit_stem("中" * 200).encode()) <= 100
    assert fit_stem("\u200b..") == ""


def test_tags_become_tags_that_anki_keeps() -> None:
    tags = ["two words", "a::::b", ":c:", "x:y", "marked", "LEECH", "", "\u200b", "d\x00", "::", "two words"]
    assert fit_tags(tags) == ["two-words", "a::b", "c", "x-y", "d"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a {{c1::b}} c", "a b c"),
        ("{{c1::b::hint}}", "b"),
        ("{{c1::a {{c2::b::x}} c::y}} d", "a b c d"),
        ("{{c1::open", "{{c1::open"),
        ("{{c1::open {{c2::b::x}}", "{{c1::open b"),
        ("a}} :: b", "a}} :: b"),
    ],
)
def test_a_text_without_its_deletions(text: str, shown: str) -> None:
    assert without_deletions(text) == shown


def test_many_equal_names_are_counted_once() -> None:
    """The next number is remembered: the work grows with the names, not with their square."""

    class Counting(set[str]):
        asked = 0

        def __contains__(self, name: object) -> bool:
            Counting.asked += 1
            return super().__contains__(name)

    names = FreeNames()
    names.taken = Counting()
    assert [names.free("a") for _ in range(1000)][-1] == "a-1000"
    assert Counting.asked < 5000


def test_a_tag_of_a_picture_that_a_text_talks_about_stays_text(tmp_path: Path, project: MakeProject) -> None:
    (tmp_path / "n.md").write_text("## Which tag shows a picture?\n\nUse `<img>` or <img> there.\n", encoding="utf-8")
    deck = project({})
    brought = bring(deck, tmp_path / "n.md")
    assert written(deck, "n")[0]["back"] == "Use `<img>` or <img> there."
    assert not brought.details


def test_a_deletion_that_is_never_closed_is_a_draft_and_the_project_still_builds(
    tmp_path: Path, project: MakeProject
) -> None:
    (tmp_path / "n.md").write_text("The {{{{c1::cell}} and {{c2::open.\n\n{{c1::fine}} text\n", encoding="utf-8")
    deck = project({})
    brought = bring(deck, tmp_path / "n.md")
    assert brought.counts[:2] == (1, 1)
    assert compiles(deck) == 1
