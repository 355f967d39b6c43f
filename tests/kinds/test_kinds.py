"""Each kind from its source to the fields of its note."""

import importlib
import pkgutil
import re

import pytest

import deckgen.kinds
from deckgen.kinds import KIND_BY_NAME, KINDS
from deckgen.kinds.code import KIND as CODE
from tests.conftest import MakeProject
from tests.kinds.helpers import compiled, words

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><title>Two boxes</title>
<g id="a"><rect x="20" y="10" width="60" height="50"/><text x="30" y="30" font-size="8">left box</text></g>
<rect id="b" x="100" y="10" width="60" height="50"/>
</svg>
"""


def ordinals(note: object) -> list[int]:
    return [card.ord for card in note.cards]  # type: ignore[attr-defined]


def test_every_kind_has_its_row() -> None:
    modules = [
        importlib.import_module(f"deckgen.kinds.{one.name}") for one in pkgutil.iter_modules(deckgen.kinds.__path__)
    ]
    assert {kind for module in modules if (kind := getattr(module, "KIND", None))} == set(KINDS)
    assert len(KINDS) == len(KIND_BY_NAME)


def test_qa(project: MakeProject) -> None:
    fields, codes, note = compiled(
        project, "- {id: one, front: What?, back: '**That.**', extra: Why., pitfall: Not this., context: Here}"
    )
    assert codes == []
    assert words(fields["front"]) == "What?"
    assert "<strong>That.</strong>" in fields["back"]
    assert words(fields["extra"]) == "Why. Not this."
    assert words(fields["context"]) == "Here"
    assert fields["id"] == "one"
    assert ordinals(note) == [0]


def test_the_context_is_the_topic_where_left_out(project: MakeProject) -> None:
    fields, _, _ = compiled(project, "- {id: one, front: Q, back: A}")
    assert words(fields["context"]) == "A"


def test_qa_backwards(project: MakeProject) -> None:
    fields, codes, note = compiled(project, "- {id: one, front: Q, back: A, reverse: true}")
    assert codes == []
    assert fields["reverse"] == "yes"
    assert ordinals(note) == [0, 1]


def test_cloze(project: MakeProject) -> None:
    fields, codes, note = compiled(
        project, "- {id: one, kind: cloze, front: Fill in, text: '{{c1::a}} {{c3::b::hint}}', extra: Why.}"
    )
    assert codes == []
    assert "{{c1::a}} {{c3::b::hint}}" in fields["text"]
    assert words(fields["text"]).startswith("Fill in")
    assert words(fields["extra"]) == "Why."
    assert ordinals(note) == [0, 2]


def test_compare_shows_the_frame_and_then_the_values(project: MakeProject) -> None:
    entry = """
- id: one
  kind: compare
  front: What differs?
  subjects: [CLIP, '$\\sigma$-LIP']
  aspects:
    - {name: loss, values: [softmax, '**sigmoid**']}
    - {name: batch, values: ['32,768', '`a|b`']}
