"""Problems as values: a stable code, a place, what is wrong and what to do about it.

Every stage returns diagnostics instead of raising, so that one run reports all problems at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from deckgen.codes import CODES, Severity


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file. `path` is relative to the project root, with `/`; lines and columns count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. `code` is a row of `deckgen.codes.CODES` and never changes its meaning.

    `level` is its severity where it is not the usual one of its code.
    """

    code: str
    message: str
    span: Span
    hint: str | None = None
    level: Severity | None = None

    @property
    def severity(self) -> Severity:
        return self.level or CODES[self.code].severity

    @property
    def sort_key(self) -> tuple[Span, str, str]:
        return (self.span, self.code, self.message)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics once each, in the order in which a reader meets their places."""
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: diagnostic.sort_key))


def errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Only those that stop a build."""
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR)
