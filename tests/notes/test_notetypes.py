"""The two notetypes: a frozen schema, and names and looks that may change."""

from pathlib import Path

import pytest

from deckgen.notes.notetypes import FIELDS, SORT_FIELD, TEMPLATES
from deckgen.project import packaged_templates
from tests.conftest import MakeProject, ProjectOnDisk

QA = "- {id: one, front: question, back: answer}\n"
CLOZE = "- {id: hole, kind: cloze, text: 'a {{c1::hole}}', extra: 'say `{{c2::x}}` and {{c3::y}}', context: 'on {{c4::z}}'}\n"
BASIC = "notetypes/basic/notetype.toml"


def with_template(project: MakeProject, path: str, *replacements: tuple[str, str], settings: str = "") -> ProjectOnDisk:
    """A project that replaces one packaged template by a changed copy."""
    text = packaged_templates()[path].text
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    files = {"cards/a/x.yaml": QA, f"templates/{path}": text}
    if settings:
        files["deckgen.toml"] = f'[project]\nnamespace = "test"\ntitle = "Test"\n{settings}\n'
    return project(files)


def found(made: ProjectOnDisk) -> list[tuple[str, str]]:
    return [(problem.code, problem.span.path) for problem in made.compile().errors]


def test_the_schema_is_the_frozen_one() -> None:
    """Never change this test: another number or order of fields or templates strands the notes of every learner."""
    assert FIELDS == {
        "basic": (
            "id",
            "context",
            "front",
            "back",
            "extra",
            "source",
            "reverse",
            "spare1",
            "spare2",
            "spare3",
            "spare4",
        ),
        "cloze": ("id", "context", "text", "extra", "source", "reverse", "spare1", "spare2", "spare3", "spare4"),
    }
    assert TEMPLATES == {"basic": ("forward", "reverse"), "cloze": ("cloze",)}
    assert SORT_FIELD == 2


def test_ids_are_of_namespace_and_key_and_the_name_carries_the_namespace(project: MakeProject) -> None:
    basic = project({"cards/a/x.yaml": QA}).compile().notetypes["basic"]
    assert basic.name == "deckgen Basic · test"
    assert [field.name for field in basic.fields][:4] == ["Id", "Context", "Front", "Back"]
    other = project({"cards/a/x.yaml": QA, "deckgen.toml": '[project]\nnamespace = "other"\ntitle = "T"\n'}).compile()
    assert other.notetypes["basic"].name == "deckgen Basic · other"
    assert other.notetypes["basic"].id != basic.id
    assert {field.id for field in other.notetypes["basic"].fields}.isdisjoint({field.id for field in basic.fields})


def test_names_may_change_and_ids_stay(project: MakeProject) -> None:
    before = project({"cards/a/x.yaml": QA}).compile().notetypes["basic"]
    made = with_template(
        project, BASIC, ('name = "deckgen Basic"', 'name = "My cards"'), ('name = "Spare1"', 'name = "Mnemonic"'),
        ('name = "Reverse"},\n]', 'name = "Backwards"},\n]'),
    )  # fmt: skip
    after = made.compile().notetypes["basic"]
    assert after.name == "My cards · test"
    assert "Mnemonic" in [field.name for field in after.fields]
    assert after.templates[1].name == "Backwards"
    assert [field.id for field in after.fields] == [field.id for field in before.fields]
    assert [one.id for one in after.templates] == [one.id for one in before.templates]
    assert after.id == before.id
    assert after.look != before.look


@pytest.mark.parametrize(
    "replacement",
    [
        ('  {key = "spare4", name = "Spare4"},\n', ""),
        (
            '{key = "spare4", name = "Spare4"},',
            '{key = "spare4", name = "Spare4"},\n  {key = "spare5", name = "Spare5"},',
        ),
        ('{key = "front", name = "Front"}', '{key = "question", name = "Front"}'),
        ('  {key = "reverse", name = "Reverse"},\n]', "]"),
        ('name = "Front"', 'name = "Front: side"'),
        ('name = "deckgen Basic"', "name = 'say \"hi\"'"),
        ('name = "deckgen Basic"', "name = "),
        ('name = "deckgen Basic"', 'nome = "deckgen Basic"'),
    ],
)
def test_a_changed_schema_or_an_unusable_name_is_an_error_in_notetype_toml(
    project: MakeProject, replacement: tuple[str, str]
) -> None:
    assert found(with_template(project, BASIC, replacement)) == [("T004", f"templates/{BASIC}")]


def test_fields_in_another_order_are_another_schema(project: MakeProject) -> None:
    swap = (
        '{key = "front", name = "Front"},\n  {key = "back", name = "Back"},',
        '{key = "back", name = "Back"},\n  {key = "front", name = "Front"},',
    )
    assert found(with_template(project, BASIC, swap)) == [("T004", f"templates/{BASIC}")]