"""
    fields, codes, note = compiled(project, entry)
    assert codes == []
    assert words(fields["front"]) == r"What differs? CLIP \(\sigma\)-LIP loss batch"
    assert fields["front"].count("<td class") == 4
    assert words(fields["back"]).endswith("loss softmax sigmoid batch 32,768 a|b")
    assert "<strong>sigmoid</strong>" in fields["back"]
    assert ordinals(note) == [0]


def test_compare_is_a_rectangle(project: MakeProject) -> None:
    entry = (
        "- {id: one, kind: compare, subjects: [a, b], aspects: [{name: x, values: [c]}, {name: y, values: [d, e, f]}]}"
    )
    assert compiled(project, entry)[1] == ["K201", "K201"]


def test_code_is_the_answer_unless_it_is_the_question(project: MakeProject) -> None:
    back, codes, _ = compiled(
        project, "- {id: one, kind: code, front: Write it., code: {language: python, source: call}}"
    )
    assert codes == []
    assert "<pre" not in back["front"]
    assert words(back["back"]) == "call"
    entry = "- {id: one, kind: code, front: What is it?, code: {language: python, source: call, side: front}, back: A call.}"
    front, codes, _ = compiled(project, entry)
    assert codes == []
    assert words(front["front"]) == "What is it? call"
    assert words(front["back"]) == "A call."


def test_code_in_the_question_is_answered_by_its_output(project: MakeProject) -> None:
    entry = "- {id: one, kind: code, front: Prints?, code: {language: python, source: print(1), side: front}, run: {output: '1'}}"
    fields, codes, _ = compiled(project, entry)
    assert codes == []
    assert words(fields["back"]) == "1"


def test_the_program_holds_the_source_byte_for_byte() -> None:
    source = "if x:\n\ty()\n\n  # end\n"
    spec = CODE.spec.model_validate(
        {
            "id": "one", "kind": "code", "front": "Q", "code": {"language": "python", "source": source},
            "run": {"output": "1", "before": "x = 1\n", "after": "print(x)"},
        }
    )  # fmt: skip
    program = CODE.program(spec)
    assert program is not None
    assert program.source == "x = 1\nif x:\n\ty()\n\n  # end\nprint(x)\n"


@pytest.mark.parametrize(
    ("expression", "answer", "codes"),
    [
        ("1024 ** 2", "1,048,576", []), ("10.4", "10.40", []), ("1.5e9", "1.5e9", []), ("1.46e9", "1.5e9", []),
        ("1.44e9", "1.5e9", ["K402"]),
        ("2/3", "0.67", []), ("2/3", "0.66", ["K402"]), ("2/3", "0.667", []), ("1/8", "0.12", []),
        ("1/8", "0.13", []), ("2.5", "2", []),
        ("2.5", "3", []), ("2.51", "2", ["K402"]), ("7", "7 GB", ["K403"]), ("n", "1", ["K401"]), ("-3", "−3", []),
        ("3", "-3", ["K402"]),
    ],
)  # fmt: skip
def test_a_printed_number_is_the_computed_one(
    project: MakeProject, expression: str, answer: str, codes: list[str]
) -> None:
    """Rounded at the printed digit; halves may be rounded either way."""
    entry = f"- {{id: one, kind: calc, front: Q, expression: {expression}, answer: '{answer}', unit: GB}}"
    fields, found, _ = compiled(project, entry)
    assert found == codes
    assert f"<strong>{answer}</strong> GB" in fields["back"]


def test_an_inexact_answer_says_so(project: MakeProject) -> None:
    entry = "- {{id: one, kind: calc, front: Q, expression: 2/{}, answer: '{}'}}"
    assert "≈" in compiled(project, entry.format(3, "0.67"))[0]["back"]
    assert "≈" not in compiled(project, entry.format(4, "0.5"))[0]["back"]


def test_given_numbers_may_use_earlier_ones(project: MakeProject) -> None:
    given = "given: {batch: 32768, pairs: batch ** 2}, expression: pairs - batch, answer: '1,073,709,056'"
    entry = f"- {{id: one, kind: calc, front: Q, {given}}}"
    assert compiled(project, entry)[1] == []


def test_a_diagram_makes_a_card_for_each_element(project: MakeProject) -> None:
    fields, codes, note = compiled(
        project, "- {id: one, kind: diagram, front: What?, svg: p.svg, hide: [a, {id: b, label: right}]}", p=SVG
    )
    assert codes == []
    assert ordinals(note) == [0, 1]
    assert [card.name for card in note.cards] == ["a", "b"]
    assert re.findall(r"\{\{c\d::.*?\}\}", fields["text"]) == ["{{c1::left box}}", "{{c2::right}}"]
    assert "left:10.0%;top:10.0%;width:30.0%;height:50.0%" in fields["text"]
    assert 'alt="Two boxes"' in fields["text"]
    assert "<script" not in fields["text"]


def test_a_diagram_may_number_its_elements(project: MakeProject) -> None:
    """An element that is taken out leaves its number free."""
    entry = "- {id: one, kind: diagram, svg: p.svg, hide: [{id: b, label: right, number: 2}]}"
    _, codes, note = compiled(project, entry, p=SVG)
    assert codes == []
    assert ordinals(note) == [1]


def test_labels_of_a_diagram_cannot_end_their_deletion(project: MakeProject) -> None:
    entry = "- {id: one, kind: diagram, svg: p.svg, hide: [{id: b, label: '`a}}` :: b'}]}"
    fields, codes, note = compiled(project, entry, p=SVG)
    assert codes == []
    assert ordinals(note) == [0]
    assert "{{c1::<code>a&#125;&#125;</code> &#58;&#58; b}}" in fields["text"]


def test_sources_are_shown_with_their_place(project: MakeProject) -> None:
    made = project(
        {
            "cards/references.yaml": "clip: {title: CLIP, authors: Radford et al., year: 2021, arxiv: '2103.00020'}\n",
            "cards/a/x.yaml": "- {id: one, front: Q, back: A, source: [{ref: clip, at: sec. 2.4}]}",
        }
    ).compile()
    assert made.diagnostics == ()
    source = next(field for field in made.notes[0].fields if "dk-sources" in field)
    assert '<a href="https://arxiv.org/abs/2103.00020">Radford et al., 2021</a>, sec. 2.4' in source
