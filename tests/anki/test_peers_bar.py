"""The bar that the strongest other deck compiler sets for updates, and what must hold beyond it."""

import base64
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from html import unescape

import pytest

from deckgen.errors import FindingsError
from deckgen.render.fields import FIELD_TEMPLATES
from tests.anki.author import LANGUAGES, SVG, Author, all_kinds, day, qa
from tests.anki.conftest import MakeAuthor, MakeLearner
from tests.anki.learner import Learner, assert_nothing_lost, seen

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FIRST, SECOND = day(0), day(1)


# Updates


def test_an_unchanged_rebuild_is_the_same_bytes_and_updates_no_note(author: Author, learner: Learner) -> None:
    first = author.build(FIRST)
    elsewhere = author.root.with_name("elsewhere")
    shutil.copytree(author.root, elsewhere, ignore=shutil.ignore_patterns("build"))
    other_process = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "SOURCE_DATE_EPOCH": str(SECOND)}
    command = [sys.executable, "-m", "deckgen", "--project", str(elsewhere), "build"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **other_process})
    second = author.build(SECOND)
    for name, path in first.packages.items():
        again = second[name].read_bytes(), (elsewhere / "build" / f"{name}.apkg").read_bytes()
        assert again == (path.read_bytes(), path.read_bytes())
    learner.import_package(first.bundle, FIRST)
    before = learner.snapshot()
    assert learner.import_package(second.bundle, SECOND).numbers == (0, 0, 60, 0)
    assert learner.snapshot() == before


def test_one_edit_updates_one_note(write: MakeAuthor, learner: Learner) -> None:
    author = write()
    learner.import_package(author.build(FIRST).bundle, FIRST)
    author.correct("two", "More.")
    counts = learner.import_package(author.build(SECOND).bundle, SECOND)
    assert (counts.numbers, counts.entries_updated) == ((0, 1, 2, 0), {"two"})


@pytest.mark.parametrize("what", ["front", "back", "extra", "context", "tags", "section", "source"])
def test_a_change_of_any_part_of_an_entry_updates_its_note_and_makes_no_second_one(
    write: MakeAuthor, learner: Learner, what: str
) -> None:
    author = write()
    author.write("cards/references.yaml", "book: {title: A book}\n")
    author.entry("one")["source"] = [{"ref": "book"}]
    learner.import_package(author.release("1.0.0", FIRST).bundle, FIRST)
    learner.study(3)
    before = learner.snapshot()
    changes = {"tags": ["new"], "section": "elsewhere", "source": [{"ref": "book", "at": "page 1"}]}
    author.entry("two")[what] = changes.get(what, "Something else.")
    counts = learner.import_package(author.release("1.1.0", SECOND).bundle, SECOND)
    assert (counts.numbers, counts.entries_updated) == ((0, 1, 2, 0), {"two"})
    assert_nothing_lost(before, learner.snapshot(), corrected=["two"])


def test_a_note_dropped_after_a_release_blocks_the_build_until_it_is_allowed(write: MakeAuthor) -> None:
    author = write()
    author.release("1.0.0", FIRST)
    author.remove("two")
    with pytest.raises(FindingsError) as refused:
        author.build(SECOND)
    assert [(one.code, "two" in one.message) for one in refused.value.diagnostics] == [("I001", True)]
    assert author.build(SECOND, "--retire=two").changes("retired") == ["two"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"kind": "cloze", "text": "{{c1::x}}", "front": None, "back": None}, "I005", id="notetype"),
        pytest.param({"kind": "calc", "expression": "1", "answer": "1", "back": None}, "I006", id="kind"),
    ],
)
def test_a_change_that_would_strand_a_note_blocks_the_build(
    write: MakeAuthor, change: dict[str, str | None], code: str
) -> None:
    author = write()
    author.release("1.0.0", FIRST)
    entry = author.entry("two")
    entry.update(change)
    for key in [key for key, value in entry.items() if value is None]:
        del entry[key]
    with pytest.raises(FindingsError) as refused:
        author.build(SECOND)
    assert [one.code for one in refused.value.diagnostics] == [code]


