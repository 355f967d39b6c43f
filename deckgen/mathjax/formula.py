"""What is wrong with a formula, in the author's words: a code, an offset into the TeX, and what to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from html import unescape

from deckgen.mathjax.engine import Failure, Named, names, read

_HARMLESS = re.compile(r"[A-Za-z0-9\s+\-=<>.,:;()|/*!?\[\]]*")
"""Letters, numbers and signs: three formulas of ten, and nothing in them can be wrong."""
_REPORTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters, which are named where the text is read: what follows from them is no news."""
_INSTEAD = {
    "bm": r"\boldsymbol{..}", "argmax": r"\operatorname*{arg\,max}", "argmin": r"\operatorname*{arg\,min}",
    "mathds": r"\mathbb{..}", "mathbbm": r"\mathbb{..}", "oiint": r"\unicode{x222F}", "oiiint": r"\unicode{x2230}",
    "SI": r"3\,\mathrm{km}", "si": r"\mathrm{km}", "qty": r"3\,\mathrm{km}", "unit": r"\mathrm{km}", "num": "the number as it is",
    "ang": r"45^\circ", "degree": r"^\circ", "norm": r"\lVert x\rVert", "abs": r"\lvert x\rvert", "R": r"\mathbb{R}",
    "N": r"\mathbb{N}", "Z": r"\mathbb{Z}", "E": r"\mathbb{E}", "dv": r"\frac{df}{dx}", "pdv": r"\frac{\partial f}{\partial x}",
    "dd": r"\mathrm{d}x", "ket": r"\vert\psi\rangle", "slashed": r"\not{p}", "ensuremath": "the formula alone",
    "textsc": r"\text{..}", "emph": r"\textit{..}", "underline": r"\underline{..}", "euro": "€", "textmu": r"\mu",
}  # fmt: skip
_ENVIRONMENTS = {
    "tabular": "array",
    "tikzpicture": "an SVG in `media/`",
    "math": "$..$",
    "displaymath": "$$..$$",
    "figure": "a picture",
}
_HINTS = {
    "Misplaced": r"`&` belongs into an environment such as aligned or matrix; a literal one is \&",
    "DoubleExponent": "put the first part in braces: {x^2}^3",
    "DoubleSubscripts": "put the first part in braces: {x_1}_2",
    "ExtraLeftMissingRight": r"every \left needs a \right; \right. shows nothing",
    "MissingLeftExtraRight": r"every \right needs a \left; \left. shows nothing",
    "MissingOrUnrecognizedDelim": r"a bracket such as ( [ \{ | \langle, or a dot for none, comes right after it",
    "MissingArgFor": "give it its argument in braces",
    "EnvBadEnd": r"every \begin needs an \end of the same name",
    "EnvMissingEnd": r"close it with \end",
    "Require": "only extensions that Anki packs can be had; see docs/cards.md",
}
_OWN_WORDS = {"Require": "this extension is not in Anki", "Crash": "it fails without saying why"}
_BRACES = {"ExtraCloseMissingOpen", "ExtraOpenMissingClose", "MissingCloseBrace", "ExtraCloseLooking"}
_LEAKS = r"it stays known, or changed, on every card shown later in the same session: declare it in `[math.macros]` of deckgen.toml"
_HREF = re.compile(r' href="([^"]*)"')
_WEB = re.compile(r"(?:https?://|mailto:)|#", re.IGNORECASE)
_STYLE = re.compile(r' style="([^"]*)"')
_PLAIN_STYLE = re.compile(
    r"(?:\s*(?:border|padding|margin|color|background(?:-color)?|font-(?:size|weight|style))[\w-]*\s*:\s*(?!\w*url)[\w\s.#%-]*(?:;|$))*"
)


@dataclass(frozen=True, slots=True)
class MathProblem:
    """Something wrong with a formula, at an offset of its TeX."""

    code: str
    message: str
    offset: int
    hint: str | None = None


