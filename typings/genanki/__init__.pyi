"""The part of genanki 0.13.1 that deckgen uses."""

from collections.abc import Iterator, Sequence
from sqlite3 import Cursor
from typing import Any

class Card:
    ord: int
    suspend: bool
    def __init__(self, ord: int, suspend: bool = ...) -> None: ...

class Model:
    FRONT_BACK: int
    CLOZE: int
    model_id: int
    def __init__(
        self,
        model_id: int,
        name: str,
        fields: list[dict[str, Any]],
        templates: list[dict[str, Any]],
        css: str = ...,
        model_type: int = ...,
        *,
        sort_field_index: int = ...,
    ) -> None: ...
    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]: ...

BASIC_MODEL: Model
BASIC_AND_REVERSED_CARD_MODEL: Model
BASIC_OPTIONAL_REVERSED_CARD_MODEL: Model
CLOZE_MODEL: Model

class Note:
    model: Model
    fields: list[str]
    tags: Sequence[str]
    guid: str
    due: int
    sort_field: str
    def __init__(
        self,
        model: Model,
        fields: list[str],
        *,
        tags: Sequence[str] = ...,
        guid: str = ...,
        due: int = ...,
    ) -> None: ...
    @property
    def cards(self) -> list[Card]: ...
    def write_to_db(self, cursor: Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None: ...
    @classmethod
    def _find_invalid_html_tags_in_field(cls, field: str) -> list[str]: ...

class Deck:
    deck_id: int
    name: str
    description: str
    notes: list[Note]
    def __init__(self, deck_id: int, name: str, description: str = ...) -> None: ...
    def add_note(self, note: Note) -> None: ...
    def to_json(self) -> dict[str, Any]: ...

class Package:
    decks: list[Deck]
    media_files: list[str]
    def __init__(self, deck_or_decks: Sequence[Deck], media_files: Sequence[str] | None = ...) -> None: ...
    def write_to_db(self, cursor: Cursor, timestamp: float, id_gen: Iterator[int]) -> None: ...
    def write_to_file(self, file: object, timestamp: float | None = ...) -> None: ...

def guid_for(*values: str) -> str: ...
