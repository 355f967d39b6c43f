r"""TeX in rendered cards becomes MathML where MathJax would typeset it, and everything else stays as it is."""

import re
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deckgen.cli.session import compiled
from deckgen.model import Html
from deckgen.preview.anki_html import render_cards
from deckgen.preview.mathml import unconvertible, with_mathml
from deckgen.preview.tex import to_mathml
from deckgen.project import read_project
from tests import strategies
from tests.repository import ROOT


def tree(tex: str, *, is_block: bool = False) -> ElementTree.Element:
    mathml = to_mathml(tex, is_block=is_block)
    assert mathml is not None, f"{tex} is not converted"
    return ElementTree.fromstring(mathml)


def row(tex: str) -> list[tuple[str, str]]:
    """Tags and texts of the formula's parts, in order; spaces show as their width."""
    parts = [(one.tag, one.text or one.get("width") or "") for one in tree(tex).iter()]
    return [(tag, text) for tag, text in parts if text]


# -- where math is ------------------------------------------------------------------------------------------------------


def test_math_inline_and_on_its_own() -> None:
    html = with_mathml(Html(r"<p>a \(x\) b \[y\] c</p>"))
    inline, block = re.findall(r"<math.*?</math>", html)
    assert html == f'<p>a {inline} b <span class="dk-math">{block}</span> c</p>'
    assert ('display="inline"' in inline, 'display="block"' in block) == (True, True)


@pytest.mark.parametrize(
    "html",
    [
        r"<code>\(x\)</code>",
        r"<pre><code>a \(x\) <b>b</b></code></pre>",
        r"<PRE>\[x\]</PRE>",
        r"<!-- \(x\) -->",
        r'<span data-cloze="\(x\)">[...]</span>',
        r'<img alt="a > \(x\)">',
        r"a \( b",
        r"a \) b \(",
        r"\(a<b>x</b>\)",
        "$x$ and $$y$$",
        r"<style>\(x\)</style><script>\[x\]</script>",
    ],
)
def test_what_mathjax_leaves_alone_stays_as_it_is(html: str) -> None:
    assert with_mathml(Html(html)) == html


def test_character_references_are_read_before_the_tex_is() -> None:
    assert with_mathml(Html(r"\(a&lt;b&amp;\)")) == with_mathml(Html(r"\(a&#60;b&#38;\)"))
    assert "<mo>&lt;</mo>" in with_mathml(Html(r"\(a&lt;b\)"))


def test_a_formula_that_cannot_be_converted_is_shown_as_its_tex_and_named() -> None:
    html = Html(r"a \(x &lt; {\) b \(x\) \[\begin{nosuch}\] \(\frac{a\)")
    assert unconvertible(html) == (r"\(x &lt; {\)", r"\[\begin{nosuch}\]", r"\(\frac{a\)")
    assert r'a <code class="dk-tex">\(x &lt; {\)</code> b <math' in with_mathml(html)


def test_a_macro_that_mathjax_does_not_know_is_red_in_its_formula_as_in_anki() -> None:
    formula = tree(r"x + \bm{w}")
    assert [one.text for one in formula.iter("mtext") if one.get("mathcolor") == "red"] == [r"\bm"]
    assert "w" in "".join(formula.itertext())


@pytest.mark.parametrize("tex", [r"\ce{2H2 + O2 -> 2H2O}", r"\cancel{x}", r"\text{a $b$}", r"\pu{3 kg}"])
def test_what_the_library_does_not_read_is_drawn_as_mathjax_reads_it(tex: str) -> None:
    assert "\\" not in "".join(tree(tex).itertext())


def test_text_in_math_cannot_become_html() -> None:
    html = with_mathml(Html(r"\(\text{&lt;img src=x onerror=alert(1)&gt;} \text{&amp;lt;b&amp;gt;}\)"))
    assert "<img" not in html
    assert "&lt;img" in html


@settings(deadline=None)
@given(st.one_of(strategies.tex, strategies.markdown_like))
@example(r"\text{</math><b>}")
@example("&#x3c;script&#x3e;")
def test_whatever_the_tex_is_the_html_stays_whole(tex: str) -> None:
    html = with_mathml(Html(rf"<p>\({escape(tex)}\)</p>"))
    opened: list[str] = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert opened.pop() == tag

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag.startswith("m")

    Checker().feed(html)
    assert opened == []


