r"""Expands the project's macros of math, as MathJax would: `\R` is one thing, also where it is an argument without braces.

Text is expanded, not defined on the card: a definition in Anki's MathJax stays in force for the cards of every other deck.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckgen.mathjax.engine import calls
from deckgen.model import MathMacro

LONGEST = 5000
"""Characters that one formula may have: a little less than the buffer of MathJax."""
_DEEPEST = 50
_CALL = re.compile(r"(?P<comment>%[^\n]*)|\\verb\*?(?P<bar>[^A-Za-z*]).*?(?P=bar)|\\(?P<name>[A-Za-z]+)|\\.", re.DOTALL)
_PARAMETER = re.compile(r"#([1-9])")
_ENDS_IN_NAME = re.compile(r"(?<!\\)(?:\\\\)*\\[A-Za-z]+\Z")
_CONTROL = re.compile(r"\\(?:[A-Za-z]+|.)|#[1-9]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Expanded:
    """TeX without macros of the project, which were in it, and for every character the offset it comes from."""

    tex: str
    origins: tuple[int, ...]
    used: frozenset[str]


class MacroError(ValueError):
    """A call that cannot be expanded; `name` has its backslash."""

    def __init__(self, message: str, name: str, offset: int, hint: str) -> None:
        super().__init__(message)
        self.name, self.offset, self.hint = name, offset, hint


def expanded(tex: str, macros: Mapping[str, MathMacro], deletion: tuple[str, str] = ("", "")) -> Expanded:
    """Expand every call. `deletion` are the marks around what is an argument marks and all. Raises `MacroError`."""
    if not any(found["name"] in macros for found in _CALL.finditer(tex) if found["name"]):
        return Expanded(tex, tuple(range(len(tex))), frozenset())
    expansion = _Expansion(tex, macros, deletion)
    expansion.run(0, len(tex), 0)
    return Expanded("".join(expansion.out), tuple(expansion.origins), frozenset(expansion.used))


class _Expansion:
    def __init__(self, tex: str, macros: Mapping[str, MathMacro], deletion: tuple[str, str]) -> None:
        self.tex, self.macros = tex, macros
        self.groups = {"{": ("{", "}"), deletion[0]: deletion}
        self.calls = calls(_PARAMETER.sub("1 ", tex), frozenset(macros))
        self.out: list[str] = []
        self.origins: list[int] = []
        self.used: set[str] = set()

    def run(self, start: int, end: int, depth: int, call: int | None = None) -> None:
        """Write the part from `start` to `end` expanded; as coming from `call`, if that is given."""
        position = start
        while call_at := self._next(position, end):
            self._write(self.tex[position : call_at.start()], position, call)
            position = self._expand(call_at, end, depth)
        self._write(self.tex[position:end], position, call)

    def _next(self, position: int, end: int) -> re.Match[str] | None:
        for found in _CALL.finditer(self.tex, position, end):
            if found["name"] in self.macros and found.start() not in self.calls.literal:
                return found
        return None

    def _expand(self, call: re.Match[str], end: int, depth: int) -> int:
        """Write one call; gives where the text goes on."""
        name, at = call["name"], call.start()
        macro = self.macros[name]
        if depth > _DEEPEST:
            raise MacroError(f"`\\{name}` is called within itself too often", f"\\{name}", at, "take some of it out")
        position, arguments = call.end(), []
        for number in range(macro.parameters):
            argument = self._argument(position, end)
            if argument is None:
                message = f"`\\{name}` wants {macro.parameters} arguments, and number {number + 1} is missing"
                raise MacroError(message, f"\\{name}", at, "give it its arguments in braces")
            arguments.append(argument)
            position = argument[2]
        self.used.add(name)
        bare = at in self.calls.bare
        self._write("{" if bare else "", at, at)
        self._define(macro, arguments, at, depth)
        self._write("}" if bare else "", at, at)
        return position

    def _define(self, macro: MathMacro, arguments: list[tuple[int, int, int]], at: int, depth: int) -> None:
        position = 0
        for parameter in _PARAMETER.finditer(macro.definition):
            self._write(macro.definition[position : parameter.start()], at, at)
            start, end, _ = arguments[int(parameter[1]) - 1]
            self.run(start, end, depth + 1)
            position = parameter.end()
        self._write(macro.definition[position:], at, at)

    def _argument(self, position: int, limit: int) -> tuple[int, int, int] | None:
        """Start and end of the next argument, and where the text goes on. A deletion is one, marks and all."""
        while position < limit and self.tex[position].isspace():
            position += 1
        if position >= limit or self.tex[position] in {closing for _, closing in self.groups.values()}:
            return None
        if group := self.groups.get(self.tex[position]):
            end = _end_of_group(self.tex, position, limit, *group)
            if end is None:
                return None
            return (position + 1, end - 1, end) if group[0] == "{" else (position, end, end)
        control = _CONTROL.match(self.tex, position, limit)
        end = control.end() if control else position + 1
        return position, end, end

    def _write(self, text: str, start: int, call: int | None) -> None:
        if not text:
            return
        if text[0].isalpha() and self.out and _ENDS_IN_NAME.search("".join(self.out[-40:])):
            self.out.append(" ")
            self.origins.append(start)
        self.out.append(text)
        self.origins += [call] * len(text) if call is not None else range(start, start + len(text))
        if len(self.origins) > LONGEST + len(self.tex):
            raise MacroError(
                "the macros make this formula too long for MathJax",
                f"\\{min(self.used)}",
                max(start, 0),
                f"the limit is {LONGEST}",
            )


def _end_of_group(tex: str, start: int, limit: int, opening: str, closing: str) -> int | None:
    depth, position = 0, start
    while position < limit:
        if tex[position] == "\\":
            position += 1
        else:
            depth += {opening: 1, closing: -1}.get(tex[position], 0)
            if depth == 0:
                return position + 1
        position += 1
    return None


def names_in(tex: str) -> Iterator[str]:
    """The macros that a piece of TeX calls."""
    return (found["name"] for found in _CALL.finditer(tex) if found["name"])
