"""Cloze texts: Anki ends a deletion at the first `}}` and starts its hint at the first `::`, wherever they stand."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.notes.cardgen import cloze_numbers
from deckgen.render.cloze import deletion
from tests.examples import upto
from tests.render.helpers import codes, html
from tests.strategies import markdown_like, ordinary


def deletions(rendered: str) -> list[tuple[str, str, str]]:
    """Number, hidden text and hint of each innermost deletion, as Anki splits them."""
    found = re.findall(r"(?s)\{\{c(\d+)::((?:(?!\{\{c\d).)*?)\}\}", rendered)
    return [(number, *(unescape(part) for part in (*body.split("::", 1), "")[:2])) for number, body in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{c1::a}} and {{c12::b}}", [("1", "a", ""), ("12", "b", "")]),
        ("{{c1::a::hint}}", [("1", "a", "hint")]),
        ("{{c1::**a**}}", [("1", "<strong>a</strong>", "")]),
        ("{{c1::`x}}`}} y", [("1", "<code>x}}</code>", "")]),
        ("{{c1::`std::vector`}}", [("1", "<code>std::vector</code>", "")]),
        ("{{c1::`std::vector`::a type}}", [("1", "<code>std::vector</code>", "a type")]),
        ("{{c1::a:}}:b", [("1", "a:", "")]),
        (r"{{c1::$\frac{a}{b}$}}", [("1", r"\(\frac{a}{b}\)", "")]),
        (r"{{c1::$x^{2^{3}}$}}", [("1", r"\(x^{2^{3}}\)", "")]),
        (r"${{c1::\frac{a}{b}}} + c$", [("1", r"\frac{a}{b}", "")]),
        (r"$\frac{ {{c1::a}} }{b}$", [("1", "a", "")]),
        (r"$\frac{{{c1::a}}}{{{c2::b}}}$", [("1", "a", ""), ("2", "b", "")]),
        (r"\({{c1::a::hint}}\)", [("1", "a", "hint")]),
        (r"{{c1::$a::b$}}", [("1", r"\(a::b\)", "")]),
        (r"${{c1::\\{x}}}$", [("1", r"\\{x}", "")]),
        (r"${{c1::\{x\}}}$", [("1", r"\{x\}", "")]),
        ("{{c1::{1, 2}}}", [("1", "{1, 2}", "")]),
        ("{{c1::{a: {b: 1}}}}", [("1", "{a: {b: 1}}", "")]),
        ("{{c1::Jinja {{ x }} here}}", [("1", "Jinja {{ x }} here", "")]),
        ("Jinja {{ x }} {{c1::here}}", [("1", "here", "")]),
        (r"\{{{c1::x}}\}", [("1", "x", "")]),
        ("{{c1::$5}} a month, or {{c2::$50}} a year", [("1", "$5", ""), ("2", "$50", "")]),
        ("{{c1::a < b & c}}", [("1", "a < b & c", "")]),
    ],
)
def test_what_is_hidden(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert deletions(html(text, cloze=True)) == expected
    assert codes(text, cloze=True) == []


def test_deletions_in_each_other() -> None:
    rendered = html("{{c1::a {{c2::b::hint}} c}}", cloze=True)
    assert rendered == "<p>{{c1::a {{c2::b::hint}} c}}</p>"
    assert cloze_numbers(rendered) == {1, 2}


def test_a_deletion_around_code() -> None:
    rendered = html("{{c1::\n\n```python\nd = {'a': {'b': 1}}\n```\n\n}}", cloze=True)
    assert rendered.count("}}") == 1
    assert rendered.startswith("{{c1::\n<pre")
    assert rendered.endswith("</pre>\n}}")


def test_a_deletion_around_a_list() -> None:
    """The end mark is not swallowed by the last item."""
    assert html("{{c1::\n- a\n- b\n}}", cloze=True) == "{{c1::\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n}}"


def test_deletions_in_lists_and_tables() -> None:
    rendered = html("- {{c1::a}}\n- {{c2::b}}\n\n| x | y |\n|---|---|\n| {{c3::c}} | {{c4::$d|e$}} |", cloze=True)
    assert [number for number, _, _ in deletions(rendered)] == ["1", "2", "3", "4"]
    assert "<td>{{c3::c}}</td>" in rendered


def test_a_deletion_in_code_is_a_deletion() -> None:
    """In inline and in fenced code; `::` and braces in it are code."""
    rendered = html("{{c1::a}} `{{c9::b::c}}`\n\n```python\nx = {{c8::{1: {2: 3}}}}\n```", cloze=True)
    assert cloze_numbers(rendered) == {1, 8, 9}
    assert "{{c9::b&#58;&#58;c}}" in rendered


def test_highlighting_goes_around_a_deletion() -> None:
    """Every element ends before the mark of a deletion and begins again after it, so that what Anki replaces is whole."""
    rendered = html('```python\nprint("a{{c1::b")}} + {{c2::yield}}\n```', cloze=True)
    for hidden in re.findall(r"\{\{c\d::(.*?)\}\}", rendered):
        assert hidden.count("<span") == hidden.count("</span>")
    assert '{{c2::<span class="k">yield</span>}}' in rendered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing", ["K101"]),
        ("`{{c1::a}}`", []),
        ("`{{c1::a`}}", ["K103", "K103"]),
        ("```\n{{c1::a\n```\n}}", ["K103", "K103"]),
        ("{{c0::a}}", ["K102"]),
        ("{{c101::a}}", ["K102"]),
        ("{{c1::a", ["K103"]),
        ("{{c1::a {{c2::b}}", ["K103"]),
        ("{{c1::a}} b}}", ["K103"]),
        ("{{c1::a $x}} b$", ["K103"]),
        (r"${{c1::\frac{a}}$", ["K103"]),
        ("{{c1::}}", ["K104"]),
        ("{{c1::::hint}}", ["K104"]),
        ("{{c1,2::a}}", ["K106"]),
    ],
)
def test_what_is_wrong(text: str, expected: list[str]) -> None:
    assert codes(text, cloze=True) == expected


def test_cloze_marks_in_other_texts_are_reported() -> None:
    assert codes("What is {{c1::a}}?") == ["K105"]
    assert codes("Write `{{c1::a}}`.") == []


@settings(max_examples=upto(150), deadline=None)
@given(markdown_like)
def test_a_text_without_complaint_has_balanced_deletions(text: str) -> None:
    """If nothing is reported, Anki finds the numbers the author wrote, each closed, and at least one."""
    if codes(text, cloze=True):
        return
    rendered = html(text, cloze=True)
    assert cloze_numbers(rendered)
    assert len(re.findall(r"\{\{c\d+(?:,\d+)*::", rendered)) <= rendered.count("}}")


@settings(max_examples=upto(100), deadline=None)
@given(st.integers(1, 100), ordinary)
def test_a_label_is_hidden_whole(number: int, label: str) -> None:
    """Whatever stands in the words of a diagram's element, Anki hides all of it and shows no hint."""
    hidden = deletion(number, label.replace("&", "&amp;").replace("<", "&lt;"))
    assert cloze_numbers(hidden) == {number}
    assert hidden.index("}}") == len(hidden) - 2
    assert unescape(hidden.removeprefix(f"{{{{c{number}::").removesuffix("}}")) == label
    assert hidden.count("::") == 1


def test_a_literal_that_anki_would_read_as_a_deletion_stays_text() -> None:
    rendered = html("{{c1::a}} and `{{c,3::b}}`", cloze=True)
    assert cloze_numbers(rendered) == {1}