def test_every_formula_of_the_repository_is_converted() -> None:
    compilation = compiled(read_project(ROOT))
    cards = [
        card for note in compilation.notes for card in render_cards(note, compilation.notetypes[note.notetype], deck="")
    ]
    failed = {tex for card in cards for side in (card.front, card.back) for tex in unconvertible(side)}
    assert cards
    assert failed == set()


# -- what the library does not do by itself -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "parts"),
    [
        (r"\log x", [("mi", "log"), ("mspace", "0.167em"), ("mi", "x")]),
        (r"\log(x)", [("mi", "log"), ("mo", "("), ("mi", "x"), ("mo", ")")]),
        (r"2\ln 2", [("mn", "2"), ("mspace", "0.167em"), ("mi", "ln"), ("mspace", "0.167em"), ("mn", "2")]),
        (r"\operatorname{KL}(p)", [("mo", "KL"), ("mo", "("), ("mi", "p"), ("mo", ")")]),
        (r"\mathrm{d}x", [("mtext", "d"), ("mi", "x")]),
        (r"\mathbf{W}\mathbb{R}", [("mi", "𝐖"), ("mi", "ℝ")]),
        (r"\boldsymbol{\theta}", [("mi", "𝜽")]),
        (r"x\sim p", [("mi", "x"), ("mo", "∼"), ("mi", "p")]),
        (r"\emptyset\iff\infty", [("mi", "∅"), ("mo", "⟺"), ("mi", "∞")]),
        (r"\text{中 文}", [("mtext", "中\u00a0文")]),
        (r"a\!b", [("mi", "a"), ("mspace", "-0.167em"), ("mi", "b")]),
        (r"\lVert x\rVert", [("mo", "‖"), ("mi", "x"), ("mo", "‖")]),
        (r"a \ne b \not= c", [("mi", "a"), ("mo", "≠"), ("mi", "b"), ("mo", "≠"), ("mi", "c")]),
        (r"\hat{y}", [("mi", "y"), ("mo", "ˆ")]),
    ],
)
def test_a_formula_reads_as_in_mathjax(tex: str, parts: list[tuple[str, str]]) -> None:
    assert row(tex) == parts


def test_a_sign_after_a_bracket_or_an_operator_is_a_sign() -> None:
    signs = [one.get("form") for one in tree(r"a-1=(-x)\cdot -2").iter("mo") if one.text in {"-", "−"}]
    assert signs == [None, "prefix", "prefix"]


def test_a_slash_and_bars_stand_close_to_what_is_beside_them() -> None:
    assert {one.get("lspace") for one in tree(r"|a|/\|b\|").iter("mo")} == {"0"}


def test_capital_greek_is_upright() -> None:
    assert [one.get("mathvariant") for one in tree(r"\Delta\delta").iter("mi")] == ["normal", None]


@pytest.mark.parametrize(("tex", "tag"), [(r"\max_x f", "munder"), (r"\sum_{i=1}^n i", "munderover"), ("x_1", "msub")])
def test_limits_stand_below_and_above_where_there_is_room(tex: str, tag: str) -> None:
    formula = tree(tex)[0]
    assert formula[0].tag == tag
    assert formula[0][0].get("movablelimits") == ("true" if tag != "msub" else None)


def test_signs_in_small_print_have_no_spaces_around_them() -> None:
    assert [one.get("rspace") for one in tree("x_{i=1}=2").iter("mo")] == ["0", None]


@pytest.mark.parametrize("environment", ["aligned", "align*", "align", "split"])
def test_equations_are_aligned_at_their_signs_and_have_no_numbers(environment: str) -> None:
    formula = tree(rf"\begin{{{environment}}}a&=b\\c&=d\end{{{environment}}}", is_block=True)
    sides = [str(cell.get("style")).split(";")[0] for cell in formula.iter("mtd")]
    assert sides == ["text-align: right", "text-align: left"] * 2


def test_a_box_is_drawn() -> None:
    assert "border" in str(to_mathml(r"\boxed{x}", is_block=False))


def test_a_link_in_a_formula_leads_nowhere_in_the_preview() -> None:
    assert "javascript" not in str(to_mathml(r"\href{javascript:x}{y}", is_block=False))


def test_what_mathjax_cannot_read_is_not_converted() -> None:
    assert to_mathml(r"\frac{a}", is_block=False) is None