def test_a_cloze_number_that_disappears_blocks_the_build(write: MakeAuthor) -> None:
    author = write([{"id": "holes", "kind": "cloze", "text": "{{c1::a}} {{c2::b}}"}])
    author.release("1.0.0", FIRST)
    author.entry("holes")["text"] = "{{c1::a}} b"
    with pytest.raises(FindingsError) as refused:
        author.build(SECOND)
    assert [one.code for one in refused.value.diagnostics] == ["I007"]


# Notetypes


def _rename(author: Author, old: str, new: str, *, key: str = "basic") -> None:
    """Another name for a field, card template or notetype of the project's own copy; the schema keeps its ids."""
    author.change_template(f"notetypes/{key}/notetype.toml", lambda text: text.replace(f'"{old}"', f'"{new}"'))
    for side in ("forward.front", "forward.back", "reverse.front", "reverse.back"):
        path = author.root / f"templates/notetypes/basic/{side}.html"
        author.change_template(f"notetypes/basic/{side}.html", lambda text: f"{text}\n<!-- names: {old} to {new} -->\n")
        path.write_text(re.sub(rf"(?<=[{{#/]){old}(?=}})", new, path.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [("Extra", "Why"), ("Front", "Question"), ("Forward", "Question to answer"), ("deckgen Basic", "deckgen Plain")],
)
def test_a_renamed_field_card_template_or_notetype_is_no_conflict(
    write: MakeAuthor, learner: Learner, old: str, new: str
) -> None:
    author = write()
    learner.import_package(author.release("1.0.0", FIRST).bundle, FIRST)
    learner.mark_synced()
    learner.study(3)
    before = learner.snapshot()
    _rename(author, old, new)
    author.correct("two", "Corrected.", "front")
    counts = learner.import_package(author.release("1.1.0", SECOND).bundle, SECOND)
    assert (counts.numbers, counts.entries_updated) == ((0, 1, 2, 0), {"two"})
    after = learner.snapshot()
    assert_nothing_lost(before, after, corrected=["two"])
    assert before.notetypes.keys() == after.notetypes.keys()
    assert not learner.full_sync_needed()
    notetype = learner.col.models.get(after.note("two").notetype)
    names = [one["name"] for one in (*notetype["flds"], *notetype["tmpls"], notetype)]
    assert any(name.startswith(new) for name in names)
    assert not any(name.startswith(old) for name in names)
    assert "Corrected." in seen(learner.sides(learner.card_ids("two")[0])[0])


def test_no_notetype_gets_a_plus_beside_the_learners_own_and_another_project(
    write: MakeAuthor, learner: Learner
) -> None:
    models = learner.col.models
    for name in ("deckgen Basic", "deckgen Cloze"):
        models.add_dict({**models.copy(models.by_name("Basic"), add=False), "name": name, "id": 0})
    learner.reopen()
    assert {"Basic", "Cloze", "deckgen Basic", "deckgen Cloze"} <= set(learner.notetypes().values())
    holes = {"id": "holes", "kind": "cloze", "text": "{{c1::a}}"}
    one, other = write([qa("one"), holes], namespace="mine", title="M"), write([qa("one"), holes], namespace="yours")
    for author in (one, other):
        built = author.build(FIRST)
        assert learner.import_package(built.bundle, FIRST).numbers == (2, 0, 0, 0)
        assert learner.import_package(built.bundle, FIRST).numbers == (0, 0, 2, 0)
    names = set(learner.notetypes().values())
    assert {"deckgen Basic · mine", "deckgen Cloze · mine", "deckgen Basic · yours", "deckgen Cloze · yours"} <= names
    assert not [name for name in names if name.endswith("+")]


def test_a_spare_field_renamed_and_filled_later_needs_no_full_sync(
    write: MakeAuthor, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How the schema grows: a later deckgen gives a spare field a name and a template."""
    author = write()
    learner.import_package(author.release("1.0.0", FIRST).bundle, FIRST)
    learner.mark_synced()
    learner.study(3)
    before = learner.snapshot()
    basic = {**FIELD_TEMPLATES["basic"], "spare1": "_mnemonic.html.j2"}
    monkeypatch.setattr("deckgen.render.fields.FIELD_TEMPLATES", {**FIELD_TEMPLATES, "basic": basic})
    author.write("templates/_mnemonic.html.j2", "Think of {{ id }}.")
    author.change_template("notetypes/basic/notetype.toml", lambda text: text.replace('"Spare1"', '"Mnemonic"'))
    author.change_template(
        "notetypes/basic/forward.back.html", lambda text: text + "{{#Mnemonic}}{{Mnemonic}}{{/Mnemonic}}"
    )
    counts = learner.import_package(author.release("1.1.0", SECOND, "--restamp").bundle, SECOND)
    assert counts.numbers == (0, 3, 0, 0)
    after = learner.snapshot()
    assert_nothing_lost(before, after, corrected=["one", "two", "three"])
    assert before.notetypes == after.notetypes
    assert not learner.full_sync_needed()
    assert "Think of two." in seen(learner.sides(learner.card_ids("two")[0])[1])


def test_a_first_import_needs_no_full_sync_either(author: Author, learner: Learner) -> None:
    learner.import_package(author.build(FIRST).bundle, FIRST)
    assert not learner.full_sync_needed()


def test_a_reverse_card_added_later_adds_a_card_and_keeps_the_others(write: MakeAuthor, learner: Learner) -> None:
    author = write()
    learner.import_package(author.release("1.0.0", FIRST).bundle, FIRST)
    learner.mark_synced()
    learner.study(3)
    before = learner.snapshot()
    author.entry("two")["reverse"] = "true"
    assert learner.import_package(author.release("1.1.0", SECOND).bundle, SECOND).numbers == (0, 1, 2, 0)
    after = learner.snapshot()
    assert_nothing_lost(before, after, corrected=["two"])
    assert after.cards.keys() - before.cards.keys() == {(after.note("two").guid, 1)}
    assert not learner.full_sync_needed()
    question, answer = learner.sides(learner.card_ids("two")[1])
    assert "The answer of two" in seen(question)
    assert "What is two" not in seen(question)
    assert "What is two" in seen(answer)


# Media


def _media(learner: Learner) -> set[str]:
    names = {path.name for path in learner.path.parent.glob("collection.media/*")}
    report = learner.col.media.check()
    assert not report.missing
    assert not report.unused
    return names


@pytest.mark.parametrize(
    "name", ["a picture.png", "图 像.png", "black & white.png", "UPPER (1) + 50%.png", "naïve.png"]
)
def test_pictures_of_any_name_are_there_and_shown(write: MakeAuthor, learner: Learner, name: str) -> None:
    author = write([qa("one", back=f"![a dot](<{name}>)")])
    author.write(f"cards/topic/media/{name}", PNG)
    learner.import_package(author.build(FIRST).bundle, FIRST)
    (stored,) = _media(learner)
    answer = learner.sides(learner.card_ids("one")[0])[1]
    assert re.findall(r'<img [^>]*src="([^"]*)"', answer) == [stored]
    assert (learner.path.parent / "collection.media" / stored).read_bytes() == PNG


def test_sounds_are_there_and_played(write: MakeAuthor, learner: Learner) -> None:
    author = write([qa("one", back="Listen: [sound:der Klang & co.mp3]")])
    author.write("cards/topic/media/der Klang & co.mp3", b"ID3 sound")
    learner.import_package(author.build(FIRST).bundle, FIRST)
    (stored,) = _media(learner)
    played = learner.col.get_card(learner.card_ids("one")[0]).render_output().answer_av_tags
    assert [tag.filename for tag in played] == [stored]


@pytest.mark.parametrize("text", ["[sound:a.mp3]", "[latex]x[/latex]", "[$]x[/$]"])
def test_code_that_looks_like_ankis_own_marks_is_shown_as_written(
    write: MakeAuthor, learner: Learner, text: str
) -> None:
    code = {"language": "text", "source": text}
    author = write([qa("one", back=f"`{text}` and\n\n```\n{text}\n```\n"), qa("two", kind="code", code=code)])
    learner.import_package(author.build(FIRST).bundle, FIRST)
    for entry, count in (("one", 2), ("two", 1)):
        assert seen(learner.sides(learner.card_ids(entry)[0])[1]).count(text) == count


def test_a_corrected_picture_gets_a_new_name_and_reaches_the_learner(write: MakeAuthor, learner: Learner) -> None:
    author = write([qa("one", back="![a dot](dot.png)"), qa("two", back="![a dot](dot.png)"), qa("three")])
    author.write("cards/topic/media/dot.png", PNG)
    learner.import_package(author.release("1.0.0", FIRST).bundle, FIRST)
    (old,) = _media(learner)
    author.write("cards/topic/media/dot.png", PNG + b"corrected")
    counts = learner.import_package(author.release("1.1.0", SECOND).bundle, SECOND)
    assert (counts.numbers, counts.entries_updated) == ((0, 2, 1, 0), {"one", "two"})
    names = {path.name for path in learner.path.parent.glob("collection.media/*")}
    (new,) = names - {old}
    assert new in learner.sides(learner.card_ids("one")[0])[1]
    assert (learner.path.parent / "collection.media" / new).read_bytes() == PNG + b"corrected"


def test_pictures_of_one_name_in_two_topics_do_not_collide(write: MakeAuthor, learner: Learner) -> None:
    author = write({"a": [qa("one", back="![](dot.png)")], "b": [qa("two", back="![](dot.png)")]})
    author.write("cards/a/media/dot.png", PNG)
    author.write("cards/b/media/dot.png", PNG + b"other")
    built = author.build(FIRST)
    for name in ("a", "b", "bundle"):
        learner.import_package(built[name], FIRST)
    assert len(_media(learner)) == 2


@pytest.mark.parametrize(
    "html",
    [
        '<img src="{}">', "<img alt='a > b' src = {} >", '<img data-src="x.png" src="{}">', '<img srcset="{} 2x">',
        '<audio src="{}"></audio>', '<audio><source src="{}"></audio>', '<video poster="{}"></video>',
        '<svg><image href="{}"/></svg>', '<b style="background: url({})">x</b>', "<style>.x {{ background: url({}) }}</style>",
    ],
)  # fmt: skip
def test_files_that_raw_html_names_are_there(write: MakeAuthor, learner: Learner, html: str) -> None:
    """Also those that Anki's import does not see in a field."""
    author = write([qa("one", back=f"An answer.\n\n{html.format('dot.png')}")])
    author.raw_html = True
    author.write("cards/topic/media/dot.png", PNG)
    learner.import_package(author.build(FIRST).bundle, FIRST)
    (stored,) = {path.name for path in learner.path.parent.glob("collection.media/*")}
    assert (learner.path.parent / "collection.media" / stored).read_bytes() == PNG
    assert re.search(rf"""["'(]{stored}["') ]""", learner.snapshot().note("one").fields[3])
    assert not learner.col.media.check().unused


# What cards show


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (r"$a<b$ and $c>d \& e$", [r"\(a<b\)", r"\(c>d \& e\)"]),
        (r"$$\sum_{i=1}^{n} x_i * y_i * z_i \\ \frac{1}{2}$$", [r"\[\sum_{i=1}^{n} x_i * y_i * z_i \\ \frac{1}{2}\]"]),
        (r"\(\text{a_b_c} `x` \{y\}\)", [r"\(\text{a_b_c} `x` \{y\}\)"]),
        (r'\[x "quoted" \lt 5 \& <b>\]', [r'\[x "quoted" \lt 5 \& <b>\]']),
        (r"$\{\{c1::x\}\}$ and $[x]$", [r"\(\{\{c1::x\}\}\)", r"\([x]\)"]),
        (r"$表 \times 里 \mathbb{R}^{d_{\text{模型}}}$", [r"\(表 \times 里 \mathbb{R}^{d_{\text{模型}}}\)"]),
    ],
)
def test_tex_comes_back_from_the_collection_as_it_was_written(
    write: MakeAuthor, learner: Learner, written: str, kept: Sequence[str]
) -> None:
    learner.import_package(write([qa("one", back=written)]).build(FIRST).bundle, FIRST)
    stored = unescape(learner.snapshot().note("one").fields[3])
    assert [tex for tex in kept if tex not in stored] == []
    shown = unescape(learner.sides(learner.card_ids("one")[0])[1])
    assert [tex for tex in kept if tex not in shown] == []


