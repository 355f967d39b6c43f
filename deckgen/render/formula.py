"""One formula on its way to Anki: macros of the project expanded, and read as Anki's MathJax will read it on every card.

Private characters stand for cloze marks in it. Anki takes a hidden part out and puts `[...]` in its place, and on the answer
side the mark alone goes, so a formula with deletions is several formulas.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from deckgen.markup.cloze_marks import CLOZE_CLOSE, CLOZE_HINT, CLOZE_OPEN, OPENING
from deckgen.mathjax import Expanded, MacroError, MathProblem, expanded, formula_problems
from deckgen.model import MathMacro

_PIECE = re.compile(f"{OPENING.pattern}|[{CLOZE_CLOSE}{CLOZE_HINT}]")
_HIDDEN = "[...]"


@dataclass(frozen=True, slots=True)
class Finished:
    """The TeX for Anki, the macros that went into it, and what is wrong, at offsets into the formula that was given."""

    tex: str
    used: frozenset[str]
    problems: tuple[MathProblem, ...]


def finished(tex: str, macros: Mapping[str, MathMacro], *, display: bool) -> Finished:
    """Expand and check one formula."""
    try:
        whole = expanded(tex, macros, (CLOZE_OPEN, CLOZE_CLOSE))
    except MacroError as error:
        problem = MathProblem("X013", str(error), error.offset, error.hint)
        return Finished(tex, frozenset({error.name[1:]}), (problem,))
    problems: dict[tuple[str, int], MathProblem] = {}
    for text, origins in _as_shown(whole):
        for problem in formula_problems(text, display=display):
            placed = _placed(problem, origins)
            problems.setdefault((placed.code, placed.offset), placed)
    return Finished(whole.tex, whole.used, tuple(problems.values()))


def _placed(problem: MathProblem, origins: tuple[int, ...]) -> MathProblem:
    """The problem at its place in the author's words; one inside an expansion stands where the macro is called."""
    return replace(problem, offset=origins[min(problem.offset, len(origins) - 1)] if origins else 0)


def _as_shown(whole: Expanded) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The formula as cards show it, each with the offsets of its characters: first all of it, then each deletion hidden."""
    yield _shown(whole, hidden=None)
    numbers = {number for found in OPENING.finditer(whole.tex) for number in found[1].split(",")}
    for number in sorted(numbers, key=int):
        yield _shown(whole, hidden=number)


def _shown(whole: Expanded, *, hidden: str | None) -> tuple[str, tuple[int, ...]]:
    out: list[str] = []
    origins: list[int] = []
    states: list[str] = []  # of the deletions around: shown, hint of a shown one, hidden, hint of a hidden one

    def write(text: str, start: int, length: int) -> None:
        out.append(text)
        origins.extend(
            whole.origins[start : start + length] if len(text) == length else [whole.origins[start]] * len(text)
        )

    position = 0
    for mark in (*_PIECE.finditer(whole.tex), None):
        end = mark.start() if mark else len(whole.tex)
        if end > position and all(state == "shown" for state in states):
            write(whole.tex[position:end], position, end - position)
        if mark is None:
            break
        position = mark.end()
        if mark.group() == CLOZE_CLOSE:
            if states:
                states.pop()
        elif mark.group() == CLOZE_HINT:
            states[-1:] = ["hint"] if states and states[-1] == "shown" else states[-1:]
        else:
            is_hidden = hidden is not None and hidden in mark[1].split(",")
            if is_hidden and all(state == "shown" for state in states):
                write(_HIDDEN, mark.start(), 0)
            states.append("hidden" if is_hidden else "shown")
    return "".join(out), tuple(origins)
