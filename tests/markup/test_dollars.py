"""Money and variables are text, formulas are formulas."""

import pytest

from deckgen.markup.tokens import tokenize


@pytest.mark.parametrize(
    "text",
    [
        "PATH=$HOME/bin:$PATH", "The first 100$/month and the second 50$/year.", "$this->$name", "$a,$b", "costs $5 and $10",
        "$PATH$HOME", "$5/month, or 50$ a year", "${HOME}/x and ${PATH}", "echo $HOME/$USER", "between 5$ and 10$",
        "US$20 or US$", "a $20k car or $30k", "$user->name, $user->id", "from 3.50$ per hour down to 2$", "$1,000 or 2,000$",
    ],
)  # fmt: skip
def test_prices_and_variables_are_text(text: str) -> None:
    assert not [token for token in tokenize(text) if token.kind == "inline_math"]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("the $n$th element and $k$-fold, $k$NN", ["n", "k", "k"]),
        ("$x$的 $d_{model}$s", ["x", "d_{model}"]),
        ("2$x$ and $3x + 5$ or $10$", ["x", "3x + 5", "10"]),
        ("$p_1$ and $loss = CE + KL$", ["p_1", "loss = CE + KL"]),
        ("batch $B=32$, $N = 1024$", ["B=32", "N = 1024"]),
        (r"$\text{softmax}(QK^T)$", [r"\text{softmax}(QK^T)"]),
        ("$x = 5 and y = 1$ and $i=1$ to $10$ and $q$s, but $5 to 6$", ["x = 5 and y = 1", "i=1", "10", "q"]),
        ("costs $5, and $x$ is a number", ["x"]),
    ],
)
def test_formulas_stay_formulas(text: str, formulas: list[str]) -> None:
    assert [
        text[token.inner_start : token.inner_end] for token in tokenize(text) if token.kind == "inline_math"
    ] == formulas