def test_tex_in_a_cloze_comes_back_as_it_was_written(write: MakeAuthor, learner: Learner) -> None:
    text = r"$\frac{1}{ {{c1::\sqrt{d_k}}} }$ and {{c2::$e^{x^{2}}$}}"
    learner.import_package(write([{"id": "one", "kind": "cloze", "text": text}]).build(FIRST).bundle, FIRST)
    first, second = (learner.sides(card) for card in learner.card_ids("one"))
    assert r"\sqrt{d_k}" not in unescape(first[0])
    assert r"\sqrt{d_k}" in unescape(first[1])
    assert r"\(e^{x^{2}}\)" in unescape(first[0])
    assert r"\(e^{x^{2}}\)" not in unescape(second[0])
    assert r"\(e^{x^{2}}\)" in unescape(second[1])


CARDS_OF = {"qa": 2, "cloze": 2, "compare": 1, "code": 1, "calc": 1, "diagram": 3}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_six_kinds_render_with_both_sides_filled(write: MakeAuthor, learner: Learner, language: str) -> None:
    author = write(list(all_kinds("x", 1)))
    author.languages = LANGUAGES
    learner.import_package(author.build(FIRST)[f"{language}/topic"], FIRST)
    for kind, count in CARDS_OF.items():
        cards = learner.card_ids(f"x-{kind}")
        assert len(cards) == count
        for card in cards:
            question, answer = (seen(side) for side in learner.sides(card))
            assert question
            assert answer
            assert answer != question
            assert ("中文" in question) == (language == "zh-Hans")


