"""The files of the site: what the page learns about a project."""

import json
import re
from typing import Any

import pytest

from deckgen.model import MediaFile
from deckgen.preview.exhibit import exhibit
from deckgen.preview.pages import site_files
from deckgen.preview.payloads import CHUNK
from tests.conftest import MakeProject, ProjectOnDisk

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
BILINGUAL = f"""
-- deckgen.toml --
[project]
namespace = "test"
title = {{ en = "Test", zh-Hans = "测试" }}
languages = ["en", "zh-Hans"]
license = "CC-BY-4.0"
authors = ["Ada"]
-- cards/a/topic.yaml --
title: {{en: Alpha, zh-Hans: 甲}}
order: 1
-- cards/references.yaml --
clip: {{title: CLIP, authors: Radford et al., year: "2021", url: "https://example.org/clip"}}
-- cards/syllabus.yaml --
- {{id: what, topic: a, question: {{en: What?, zh-Hans: 什么？}}}}
-- cards/a/x.yaml --
- id: one
  section: basics
  front: {{en: "What is <x>?", zh-Hans: 什么是 x？}}
  back: {{en: "A dot ![dot](dot.png)", zh-Hans: "点 ![dot](dot.png)"}}
  source: {{ref: clip}}
  answers: what
- id: two
  kind: cloze
  text: {{en: "The {{{{c1::first}}}} and $x^2$ {{{{c2::second}}}}.", zh-Hans: "{{{{c1::一}}}}和{{{{c2::二}}}}。"}}
  source: {{ref: clip}}
- id: three
  front: {{en: Ask, zh-Hans: 问}}
  back: {{en: Answer, zh-Hans: 答}}
  reverse: true
  source: {{ref: clip}}
-- cards/a/media/dot.png (base64) --
{DOT}
"""


def site(project: ProjectOnDisk) -> dict[str, bytes]:
    def read_media(file: MediaFile) -> bytes:
        return (project.root / file.path).read_bytes()

    return {path: make() for path, make in site_files(exhibit(project.compile()), read_media).items()}


def data(files: dict[str, bytes], name: str) -> Any:
    """The value of one data file."""
    text = files[f"data/{name}.js"].decode()
    assert text.startswith("deckgenData.receive(")
    assert text.endswith(");\n")
    *_, value = json.loads(f"[{text.removeprefix('deckgenData.receive(')[:-3]}]")
    return value


@pytest.fixture
def files(project: MakeProject) -> dict[str, bytes]:
    return site(project(BILINGUAL))


def test_each_language_has_its_notes_and_every_card_that_anki_makes(files: dict[str, bytes]) -> None:
    for language in ("en", "zh-Hans"):
        rows = data(files, f"cards-{language}")
        assert [note[0] for note in rows["notes"]] == ["one", "two", "three"]
        assert [(number, ord_) for number, ord_, _ in rows["cards"]] == [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1)]


def test_a_card_is_listed_by_what_it_asks(files: dict[str, bytes]) -> None:
    titles = [title for _, _, title in data(files, "cards-en")["cards"]]
    assert titles == ["What is <x>?", "The [...] and x^2 second.", "The first and x^2 [...].", "Ask", "Answer"]


def test_a_note_says_where_it_is_written_and_what_it_is(files: dict[str, bytes]) -> None:
    assert data(files, "cards-en")["notes"][0] == [
        "one", 0, "qa", "basics", ["test::a::basics"], "", "cards/a/x.yaml:1", "basic",
    ]  # fmt: skip


def test_search_finds_every_word_of_a_note(files: dict[str, bytes]) -> None:
    first, second, third = data(files, "text-en")
    assert "one" in first
    assert "What is <x>?" in first
    assert "Radford et al., 2021" in first
    assert "The first and x^2 second." in second
    assert "Answer" in third


