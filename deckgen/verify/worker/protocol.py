"""What the worker reads and writes, as JSON: one `Request` on stdin, one `Answer` on stdout."""

from typing import Literal, TypedDict

EXIT_NO_ANKI = 4

CardFindingKind = Literal["empty-side", "template-error", "missing-media"]


class Request(TypedDict):
    packages: list[str]
    upgrade_from: list[str] | None
    study: int
    edit: int
    seed: int
    retired: list[str]
    held_back: list[str] | None
    """Guids of notes whose HTML differs from what was sent, as the lock knows: only newcomers are to see it. None: no lock says."""


class ImportLog(TypedDict):
    """What Anki said about one package. `entries` has the ids of every note that was not new, by outcome."""

    path: str
    refused: str | None
    new: int
    updated: int
    duplicate: int
    conflicting: int
    skipped: int
    entries: dict[str, list[str]]


class NoteRef(TypedDict):
    package: str
    guid: str
    entry_id: str


class CardRef(NoteRef):
    ord: int


class CardFinding(CardRef):
    kind: CardFindingKind
    side: str
    detail: str


class Cards(TypedDict):
    count: int
    findings: list[CardFinding]


class Database(TypedDict):
    """What Anki's own "Check Database" and "Empty Cards" make of the imported rows."""

    changed_by_check: bool
    problems: list[str]
    cards_before: int
    cards_after: int
    empty_cards: list[CardRef]
    generated: list[CardRef]
    removed: list[CardRef]


class EditRef(NoteRef):
    newer_mtime: bool
    content_changed: bool


class Loss(NoteRef):
    what: str


class Retired(TypedDict):
    search: str
    present: list[str]
    found: list[str]


class Upgrade(TypedDict):
    before: list[ImportLog]
    imports: list[ImportLog]
    studied: int
    edited: int
    lost_edits: list[EditRef]
    replaced_edits: list[EditRef]
    lost_scheduling: list[Loss]
    duplicates: list[Loss]
    not_delivered: list[Loss]
    unstamped: list[NoteRef]
    not_newer: list[Loss]
    notetypes_added: list[str]
    full_sync: bool
    retired: Retired


class Answer(TypedDict):
    anki: str
    fresh: list[ImportLog]
    again: list[ImportLog]
    repeated: list[Loss]
    cards: Cards
    database: Database
    notetypes: list[str]
    second_notetypes: list[str]
    upgrade: Upgrade | None