def test_anki_makes_exactly_the_cards_that_came_with_the_package(author: Author, learner: Learner) -> None:
    learner.import_package(author.build(FIRST).bundle, FIRST)
    before = learner.snapshot()
    assert not learner.col.get_empty_cards().notes
    text, ok = learner.col.fix_integrity()
    assert ok, text
    learner.reopen()
    assert learner.snapshot() == before


def _cloze_cards(write: MakeAuthor, learner: Learner, text: str) -> list[tuple[str, str]]:
    learner.import_package(write([{"id": "one", "kind": "cloze", "text": text}]).build(FIRST).bundle, FIRST)
    assert not learner.col.get_empty_cards().notes
    return [(seen(question), seen(answer)) for question, answer in map(learner.sides, learner.card_ids("one"))]


def test_cloze_code_with_double_braces_and_colons_stays_whole(write: MakeAuthor, learner: Learner) -> None:
    text = "Call {{c1::`std::map<int, S{{1}}>`}} or {{c2::`f({'a': {'b': 1}})`::which call}}."
    first, second = _cloze_cards(write, learner, text)
    assert first == (
        "topic Call [...] or f({'a': {'b': 1}}) .".replace("topic", "Topic"),
        "Topic Call std::map<int, S{{1}}> or f({'a': {'b': 1}}) .",
    )
    assert "[which call]" in second[0]
    assert "f({'a': {'b': 1}})" not in second[0]
    assert "f({'a': {'b': 1}})" in second[1]


