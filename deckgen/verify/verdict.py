"""What real Anki thinks of a set of packages."""

from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.diagnostics import Diagnostic, Span


@dataclass(frozen=True, slots=True, order=True)
class AnkiFinding:
    """One thing that is wrong, as Anki shows it: in a package and perhaps a note of it. `code` is a V code of `judge`.

    `package` is what the package is called, `path` where it lies; both are empty if it is no single one's fault.
    """

    code: str
    message: str
    package: str = ""
    entry_id: str = ""
    path: str = ""

    def diagnostic(self, places: Mapping[str, Span]) -> Diagnostic:
        """The same as a problem of the project. `places` are those of entries by id, and of packages by path; "" is all of them."""
        who = " in ".join(part for part in (f"`{self.entry_id}`" * bool(self.entry_id), self.package) if part)
        place = places.get(self.entry_id or self.path) or places.get(self.path) or places[""]
        return Diagnostic(self.code, f"{who}: {self.message}" if who else self.message, place)


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What Anki's import dialog would say. `refused` is its message if it took nothing."""

    package: str
    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0
    refused: str | None = None

    @property
    def notes(self) -> int:
        return self.new + self.updated + self.duplicate + self.conflicting


@dataclass(frozen=True, slots=True)
class UpgradeVerdict:
    """How a learner of the older packages fares. Entries are named by id.

    `replaced_edits` were overwritten because the author changed that very note; `unstamped` notes differ from the
    older packages in HTML alone and are held back, so only newcomers get the difference. Neither is wrong.
    """

    imports: tuple[ImportCounts, ...]
    studied: int
    edited: int
    replaced_edits: tuple[str, ...]
    unstamped: tuple[str, ...]
    retired_found: tuple[str, ...]
    full_sync: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    anki_version: str
    imports: tuple[ImportCounts, ...]
    again: tuple[ImportCounts, ...]
    cards: int
    findings: tuple[AnkiFinding, ...]
    upgrade: UpgradeVerdict | None = None

    @property
    def ok(self) -> bool:
        return not self.findings
