r"""What deckgen says of a formula is what Anki's own MathJax makes of it in a browser, for every macro and environment it knows."""

import re
from pathlib import Path

import pytest
from selenium import webdriver

from deckgen.cli.session import compiled
from deckgen.markup.plain_text import plain_text
from deckgen.mathjax import formula_problems, names
from deckgen.project import read_project
from tests.browser.server import serving
from tests.repository import ROOT

PAGE = """<!doctype html><meta charset="utf-8"><script src="/_anki/js/mathjax.js"></script>
<script src="/_anki/js/vendor/mathjax/tex-chtml-full.js"></script>"""
VERDICTS = r"""
const [formulas, done] = arguments;
const isRed = (tex) => {
  try { return /<merror|<mtext[^>]* mathcolor="red"/.test(MathJax.tex2mml(tex, { display: true })); } catch { return true; }
};
MathJax.startup.promise.then(() => done([MathJax.version, formulas.map(isRed)]));
"""
REMEMBERED = re.compile(r"def$|let$|new|Declare|require|definecolor|mathtoolsset|label|tagform|MakeAbbrev")
"""Macros that change what MathJax makes of the formulas after them."""
RED = ("X002", "X007", "X008", "X009")
WRONG = (
    r"\bm{x}",
    r"\argmax_x",
    r"\mathds{1}",
    r"\oiint",
    r"\SI{1}{m}",
    r"\begin{tabular}{c}a\end{tabular}",
    r"\left( x",
    r"x \right)",
    r"\left x",
    r"\begin{matrix} a",
    r"a \end{matrix}",
    r"\begin{matrix} a \end{pmatrix}",
    r"\frac{a}",
    r"\frac",
    r"\sqrt{",
    "x^",
    "x_1_2",
    "x^1^2",
    "x'^2",
    "a & b",
    "{a",
    "a}",
    "#",
    r"\sqrt[3{x}",
    r"\text{a",
    r"\text{$a}",
    r"\text{$\foo$}",
    r"\text{\foo}",
    r"\tag{1}",
    r"\begin{aligned} a & \foo \\ b \end{aligned}",
    r"\ce{H2O",
    r"\ce{\foo}",
    r"\hspace{x}",
    r"\verb|a",
    r"% \foo",
    r"\color{blue}{\foo}",
    r"\dv{x}{y}",
    r"\a",
    r"a \\ b",
    r"a \over b \over c",
    r"\limits x",
    r"\middle| x",
    r"\operatorname{\foo}",
    r"\substack{a \\ \b}",
    "~",
    "$x$",
    r"\overset{a}",
    r"\binom{n}",
    r"\big x",
    r"\hline",
    r"\nonumber",
    r"\begin{array} a \end{array}",
    r"\href{https://a.b}{\foo}",
    r"\\[x]",
    "^2",
)


def formulas_of_the_repository() -> set[str]:
    """The TeX of all formulas in the fields of the decks, without deletions."""
    fields = (str(field) for note in compiled(read_project(ROOT)).notes for field in note.fields)
    shown = (re.sub(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", r"\1", field) for field in fields)
    return {
        plain_text(tex)
        for field in shown
        for pair in re.findall(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", field, re.DOTALL)
        for tex in pair
        if tex
    }


def every_macro_and_environment() -> set[str]:
    macros = [name for name in names("macro") if not REMEMBERED.search(name)]
    called = {
        rf"x \{name} {arguments}"
        for name in macros
        for arguments in ("", "{a}", "{a}{b}", "{a}{b}{c}", "[a]{b}", "( y )")
    }
    inside = {
        rf"\begin{{{name}}}{arguments} a & b \\ c \end{{{name}}}"
        for name in names("environment")
        for arguments in ("", "{2}", "{cc}")
    }
    return called | inside


@pytest.mark.anki
@pytest.mark.browser
@pytest.mark.slow
def test_the_verdict_on_every_formula_is_that_of_ankis_mathjax(
    browser: webdriver.Chrome, assets: Path, tmp_path: Path
) -> None:
    (tmp_path / "math.html").write_text(PAGE, encoding="utf-8")
    corpus = sorted(formulas_of_the_repository() | every_macro_and_environment() | set(WRONG))
    with serving({"/_anki/": assets, "/_page/": tmp_path}) as address:
        browser.get(f"{address}/_page/math.html")
        version, verdicts = browser.execute_async_script(VERDICTS, corpus)
    ours = [any(problem.code in RED for problem in formula_problems(tex, display=True)) for tex in corpus]
    assert version == "3.2.2"
    assert len(corpus) > 6000
    differ = [tex for tex, we, they in zip(corpus, ours, verdicts, strict=True) if we != they]
    assert differ == []


def test_no_formula_of_the_repository_is_complained_of() -> None:
    formulas = formulas_of_the_repository()
    assert len(formulas) > 150
    assert {tex: formula_problems(tex, display=False) for tex in formulas if formula_problems(tex, display=False)} == {}