def test_a_cloze_over_a_block_of_code_stays_whole(write: MakeAuthor, learner: Learner) -> None:
    text = "Fill in:\n\n{{c1::\n```cpp\nstd::vector<T> v{{1, 2}};\n```\n}}\n"
    ((question, answer),) = _cloze_cards(write, learner, text)
    assert "vector" not in question
    assert "std::vector<T>v{{1,2}};" in answer.replace(" ", "")


def test_nested_clozes_make_a_card_each(write: MakeAuthor, learner: Learner) -> None:
    outer, inner = _cloze_cards(write, learner, "{{c1::all of {{c2::this}} here}} ends.")
    assert "this" not in outer[0]
    assert "all of this here" in outer[1]
    assert "all of [...] here" in inner[0]
    assert "all of this here" in inner[1]


def test_a_diagram_has_a_card_for_each_hidden_element_with_picture_and_mask_on_both_sides(
    write: MakeAuthor, learner: Learner
) -> None:
    entry = {"id": "one", "kind": "diagram", "svg": "boxes.svg", "hide": ["left", "middle", "right"]}
    learner.import_package(write([entry]).build(FIRST).bundle, FIRST)
    (stored,) = _media(learner)
    assert (learner.path.parent / "collection.media" / stored).read_text(encoding="utf-8") == SVG
    cards = learner.card_ids("one")
    assert len(cards) == 3
    for card, label in zip(cards, ("left", "middle", "right"), strict=True):
        question, answer = learner.sides(card)
        for side in (question, answer):
            assert f'src="{stored}"' in side
            assert len(re.findall(r'<span class="dk-mask" style="left:', side)) == 3
            assert len(re.findall(r'class="cloze"', side)) == 1
        asked = re.findall(r'<span class="cloze"[^>]*>(.*?)</span>', question)
        assert asked == ["[...]"]
        assert re.findall(r'<span class="cloze"[^>]*>(.*?)</span>', answer) == [label]


