"""What is a change of words (stamped, reaches every learner), what only one of HTML, and what is none."""

import pytest

from tests.conftest import MakeProject, sections

BASE = """
-- deckgen.toml --
[project]
namespace = "test"
title = {en = "Test", de = "Probe"}
languages = ["en", "de"]
-- cards/references.yaml --
paper: {title: A paper, authors: Someone, year: 2020, url: "https://example.org/1"}
-- cards/syllabus.yaml --
- {id: item, topic: a, question: {en: Why?, de: Warum?}}
-- cards/a/topic.yaml --
title: {en: Topic, de: Thema}
order: 1
tags: [of-topic]
-- cards/a/media/dot.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect id="r" width="5" height="5"/></svg>
-- cards/a/media/other.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect id="s" width="6" height="6"/></svg>
-- cards/a/x.yaml --
- id: one
  section: intro
  front: {en: question, de: Frage}
  back: {en: "![dot](dot.svg)", de: Antwort}
  extra: why
  source: [{ref: paper, at: "sec. 1"}]
  tags: [mine]
  answers: [item]
- id: calculated
  kind: calc
  front: {en: how many, de: wie viele}
  given: {n: 2}
  expression: n + 2
  answer: "4"
- id: coded
  kind: code
  front: {en: write, de: schreib}
  code: {language: python, source: "print(1)"}
  run: {output: "1"}
"""
CONTENT, HTML, NOTHING = "content", "html", "nothing"


def difference(project: MakeProject, change: tuple[str, str], note: str) -> str:
    """What is different about one note after a change of the sources."""
    old, new = change
    assert old in BASE, f"`{old}` is not in the sources"
    before, after = project(sections(BASE)).compile(), project(sections(BASE.replace(old, new, 1))).compile()
    assert not before.errors
    assert not after.errors, after.errors
    first = next(one for one in before.notes if str(one.key) == note)
    second = next(one for one in after.notes if str(one.key) == note)
    if first.content != second.content and first.html != second.html:
        return CONTENT
    assert first.content == second.content or first.html == second.html
    return HTML if first.html != second.html else "written" if first.content != second.content else NOTHING


CHANGES: dict[str, tuple[tuple[str, str], str]] = {
    "the question": (("en: question", "en: other question"), CONTENT),
    "the extra": (("extra: why", "extra: because"), CONTENT),
    "a tag of the entry": (("tags: [mine]", "tags: [mine, yours]"), CONTENT),
    "the section": (("section: intro", "section: outro"), CONTENT),
    "the place in a source": (("sec. 1", "sec. 2"), CONTENT),
    "another source": (('source: [{ref: paper, at: "sec. 1"}]', "source: []"), CONTENT),
    "the bytes of a picture": (('<rect id="r" width="5"', '<rect id="r" width="4"'), CONTENT),
    "another picture": (("![dot](dot.svg)", "![dot](other.svg)"), CONTENT),
    "a new pitfall": (("extra: why", "extra: why\n  pitfall: trap"), CONTENT),
    "a new reverse card": (("extra: why", "extra: why\n  reverse: true"), CONTENT),
    "the address of a source": (("example.org/1", "example.org/2"), HTML),
    "the year of a source": (("year: 2020", "year: 2021"), HTML),
    "the title of the topic": (("title: {en: Topic", "title: {en: Subject"), HTML),
    "a tag of the topic": (("tags: [of-topic]", "tags: [of-topic, new]"), HTML),
    "the tag prefix": (('title = {en = "Test"', 'tag_prefix = "p"\ntitle = {en = "Test"'), HTML),
    "an unrelated entry": (("- id: calculated", "- {id: new, front: q, back: b}\n- id: calculated"), NOTHING),
    "the words of another entry": (("en: how many", "en: how much"), NOTHING),
    "the text of the other language": (("de: Frage", "de: andere Frage"), NOTHING),
    "the syllabus items it answers": (("  answers: [item]\n", ""), NOTHING),
    "the languages spelt out": (("  section: intro", "  section: intro\n  languages: [en, de]"), NOTHING),
    "a picture nobody uses": (('<rect id="s" width="6"', '<rect id="s" width="7"'), NOTHING),
    "a text given once for all languages": (("extra: why", "extra: {en: why, de: why}"), NOTHING),
    "a default spelt out": (("extra: why", "extra: why\n  kind: qa\n  reverse: false"), NOTHING),
    "the order of the topic": (("order: 1", "order: 2"), NOTHING),
    "the question of a syllabus item": (("en: Why?", "en: Really?"), NOTHING),
    "a text written as a block": (("extra: why", "extra: |\n    why\n"), NOTHING),
    "a text folded anew": (("extra: why", "extra: '  why'"), "written"),
    "the licence": (('title = {en = "Test"', 'license = "MIT"\ntitle = {en = "Test"'), NOTHING),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_change_of_the_sources_is_to_a_note(project: MakeProject, what: str) -> None:
    change, expected = CHANGES[what]
    assert difference(project, change, "one (en)") == expected


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (("expression: n + 2", "expression: 2 + n"), "calculated (en)"),
        (('run: {output: "1"}', 'run: {output: "1", seconds: 9}'), "coded (en)"),
    ],
)
def test_how_an_answer_is_checked_is_written_but_not_on_the_card(
    project: MakeProject, change: tuple[str, str], note: str
) -> None:
    """The digest of the words changes and the note does not, so planning keeps its time."""
    assert difference(project, change, note) == "written"


def test_a_template_changes_the_html_of_its_kind_only(project: MakeProject) -> None:
    before = project(sections(BASE)).compile()
    template = "-- templates/calc/front.html.j2 --\n<b>{{ front }}</b>\n"
    after = project(sections(BASE + template)).compile()
    assert not after.errors
    changed = [str(a.key) for a, b in zip(before.notes, after.notes, strict=True) if a.html != b.html]
    assert changed == ["calculated (en)", "calculated (de)"]
    assert [note.content for note in before.notes] == [note.content for note in after.notes]
    assert {key: one.look for key, one in before.notetypes.items()} == {
        key: one.look for key, one in after.notetypes.items()
    }


def test_a_stylesheet_changes_the_look_and_no_note(project: MakeProject) -> None:
    before = project(sections(BASE)).compile()
    after = project(sections(BASE + "-- templates/style.css --\n.dk { color: red }\n")).compile()
    assert [(note.content, note.html) for note in before.notes] == [(note.content, note.html) for note in after.notes]
    assert all(before.notetypes[key].look != after.notetypes[key].look for key in before.notetypes)


def test_renaming_an_entry_changes_no_words(project: MakeProject) -> None:
    before = project(sections(BASE)).compile()
    after = project(sections(BASE.replace("- id: one", "- id: uno"))).compile()
    assert before.notes[0].content == after.notes[0].content
    assert before.notes[0].html != after.notes[0].html