def test_two_fields_of_one_name_are_an_error(project: MakeProject) -> None:
    """Anki would rename the second one, and its contents would no longer be shown."""
    assert found(with_template(project, BASIC, ('name = "Spare1"', 'name = "Extra"'))) == [
        ("T004", f"templates/{BASIC}")
    ]


FRONT = "notetypes/basic/forward.front.html"


@pytest.mark.parametrize(
    "broken",
    [
        "{{Fornt}}",
        "{{#Front}}never closed",
        "{{/Front}}",
        "{{#Back}}{{/Front}}",
        "{{! a comment }}",
        "{{ text: Front }}",
        "{{front}}",
    ],
)
def test_a_template_anki_could_not_show_is_an_error_in_its_file(project: MakeProject, broken: str) -> None:
    made = with_template(project, FRONT, ("{{Front}}", "{{Front}}" + broken))
    assert set(found(made)) == {("T005", f"templates/{FRONT}")}


@pytest.mark.parametrize(
    "fine",
    ["{{FrontSide}}", "{{Tags}}", "{{Deck}}", "{{type:Back}}", "{{hint:Extra}}", "<!-- {{Fornt}} -->", "{{Spare1}}"],
)
def test_what_anki_knows_by_itself_is_no_error(project: MakeProject, fine: str) -> None:
    path = "notetypes/basic/forward.back.html"
    assert found(with_template(project, path, ("{{Back}}", "{{Back}}" + fine))) == []


@pytest.mark.parametrize(
    "part",
    ["<script>x</script>", "<SCRIPT src='x.js'>", '<img src="https://example.org/x.png">', "<img src=//example.org/x>"],
)
def test_scripts_and_remote_pictures_in_a_template_are_errors_at_their_line(project: MakeProject, part: str) -> None:
    made = with_template(project, FRONT, ("{{Front}}", f"{{{{Front}}}}\n{part}"))
    problems = made.compile().errors
    assert [(problem.code, problem.span.path) for problem in problems] == [("T006", f"templates/{FRONT}")]
    line = packaged_templates()[FRONT].text.split("{{Front}}")[0].count("\n") + 2
    assert problems[0].span.line == line


@pytest.mark.parametrize(
    "rule", ['@import "x.css";', "a { background: url(https://example.org/x.png) }", "a { src: url('//x.org/f') }"]
)
def test_remote_parts_of_the_stylesheet_are_errors(project: MakeProject, rule: str) -> None:
    made = project({"cards/a/x.yaml": QA, "templates/style.css": f".dk {{}}\n{rule}\n"})
    assert [(one.code, one.span.path, one.span.line) for one in made.compile().errors] == [
        ("T006", "templates/style.css", 2)
    ]


def test_the_report_link_is_on_the_back_and_names_the_note(project: MakeProject) -> None:
    url = 'https://example.org/new?title={id}&by=\\"x\\"'
    made = project(
        {"cards/a/x.yaml": QA, "deckgen.toml": f'[project]\nnamespace = "test"\ntitle = "T"\nreport_url = "{url}"\n'}
    )
    for notetype in made.compile().notetypes.values():
        for template in notetype.templates:
            assert 'href="https://example.org/new?title={{Id}}&by=%22x%22"' in template.back
            assert "example.org" not in template.front
            assert "deckgen:report" not in template.back


def test_without_a_report_url_there_is_no_link(project: MakeProject) -> None:
    for notetype in project({"cards/a/x.yaml": QA}).compile().notetypes.values():
        assert all("<a " not in one.back and "deckgen:report" not in one.back for one in notetype.templates)


def test_the_look_depends_on_what_anki_stores_and_not_on_where_it_lies(project: MakeProject) -> None:
    packaged = project({"cards/a/x.yaml": QA}).compile().notetypes
    copied = with_template(project, FRONT).compile().notetypes
    assert {key: one.look for key, one in copied.items()} == {key: one.look for key, one in packaged.items()}


def test_a_missing_notetype_file_is_an_error(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = {
        path: file
        for path, file in packaged_templates().items()
        if path not in {BASIC, FRONT.replace("basic", "cloze")}
    }
    monkeypatch.setattr("deckgen.project.packaged_templates", lambda: kept)
    assert ("T001", f"templates/{BASIC}") in found(project({"cards/a/x.yaml": QA}))


def test_cloze_markup_outside_the_text_of_a_cloze_note_makes_no_card(project: MakeProject) -> None:
    """Anki counts deletions in every field of a cloze note: each stray one would be a card that says only `No cloze 2 found`."""
    built = project({"cards/a/x.yaml": CLOZE}).compile()
    assert not built.errors
    [note] = built.notes
    assert [card.ord for card in note.cards] == [0]
    extra = note.fields[built.notetypes["cloze"].index("extra")]
    assert "{{c" not in extra
    assert "&#123;&#123;c2::x}}" in extra
    assert "{{c1::hole}}" in note.fields[built.notetypes["cloze"].index("text")]
