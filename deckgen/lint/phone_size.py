"""Q14: code and tables that a phone can show without scrolling sideways."""

from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic
from deckgen.kinds.code import CodeSpec
from deckgen.kinds.compare import CompareSpec
from deckgen.lint.advice import advice
from deckgen.sources import Entry

LINES, COLUMNS = 16, 60
TABLE_COLUMNS, TABLE_ROWS = 4, 8


def check(entry: Entry, language: str) -> Iterator[Diagnostic]:
    spec = entry.spec
    if isinstance(spec, CodeSpec):
        lines = spec.code.source.rstrip("\n").split("\n")
        widest = max(len(line) for line in lines)
        if len(lines) > LINES or widest > COLUMNS:
            message = f"the code has {len(lines)} lines of up to {widest} columns, more than {LINES} of {COLUMNS}"
            yield advice(
                "Q14", message, entry, language, "code", "show the lines that matter; `run.before` runs the rest"
            )
    if isinstance(spec, CompareSpec) and (len(spec.subjects) >= TABLE_COLUMNS or len(spec.aspects) > TABLE_ROWS):
        message = f"a table of {len(spec.subjects)} subjects and {len(spec.aspects)} aspects"
        yield advice("Q14", message, entry, language, "subjects", "compare two or three subjects in a few aspects")
