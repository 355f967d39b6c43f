"""Macros of `[math.macros]`, from deckgen.toml to the fields of notes and the lock's digests."""

from tests.conftest import MakeProject

TOML = """-- deckgen.toml --
[project]
namespace = "test"
title = "Test"

[math.macros]
R = '\\mathbb{R}'
set = '\\{#1\\}'
both = '\\set{\\R}'
-- cards/a/x.yaml --
- {id: one, front: Q, back: '$x \\in \\R$'}
- {id: two, front: Q, back: '$x$'}
- {id: three, kind: cloze, text: 'It is {{c1::$\\both$}} or $\\set{{{c2::x_{y}}}}$.'}
"""


def test_formulas_are_written_out_also_in_deletions(project: MakeProject) -> None:
    one, _, three = project(TOML).compile().notes
    assert r"\(x \in \mathbb{R}\)" in " ".join(one.fields)
    text = " ".join(three.fields)
    assert r"{{c1::\(\{\mathbb{R&#125;\&#125;\)}}" in text
    assert r"\(\{{{c2::x_{y&#125;}}\}\)" in text


def test_a_changed_macro_is_a_correction_of_the_notes_that_call_it(project: MakeProject) -> None:
    before = {note.key.entry: note.content for note in project(TOML).compile().notes}
    after = {note.key.entry: note.content for note in project(TOML.replace("mathbb{R}", "mathbf{R}")).compile().notes}
    assert {entry for entry in before if before[entry] != after[entry]} == {"one", "three"}
