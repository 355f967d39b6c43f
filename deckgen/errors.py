"""The exceptions of the shell. Problems in sources are not exceptions but `Diagnostic` values (see `diagnostics`).

DeckgenError
 └─ FindingsError     a command stops because of diagnostics
"""

from collections.abc import Sequence

from deckgen.diagnostics import Diagnostic


class DeckgenError(Exception):
    """Something the user can mend, that has no place in a source file. Exit code 2."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class FindingsError(DeckgenError):
    """The sources have problems, so the command wrote nothing. Exit code 1."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(f"{len(diagnostics)} problems in the sources")
        self.diagnostics = tuple(diagnostics)
