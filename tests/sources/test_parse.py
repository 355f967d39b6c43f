"""All files together: order, languages, and problems of several files at once."""

from pathlib import Path

import pytest

from deckgen.errors import DeckgenError
from tests.conftest import MakeProject

TWO_LANGUAGES = (
    '[project]\nnamespace = "test"\ntitle = {en = "Test", zh-Hans = "测试"}\nlanguages = ["en", "zh-Hans"]\n'
)


def test_entries_are_in_authored_order(project: MakeProject) -> None:
    """Topics by their order, then files by name, then as written."""
    made = project(
        {
            "cards/a/topic.yaml": "title: A\norder: 2\n",
            "cards/b/topic.yaml": "title: B\norder: 1\n",
            "cards/a/2.yaml": "- {id: four, front: Q, back: A}",
            "cards/a/1.yaml": "- {id: two, front: Q, back: A}\n- {id: three, front: Q, back: A}",
            "cards/b/9.yml": "- {id: one, front: Q, back: A}",
        }
    ).compile()
    assert [entry.id for entry in made.parsed.entries] == ["one", "two", "three", "four"]
    assert list(made.parsed.topics) == ["b", "a"]


def test_problems_of_all_files_are_sorted_by_place(project: MakeProject) -> None:
    made = project(
        {
            "cards/b/x.yaml": "- {id: two, front: Q}",
            "cards/a/y.yaml": "- {id: three, back: A}\n- {id: four, front: Q}",
            "cards/a/x.yaml": '- {id: one, front: "\\theta", back: ""}',
            "cards/references.yaml": "clip: {}",
        }
    ).compile()
    assert [f"{one.span} {one.code}" for one in made.diagnostics] == [
        "cards/a/x.yaml:1:21 S006", "cards/a/x.yaml:1:36 E009", "cards/a/y.yaml:1:3 E001", "cards/a/y.yaml:2:3 E001",
        "cards/b/x.yaml:1:3 E001", "cards/references.yaml:1:7 P201",
    ]  # fmt: skip


def test_a_plain_text_serves_every_language(project: MakeProject) -> None:
    made = project(
        {"deckgen.toml": TWO_LANGUAGES, "cards/a/x.yaml": "- {id: one, front: {en: Q, zh-Hans: 问}, back: '42'}"}
    ).compile()
    assert made.diagnostics == ()
    assert [(note.key.language, "问" in "".join(note.fields)) for note in made.notes] == [
        ("en", False),
        ("zh-Hans", True),
    ]


def test_an_entry_may_exist_in_some_languages_only(project: MakeProject) -> None:
    made = project(
        {"deckgen.toml": TWO_LANGUAGES, "cards/a/x.yaml": "- {id: one, languages: [en], front: {en: Q}, back: A}"}
    ).compile()
    assert made.diagnostics == ()
    assert [note.key.language for note in made.notes] == ["en"]


def test_an_empty_list_of_entries_is_an_empty_topic(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": "[]", "cards/b/x.yaml": "- {id: one, front: Q, back: A}"}).compile()
    assert [(str(one.span), one.code) for one in made.diagnostics] == [("cards/a/topic.yaml:1:1", "P105")]


def test_json_sources(project: MakeProject) -> None:
    made = project(
        {
            "cards/a/x.json": '[\n\t{"id": "one", "front": "a\\/b \\ud83d\\ude00", "back": "$\\\\theta$"}\n]',
            "cards/b/x.yaml": '[{"id": "two", "front": "Q",\t"back": "A"}]',
        }
    ).compile()
    assert made.diagnostics == ()
    shown = "".join(made.notes[0].fields)
    assert "a/b 😀" in shown
    assert r"\(\theta\)" in shown


def test_windows_files(project: MakeProject) -> None:
    """A byte order mark and CRLF change nothing, not even the places of problems."""
    text = "- {id: one, front: Q, back: A}\r\n- id: two\r\n  front: |\r\n    a\r\n    b\r\n  bakc: A\r\n"
    made = project({"cards/a/x.yaml": b"\xef\xbb\xbf" + text.encode()}).compile()
    assert [f"{one.span} {one.code}" for one in made.diagnostics] == [
        "cards/a/x.yaml:6:3 E002",
    ]


@pytest.mark.parametrize("path", ["cards/a/x.yaml", "cards/a/media/cat.png", "templates/style.css"])
def test_links_out_of_the_project_are_refused(project: MakeProject, tmp_path: Path, path: str) -> None:
    """Neither read nor followed, whatever stands there; exit code 2 and nothing written."""
    (tmp_path / "secret.yaml").write_text("- {id: one, front: secret, back: A}")
    up = "../" * path.count("/")
    made = project({"cards/a/y.yaml": "- {id: two, front: Q, back: A}", path: Path(f"{up}../secret.yaml")})
    with pytest.raises(DeckgenError, match="leads out of the project"):
        made.read()
    done = made.build()
    assert done.returncode == 2
    assert path in done.stderr
    assert "Traceback" not in done.stderr
    assert not (made.root / "deckgen.lock").exists()


def test_links_inside_the_project_are_fine(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": Path("../../common/x.yaml"), "common/x.yaml": "- {id: one, front: Q, back: A}"})
    assert [note.key.entry for note in made.compile().notes] == ["one"]


def test_a_broken_link_is_refused(project: MakeProject) -> None:
    with pytest.raises(DeckgenError, match="leads out of the project"):
        project({"cards/a/x.yaml": Path("nowhere.yaml")}).read()


def test_hidden_files_are_not_sources(project: MakeProject) -> None:
    made = project(
        {
            "cards/a/x.yaml": "- {id: one, front: Q, back: A}",
            "cards/a/.x.yaml.swp": b"\xff",
            "cards/.git/x.yaml": "x: [",
        }
    )
    assert made.compile().diagnostics == ()


def test_the_environment_and_jinja_stay_out_of_card_text(project: MakeProject) -> None:
    made = project(
        {"cards/a/x.yaml": "- {id: one, front: '$HOME and {{ 7 * 7 }} and {% raw %}', back: '`${PATH}`'}"}
    ).compile()
    assert made.diagnostics == ()
    shown = "".join(made.notes[0].fields)
    assert "$HOME and {{ 7 * 7 }} and {% raw %}" in shown
    assert "${PATH}" in shown
