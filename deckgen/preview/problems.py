"""Diagnostics as the page shows them: with the entry they lie in and the line of the file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deckgen.diagnostics import Diagnostic
from deckgen.model import SourceFile

_ITEM = re.compile(r"^(?P<indent> *)- ")
_ID = re.compile(r"(?:^|[\s{,])id: *[\"']?(?P<id>[a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A diagnostic; `entry` is the id of the entry it lies in, `source` the line of the file; "" where there is none."""

    diagnostic: Diagnostic
    entry: str = ""
    source: str = ""


def problems_in(diagnostics: Iterable[Diagnostic], files: Iterable[SourceFile]) -> tuple[ShownProblem, ...]:
    """Each diagnostic with the entry and the line it is about. Works on files that are no YAML, too."""
    lines: Mapping[str, list[str]] = {file.path: file.text.split("\n") for file in files}
    return tuple(_problem(one, lines.get(one.span.path, [])) for one in diagnostics)


def _problem(diagnostic: Diagnostic, lines: list[str]) -> ShownProblem:
    at = diagnostic.span.line - 1
    source = lines[at] if 0 <= at < len(lines) else ""
    return ShownProblem(diagnostic, _entry_around(lines, at), source)


def _entry_around(lines: list[str], at: int) -> str:
    """The id in the item of the outermost list that holds line `at`."""
    starts = [(index, item["indent"]) for index, line in enumerate(lines) if (item := _ITEM.match(line))]
    outermost = min((len(indent) for _, indent in starts), default=0)
    items = [index for index, indent in starts if len(indent) == outermost]
    begin = max((index for index in items if index <= at), default=None)
    if begin is None:
        return ""
    end = min((index for index in items if index > at), default=len(lines))
    for line in lines[begin:end]:
        if found := _ID.search(line):
            return found["id"]
    return ""