def test_an_element_hidden_later_adds_a_card_and_keeps_the_others(write: MakeAuthor, learner: Learner) -> None:
    entry = {"id": "one", "kind": "diagram", "svg": "boxes.svg", "hide": ["left", "middle"]}
    author = write([entry])
    learner.import_package(author.release("1.0.0", FIRST).bundle, FIRST)
    learner.study(2)
    before = learner.snapshot()
    author.entry("one")["hide"].append("right")
    assert learner.import_package(author.release("1.1.0", SECOND).bundle, SECOND).numbers == (0, 1, 0, 0)
    after = learner.snapshot()
    assert_nothing_lost(before, after, corrected=["one"])
    assert len(after.cards) == 3


# Several packages


def test_both_editions_live_side_by_side(author: Author, learner: Learner) -> None:
    built = author.release("1.0.0", FIRST)
    for language in LANGUAGES:
        assert learner.import_package(built[f"{language}/bundle"], FIRST).numbers == (60, 0, 0, 0)
    before = learner.snapshot()
    assert set(learner.decks()) == {
        "Default",
        *(f"{one}{deck}" for one in ("Deck", "Deck zh-Hans") for deck in ("", "::01 Alpha", "::02 Beta")),
    }
    assert len([name for name in before.notetypes.values() if name.startswith("deckgen")]) == 2
    author.entry("alpha-1-qa")["back"]["zh-Hans"] += "改。"
    second = author.release("1.1.0", SECOND)
    assert learner.import_package(second["en/bundle"], SECOND).numbers == (0, 0, 60, 0)
    assert learner.snapshot() == before
    assert learner.import_package(second["zh-Hans/bundle"], SECOND).numbers == (0, 1, 59, 0)


@pytest.mark.parametrize("order", [("alpha", "bundle"), ("bundle", "alpha"), ("beta", "alpha", "bundle", "alpha")])
def test_topic_packages_and_the_bundle_give_no_duplicate_in_any_order(
    author: Author, new_learner: MakeLearner, order: tuple[str, ...]
) -> None:
    learner, simple = new_learner(), new_learner()
    first = author.release("1.0.0", FIRST)
    simple.import_package(first["en/bundle"], FIRST)
    for name in order:
        learner.import_package(first[f"en/{name}"], FIRST)
    assert learner.snapshot().notes == simple.snapshot().notes
    assert learner.snapshot().cards.keys() == simple.snapshot().cards.keys()
    assert learner.decks() == simple.decks()
    author.correct("alpha-2-qa", "Corrected.")
    second = author.release("1.1.0", SECOND)
    assert [learner.import_package(second[f"en/{name}"], SECOND).updated for name in order].count(1) == 1
    assert len(learner.snapshot().notes) == 60


def test_new_cards_of_every_package_come_in_authored_order(author: Author, new_learner: MakeLearner) -> None:
    built = author.build(FIRST)
    for name in ("en/alpha", "en/bundle", "zh-Hans/alpha", "zh-Hans/bundle"):
        learner = new_learner()
        learner.import_package(built[name], FIRST)
        offered = learner.new_cards("Deck" if name.startswith("en") else "Deck zh-Hans")
        assert offered == [entry for entry in author.ids() if "bundle" in name or entry.startswith("alpha")]