def formula_problems(tex: str, *, display: bool) -> tuple[MathProblem, ...]:
    """What learners would see in red, or should not see at all, in the order of the places."""
    if _HARMLESS.fullmatch(tex) or _REPORTED.search(tex):
        return ()
    reading = read(tex, display=display)
    problems = [_unknown(one) for one in reading.unknown]
    problems += [_environment(one) for one in reading.environments]
    if reading.failure and not (reading.failure.id == "UnknownEnv" and reading.environments):
        problems.append(_failed(reading.failure))
    problems += [_literal(one) for one in reading.literal]
    problems += [_leaking(one) for one in reading.noted if one.name not in _REACHING]
    reaching = [one for one in reading.noted if one.name in _REACHING]
    problems += _dangerous(reading.mathml, reaching)
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.offset, problem.code)))


_REACHING = {"href", "style", "class", "cssId", "mmlToken", "bbox"}


def _unknown(macro: Named) -> MathProblem:
    if macro.name in _INSTEAD:
        hint = f"write {_INSTEAD[macro.name]}, or declare it in `[math.macros]` of deckgen.toml"
    else:
        hint = (
            _did_you_mean(macro.name, "macro", "\\")
            or "write what it stands for, or declare it in `[math.macros]` of deckgen.toml"
        )
    return MathProblem("X007", f"the MathJax in Anki does not know `\\{macro.name}`", macro.offset, hint)


def _environment(environment: Named) -> MathProblem:
    instead = _ENVIRONMENTS.get(environment.name)
    hint = f"write {instead}" if instead else _did_you_mean(environment.name, "environment", "")
    message = f"the MathJax in Anki does not know the environment `{environment.name}`"
    return MathProblem("X008", message, environment.offset, hint)


@lru_cache(maxsize=256)
def _did_you_mean(name: str, kind: str, mark: str) -> str | None:
    near = get_close_matches(name, names(kind), n=1, cutoff=0.7)
    return f"did you mean {mark}{near[0]}?" if near else None


def _failed(failure: Failure) -> MathProblem:
    if failure.id in _BRACES:
        return MathProblem("X002", f"the braces of this math do not match: {failure.message}", failure.offset, None)
    message = _OWN_WORDS.get(failure.id, failure.message)
    return MathProblem(
        "X009", f"MathJax shows TeX instead of this formula: {message}", failure.offset, _HINTS.get(failure.id)
    )


def _literal(macro: Named) -> MathProblem:
    hint = rf"in \text{{..}} only $..$ is math: \text{{for $\{macro.name}$}}"
    return MathProblem("X011", f"`\\{macro.name}` inside text is shown as it is written", macro.offset, hint)


def _leaking(macro: Named) -> MathProblem:
    return MathProblem("X012", f"`\\{macro.name}` reaches beyond this formula", macro.offset, _LEAKS)


def _dangerous(shown: str, reaching: list[Named]) -> Iterator[MathProblem]:
    """Links that are none, and styles that load or cover something: by what comes out, whichever macro it came from."""
    place = {name: next((one.offset for one in reaching if one.name == name), None) for name in _REACHING}
    at = next((one.offset for one in reaching), 0)
    for target in _HREF.findall(shown):
        address = unescape(target)
        if not _WEB.match(address):
            message = f"the link `{address}` leads nowhere from a card"
            yield MathProblem(
                "X006",
                message,
                place["href"] if place["href"] is not None else at,
                "use an https:// or mailto: link",
            )
    for style in _STYLE.findall(shown):
        if not _PLAIN_STYLE.fullmatch(unescape(style)):
            hint = r"colours are \color{..}, boxes \boxed{..}; the look of cards is `templates/style.css`"
            yield MathProblem(
                "X010",
                f"the style `{unescape(style)}` can load or cover things",
                place["style"] if place["style"] is not None else at,
                hint,
            )
