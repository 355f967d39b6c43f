r"""Problems of formulas have the offset at which an author reads them, through arguments, text, expansions and comments."""

import re

import pytest

from deckgen.mathjax import formula_problems


def found(tex: str) -> list[tuple[str, int, str]]:
    problems = formula_problems(tex, display=False)
    return [(one.code, one.offset, re.compile(r"\\[A-Za-z]+|.").match(tex, one.offset)[0]) for one in problems]  # type: ignore[index]


@pytest.mark.parametrize(
    ("tex", "problems"),
    [
        (r"a+\bm{w}", [("X007", 2, r"\bm")]),
        (r"\frac{\bm x}{\bm x}", [("X007", 6, r"\bm"), ("X007", 13, r"\bm")]),
        (r"a \text{b $x \foo$} c", [("X007", 13, r"\foo")]),
        (r"\newcommand{\Q}{\foo} x + \Q", [("X012", 0, r"\newcommand"), ("X007", 26, r"\Q")]),
        (r"\ce{H2O + \foo}", [("X007", 10, r"\foo")]),
        ("% \\foo\nx", []),
        (r"\verb|\foo|", []),
        (r"\left\lfloor x \right\rfloor", []),
        (r"𝒙𝒚 + \bm{x}", [("X007", 5, r"\bm")]),
        (r"x^2^3 + \foo", [("X009", 3, "^"), ("X007", 8, r"\foo")]),
        (r"\begin{aligned} a & {b", [("X002", 20, "{")]),
        (r"\require{nothing}", [("X009", 0, r"\require"), ("X012", 0, r"\require")]),
        (r"\mmlToken{mtext}[href='javascript:x']{a}", [("X006", 0, r"\mmlToken")]),
        (r"\bbox[background:url(//x.org/y)]{a}", [("X010", 0, r"\bbox")]),
        (r"\bbox[5px, border: 1px solid red]{a} \href{https://a.org}{b}", []),
    ],
)
def test_a_problem_stands_where_the_author_wrote_it(tex: str, problems: list[tuple[str, int, str]]) -> None:
    assert sorted(found(tex)) == sorted(problems)


@pytest.mark.parametrize(
    ("tex", "hint"),
    [(r"\mathbff{x}", r"\mathbf"), (r"\begin{algn} a \end{algn}", "align"), (r"\bm{x}", r"\boldsymbol")],
)
def test_a_hint_names_what_was_meant(tex: str, hint: str) -> None:
    assert any(hint in (problem.hint or "") for problem in formula_problems(tex, display=True))


def test_one_formula_changes_nothing_for_the_next() -> None:
    assert found(r"\def\zz{x} \zz") == [("X012", 0, r"\def")]
    assert found(r"\zz") == [("X007", 0, r"\zz")]


def test_no_formula_is_too_hostile_to_be_judged() -> None:
    for tex in (r"\def\a{\a\a}\a", "{" * 5000 + "}" * 5000, "\x00", "\ud800", r"\def\a#1{\a{#1#1}}\a{x}"):
        assert formula_problems(tex, display=False) or "\\" not in tex
