"""One interpreter for each thread, made when the first formula asks for it: a fifth of a second, then milliseconds a formula."""

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import quickjs

_MEMORY = 512 * 1024 * 1024
_SECONDS = 10
_BROWSER = """var window = globalThis, global = globalThis, console = {log() {}, warn() {}, error() {}}, setTimeout = () => 0;
var MathJax = {startup: {typeset: false, ready() {}}, loader: {load: [], ready() {}}}; 0"""
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a formula, and the offset at which it stands."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why MathJax shows no formula but its TeX. `id` is MathJax's own."""

    id: str
    message: str
    offset: int


@dataclass(frozen=True, slots=True)
class FormulaReading:
    r"""What MathJax makes of a formula. `literal` names stand in \text and show as they are written; `noted` ones reach out of
    the formula: links, styles, definitions.
    """

    mathml: str
    failure: Failure | None
    unknown: tuple[Named, ...] = ()
    environments: tuple[Named, ...] = ()
    literal: tuple[Named, ...] = ()
    noted: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Calls:
    r"""Offsets of names in a formula: those that are a whole argument without braces, and those inside \text."""

    bare: frozenset[int]
    literal: frozenset[int]


@lru_cache(maxsize=8192)
def read(tex: str, *, display: bool) -> FormulaReading:
    """Read one formula. Never raises for any TeX."""
    try:
        found = json.loads(_context().get("read")(_sent(tex), display))
    except (quickjs.JSException, quickjs.StackOverflow) as error:
        _local.context = None
        return FormulaReading("", Failure("Crash", str(error).split("\n")[0], 0))
    failure = found["error"]
    return FormulaReading(
        mathml=found["mathml"],
        failure=Failure(failure["id"], failure["message"], _offset(tex, failure["place"])) if failure else None,
        **{key: _named(tex, found[key]) for key in ("unknown", "environments", "literal", "noted")},
    )


@lru_cache(maxsize=8192)
def calls(tex: str, macros: frozenset[str]) -> Calls:
    """How the formula calls these macros, which MathJax is told to take for symbols."""
    try:
        found = json.loads(_context().get("calls")(_sent(tex), json.dumps(sorted(macros))))
    except (quickjs.JSException, quickjs.StackOverflow):
        _local.context = None
        return Calls(frozenset(), frozenset())
    literal = (offset for _, offset in found["literal"])
    return Calls(frozenset(_offset(tex, one) for one in found["bare"]), frozenset(_offset(tex, one) for one in literal))


@lru_cache(maxsize=4)
def names(kind: str) -> tuple[str, ...]:
    """Everything MathJax knows: of kind `macro` (without backslash), `environment` or `delimiter`."""
    found: list[str] = json.loads(_context().get("names")(kind))
    return tuple(found)


def _named(tex: str, pairs: Iterable[tuple[str, int]]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(Named(name, _offset(tex, offset)) for name, offset in pairs))


def _sent(tex: str) -> str:
    """The same without halves of characters, which cannot be handed over."""
    return tex.encode(errors="replace").decode()


def _offset(tex: str, units: int) -> int:
    """JavaScript counts a character beyond U+FFFF twice."""
    if tex.isascii():
        return max(units, 0)
    return len(tex.encode("utf-16-le", errors="replace")[: 2 * max(units, 0)].decode("utf-16-le", errors="ignore"))


def _context() -> quickjs.Context:
    context = getattr(_local, "context", None)
    if context is None:
        context = quickjs.Context()
        context.set_memory_limit(_MEMORY)
        context.set_time_limit(_SECONDS)
        context.eval(_BROWSER)
        folder = resources.files(__package__)
        context.eval(folder.joinpath("mathjax.js").read_text(encoding="utf-8") + "\n;0")
        context.eval("(() => {" + folder.joinpath("reader.js").read_text(encoding="utf-8") + "})(); 0")
        _local.context = context
    return context
