"""The exceptions of the shell. Problems in sources are not exceptions but `Diagnostic` values (see `diagnostics`).

DeckgenError
 ├─ FindingsError     a command stops because of diagnostics
 └─ FileFaultError    a command stops because of files
"""

from collections.abc import Sequence

from deckgen.diagnostics import Diagnostic, in_order


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


class FileFaultError(DeckgenError):
    """Files cannot be read or written as they are; `diagnostics` says which and why. Nothing was written. Exit code 2."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        first = self.diagnostics[0]
        super().__init__(f"{first.span.path} {first.message}", hint=first.hint)
