r"""Macros of the project are written out as MathJax would read them."""

import pytest

from deckgen.mathjax import MacroError, expanded
from deckgen.model import MathMacro

MACROS = {
    "R": MathMacro(0, r"\mathbb{R}"),
    "eps": MathMacro(0, r"\varepsilon"),
    "norm": MathMacro(1, r"\lVert #1\rVert"),
    "pair": MathMacro(2, "(#1,#2,#1)"),
}


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"x \in \R", r"x \in \mathbb{R}"),
        (r"x_\R^\R + \sqrt\R", r"x_\mathbb{R}^\mathbb{R} + \sqrt{\mathbb{R}}"),
        (r"\frac\R\R", r"\frac{\mathbb{R}}{\mathbb{R}}"),
        (r"\norm{\pair{a}{\R}}", r"\lVert (a,\mathbb{R},a)\rVert"),
        (r"\norm \eps x", r"\lVert \varepsilon\rVert x"),
        (r"\norm\eps", r"\lVert \varepsilon\rVert"),
        (r"\Rx \\R % \R", r"\Rx \\R % \R"),
        (r"\text{\R and $\R$}", r"\text{\R and $\mathbb{R}$}"),
        (r"\verb|\R|", r"\verb|\R|"),
        (r"\pair\eps b", r"(\varepsilon,b,\varepsilon)"),
    ],
)
def test_a_call_is_replaced_by_what_it_stands_for(tex: str, shown: str) -> None:
    assert expanded(tex, MACROS).tex == shown


def test_every_character_knows_where_it_comes_from() -> None:
    whole = expanded(r"a \R b \norm{c}", MACROS)
    assert len(whole.origins) == len(whole.tex)
    assert (whole.origins[whole.tex.index("a")], whole.origins[whole.tex.rindex("c")]) == (0, 13)
    assert whole.used == {"R", "norm"}


@pytest.mark.parametrize("tex", [r"\norm", r"\pair{a}", r"{\norm}", r"\norm{a"])
def test_a_missing_argument_is_an_error_at_the_call(tex: str) -> None:
    with pytest.raises(MacroError):
        expanded(tex, MACROS)
