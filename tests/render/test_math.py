"""Math: the TeX an author writes is the TeX that MathJax gets."""

import pytest
from hypothesis import given, settings

from tests.examples import upto
from tests.render.helpers import codes, formulas, html, words
from tests.strategies import tex

CORPUS = [
    r"x", r"x_1", r"x_{i,j}", r"x^2", r"x^{2^3}", r"a_i^2 + b_i^2", r"a*b*c", r"a_1 \_ b_2", r"\frac{a}{b}",
    r"\frac{\frac{a}{b}}{c}", r"\sqrt[3]{x}", r"\theta", r"\beta", r"\nabla f", r"\mathcal{L}",
    r"\mathbb{R}^{d \times d}", r"\text{if } a < b", r"a < b > c", r"a \& b",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}", r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}",
    r"\begin{cases} 0 & x < 0 \\ 1 & x \ge 0 \end{cases}", r"\left( \frac{a}{b} \right)",
    r"\left\{ x \mid x > 0 \right\}", r"\{1, 2\}", r"|x|", r"\|x\|_2", r"\lvert x \rvert", r"P(A|B)",
    r"\sum_{i=1}^{N} x_i", r"\prod_{k} p_k", r"\int_0^1 x \, dx", r"\lim_{n \to \infty} a_n",
    r"\log \frac{\exp(s_{ii}/\tau)}{\sum_j \exp(s_{ij}/\tau)}",
    r"\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V", r"\mathbb{E}_{x \sim p}[f(x)]",
    r"D_{\mathrm{KL}}(p \,\|\, q)", r"\hat{y}", r"\tilde{x}", r"\overline{AB}", r"x'", r"x''", r"f'(x)", r"1{,}024",
    r"10\%", r"\$5", r"\#params", r"a\_b", r"O(n \log n)", r"2^{-10}", r"\alpha\beta\gamma", r"A^{-1}",
    r"x \in [0, 1)", r"\approx 0.07", r"\color{red}{x}", r"\underbrace{a + b}_{n}", r"\overset{?}{=}",
    r"\boldsymbol{\mu}", r"~x~", r"\,x\;y\!z", r"损失 = x", r"*x*", r"**x**", r"{}_x + {}_y", r"[a](b)", r"![a](b)",
    r"<b>", r"\text{&lt;}", r"a--b", r"x!", r"a::b",
]  # fmt: skip


def test_the_corpus_is_a_corpus() -> None:
    assert len(CORPUS) == len(set(CORPUS)) >= 50


@pytest.mark.parametrize("formula", CORPUS)
@pytest.mark.parametrize(
    "around",
    [
        "${}$", "\\({}\\)", "$${}$$", "\\[{}\\]", "text ${}$, text", "**bold ${}$ bold**", "- item ${}$\n- item \\({}\\)",
        "|a|b|\n|-|-|\n|${}$|\\({}\\)|", "1. a\n   - ${}$", "> ${}$", "[${}$](https://x.y)", "中文${}$中文", "_${}$_",
    ],
)  # fmt: skip
def test_tex_in_is_tex_out(formula: str, around: str) -> None:
    """In paragraphs, lists, tables, quotes and links, inline and display: not a character is lost, added or marked up."""
    text = around.replace("{}", formula)
    assert formulas(html(text)) == [formula] * around.count("{}")
    assert codes(text) == []


@pytest.mark.parametrize("formula", [formula for formula in CORPUS if "::" not in formula])
def test_tex_in_a_cloze_text(formula: str) -> None:
    """Hidden as a whole, or next to a deletion."""
    for text in (f"{{{{c1::${formula}$}}}}", f"{{{{c1::a}}}} ${formula}$", f"{{{{c1::\\({formula}\\)::hint}}}}"):
        assert formulas(html(text, cloze=True)) == [formula], text
        assert codes(text, cloze=True) == []


@pytest.mark.parametrize(
    "text", ["$5 and $10", "costs $5, or $10 each", "US$5", "from $5 to $6", "a $ sign", "$ x $", "$5", "5$", r"\$x\$"]
)
def test_currency_is_no_math(text: str) -> None:
    """Pandoc's rule: the opening dollar has text right after it, the closing one has text before it and no digit after it."""
    rendered = html(text)
    assert formulas(rendered) == []
    assert words(rendered) == text.replace("\\$", "$")
    assert codes(text) == []


def test_dollars_in_code_are_dollars() -> None:
    assert html("`$HOME` and `$PATH`") == "<p><code>$HOME</code> and <code>$PATH</code></p>"


def test_code_and_math_that_cross_are_decided_by_what_opens_first() -> None:
    assert formulas(html("`$` costs $x$")) == ["x"]
    assert formulas(html("$a$ `b$ c`")) == ["a"]


def test_display_math_may_have_several_lines() -> None:
    assert formulas(html("$$\na \\\\\nb\n$$")) == ["\na \\\\\nb\n"]


def test_an_escaped_delimiter_is_text() -> None:
    r"""`\\(` is a backslash and a parenthesis: MathJax must not see an opening in it."""
    rendered = html(r"C:\\(x86)")
    assert r"\(" not in rendered
    assert words(rendered) == r"C:\(x86)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$a", ["X001"]), (r"\(a", ["X001"]), (r"\[a", ["X001"]), (r"\(\)", ["X001"]), ("$$ $$", ["X001"]),
        ("$$a\n\nb$$", ["X001"]),
        (r"$\frac{a}{b$", ["X002"]), (r"$a}$", ["X002"]), (r"$\{$", []), (r"$\\{a}$", []), ("[latex]a[/latex]", ["X003"]),
        ("[$$]a[/$$]", ["X003"]), ("```\na", ["X004"]), ("~~~\na\n```", ["X004"]), ("```\n```", []), ("$a\n\nb$", []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_math_and_fences(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@settings(max_examples=upto(150), deadline=None)
@given(tex)
def test_any_tex_comes_out_unchanged(formula: str) -> None:
    assert formulas(html(f"a \\({formula}\\) b")) == [formula]
    assert formulas(html(f"|a|\n|-|\n|\\({formula}\\)|")) == [formula]
    assert formulas(html(f"{{{{c1::\\({formula}\\)}}}}", cloze=True)) == [formula]