def test_the_project_page_knows_licence_sources_packages_and_coverage(files: dict[str, bytes]) -> None:
    project = data(files, "project")
    assert project["license"] == "CC-BY-4.0"
    assert project["authors"] == ["Ada"]
    assert project["topics"][0]["deck"] == {"en": "Test::01 Alpha", "zh-Hans": "测试::01 甲"}
    assert project["references"][0]["cited"] == 3
    assert project["coverage"][0]["entries"] == {"en": ["one"], "zh-Hans": ["one"]}
    assert project["packages"]["en"] == [
        {"name": "a.apkg", "topic": "a", "notes": 3, "cards": 5},
        {"name": "bundle.apkg", "topic": "", "notes": 3, "cards": 5},
    ]
    assert project["counts"] == [
        {"topic": "a", "kinds": {"qa": 2, "cloze": 1}, "entries": 3, "cards": {"en": 5, "zh-Hans": 5}}
    ]


def test_pictures_are_there_under_the_names_they_have_in_anki(files: dict[str, bytes]) -> None:
    (name,) = (path for path in files if path.startswith("media/"))
    html = data(files, "html-en-0")
    assert f'src="{name.removeprefix("media/")}"' in html["cards"][0][1]
    assert files[name].startswith(b"\x89PNG")


def test_math_is_shown_without_mathjax(files: dict[str, bytes]) -> None:
    front, _ = data(files, "html-en-0")["cards"][1]
    assert "<math" in front
    assert "\\(" not in front


def test_cards_come_in_chunks_that_together_are_all_of_them(project: MakeProject) -> None:
    entries = "".join(f"- {{id: e{n}, front: Q{n}, back: A{n}}}\n" for n in range(CHUNK * 2 + 3))
    files = site(project({"cards/a/x.yaml": entries}))
    chunks = [data(files, f"html-und-{index}") for index in range(3)]
    assert [chunk["start"] for chunk in chunks] == [0, CHUNK, 2 * CHUNK]
    assert [len(chunk["cards"]) for chunk in chunks] == [CHUNK, CHUNK, 3]
    assert "data/html-und-3.js" not in files


def test_corrected_and_new_notes_are_marked_after_a_release(project: MakeProject) -> None:
    entries = "- {id: one, front: Q, back: A}\n- {id: two, front: Q2, back: B}\n"
    deck = project({"cards/a/x.yaml": entries})
    assert deck.build().returncode == 0
    assert {note[5] for note in data(site(deck), "cards-und")["notes"]} == {""}
    assert deck.run("release", "1.0.0").returncode == 0
    deck.write("cards/a/x.yaml", entries.replace("back: B", "back: Better") + "- {id: three, front: Q3, back: C}\n")
    changed = {note[0]: note[5] for note in data(site(deck), "cards-und")["notes"]}
    assert changed == {"one": "", "two": "corrected", "three": "new"}


def test_the_same_sources_give_the_same_site(project: MakeProject) -> None:
    assert site(project(BILINGUAL)) == site(project(BILINGUAL))


def test_a_page_asks_for_the_files_of_its_own_version_only(project: MakeProject) -> None:
    """A browser may keep files of an earlier site at the same address; together they would show a wrong card."""
    deck = project(BILINGUAL)
    before, same = site(deck)["index.html"].decode(), site(deck)["index.html"].decode()
    deck.write("cards/a/y.yaml", "- {id: four, front: Q4, back: A4, source: clip}\n")
    after = site(deck)["index.html"].decode()
    version = re.search(r'data-version="(\w{16})"', before)
    assert version
    assert before == same
    assert before != after
    assert before.count(f"?v={version[1]}") == before.count('"site/')


def test_a_script_cannot_be_closed_from_within_the_data(project: MakeProject) -> None:
    """The data are files of their own, never part of a page: `</script>` in a card is text like any other."""
    files = site(project({"cards/a/x.yaml": '- {id: one, front: "What does </script> close?", back: A script}\n'}))
    assert data(files, "cards-und")["cards"][0][2] == "What does </script> close?"
    assert b"</script> close" not in files["index.html"]
