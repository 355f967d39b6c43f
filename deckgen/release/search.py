"""How people find notes by id: packages cannot delete or move anything, a Browser search can show it."""

from collections.abc import Iterable

from deckgen.model import EntryId


def search_by_id(entries: Iterable[EntryId]) -> str:
    """A search for Anki's Browser, by the `Id` field. Two thousand ids are fine; `or` would fail at a thousand."""
    return f'"Id:re:^({"|".join(sorted(set(entries)))})$"'
