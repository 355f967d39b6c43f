"""What a rule is: a row of `RULES`. It judges one entry in one language, or surveys the whole project; it may offer corrections."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from deckgen.codes import Severity
from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lint.edition import Edition, Passage
from deckgen.sources import Entry


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, and the entry that can waive it; None where no single entry can."""

    diagnostic: Diagnostic
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """`new` instead of the characters from `start` to `end` of a text: something that changes no word of a card."""

    passage: Passage
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of advice; its module's docstring is its documentation. `C002` has neither function: `lint` itself applies it."""

    code: str
    judge: Callable[[Edition], Iterator[Finding]] | None = None
    survey: Callable[[Compilation], Iterator[Finding]] | None = None
    corrections: Callable[[Edition], Iterator[Correction]] | None = None


class Limits(NamedTuple):
    """Above `advice` a rule advises, above `warning` it warns, which makes `deckgen check` fail."""

    advice: float
    warning: float = float("inf")

    def exceeded_by(self, value: float) -> bool:
        return value > self.advice

    def level(self, value: float) -> Severity | None:
        """A warning above the second limit, else what is usual for the rule."""
        return Severity.WARNING if value > self.warning else None

    def passed(self, value: float) -> float:
        """The higher of the limits that the value exceeds."""
        return self.warning if value > self.warning else self.advice


def finding(
    code: str,
    edition: Edition,
    passage: Passage,
    message: str,
    hint: str,
    *,
    level: Severity | None = None,
    at: int | None = None,
) -> Finding:
    """A finding about one text, naming the language where the text has several; `at` is an offset in the text."""
    entry = edition.entry
    language = f" ({edition.language})" if edition.language in passage.loc else ""
    span = entry.origin.span(*passage.loc) if at is None else entry.origin.place(passage.loc, at)
    return Finding(Diagnostic(code, f"`{entry.id}`{language}: {message}", span, hint, level), entry)
