r"""The table `[math.macros]`: checked, and every definition written without other macros of the project."""

import re
from collections.abc import Iterator, Mapping

from deckgen.codes import Severity
from deckgen.diagnostics import Diagnostic, Span
from deckgen.mathjax import MacroError, expanded, formula_problems, names, names_in
from deckgen.model import MathMacro
from deckgen.sources.characters import NONCHARACTERS
from deckgen.sources.positions import Document

_NAME = re.compile(r"[A-Za-z]+")
_DELIMITER = re.compile(r"\\[()\[\]]|\n[ \t]*\n|%")
_PARAMETER = re.compile(r"#([1-9])")
_LONGEST = 2000
_OF_A_PART = {"X006", "X007", "X008", "X010"}
"""Problems that a part of a formula has by itself; a bracket may well be closed behind the macro."""


def closed_macros(table: Mapping[str, str], document: Document) -> tuple[dict[str, MathMacro], list[Diagnostic]]:
    """The macros that can be used, and what is wrong with the others."""
    problems: list[Diagnostic] = []
    written: dict[str, MathMacro] = {}
    for name, definition in table.items():
        if wrong := _wrong(name, definition):
            problems.append(
                Diagnostic("P120", f"the macro `{name}` cannot be used: {wrong[0]}", _place(document, name), wrong[1])
            )
        else:
            arity = max((int(number) for number in _PARAMETER.findall(definition)), default=0)
            written[name] = MathMacro(arity, definition)
    closed: dict[str, MathMacro] = {}
    for name in written:
        if message := _close(name, written, closed, ()):
            hint = "a macro may call others, but not itself"
            problems.append(Diagnostic("P121", message, _place(document, name), hint))
    for name, macro in closed.items():
        problems += _advice(name, macro, document)
    refused = {problem.message.split("`")[1] for problem in problems if problem.severity is Severity.ERROR}
    unusable = [name for name in table if name in refused or name not in closed]
    nothing = {name: MathMacro(len(set(_PARAMETER.findall(table[name]))), "{}") for name in unusable}
    return closed | nothing, problems  # so that formulas that call an unusable one are not reported as well


def _wrong(name: str, definition: str) -> tuple[str, str] | None:
    """What is wrong with a name or a definition by itself, and what to do."""
    if not _NAME.fullmatch(name):
        return "its name has other characters than letters", "name it without backslash: R = '\\mathbb{R}'"
    if name in {"begin", "end", "left", "right", "middle"}:
        return "formulas are taken apart at this name", "choose another one"
    if not definition.strip() or NONCHARACTERS.search(definition):
        return "its definition is empty or holds what is no character", "write the TeX it stands for"
    if len(definition) > _LONGEST:
        return f"its definition is longer than {_LONGEST} characters", "formulas are at most 5000 characters long"
    if _DELIMITER.search(definition):
        return "its definition holds a comment, a blank line or the end of a formula", r"leave out %, \( \) \[ and \]"
    if not _balanced(definition):
        return "the braces of its definition do not match", "every { needs a }"
    return None


def _balanced(tex: str) -> bool:
    depth = 0
    for brace in re.findall(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return False
    return depth == 0


def _close(
    name: str, written: Mapping[str, MathMacro], closed: dict[str, MathMacro], way: tuple[str, ...]
) -> str | None:
    """Put the macro without calls of others into `closed`, after those it calls; or say why that can't be."""
    if name in closed:
        return None
    if name in way:
        circle = (f"`\\{step}`" for step in (*way[way.index(name) :], name))
        return f"a macro calls itself: {' calls '.join(circle)}"
    for called in dict.fromkeys(names_in(written[name].definition)):
        if called in written and (message := _close(called, written, closed, (*way, name))):
            return message
    try:
        definition = expanded(written[name].definition, closed).tex
    except MacroError as error:
        return f"in the definition of `\\{name}`: {error}"
    if len(definition) > _LONGEST:
        return f"`\\{name}` grows to {len(definition)} characters when what it calls is written out; the limit is {_LONGEST}"
    closed[name] = MathMacro(written[name].parameters, definition)
    return None


def _advice(name: str, macro: MathMacro, document: Document) -> Iterator[Diagnostic]:
    sample = _PARAMETER.sub("{x}", macro.definition)
    for problem in formula_problems(sample, display=True):
        if problem.code in _OF_A_PART:
            message = f"the macro `{name}` cannot be used: {problem.message}"
            yield Diagnostic("P120", message, _place(document, name), problem.hint)
    if name in names("macro"):
        message = f"`\\{name}` is a macro of MathJax, which this project's hides"
        yield Diagnostic("P122", message, _place(document, name), "choose another name if both are wanted")


def _place(document: Document, name: str) -> Span:
    return document.span(("macros", name))
