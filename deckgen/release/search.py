"""How people find notes by id: packages cannot delete or move anything, a Browser search can show it."""

from collections.abc import Iterable

from deckgen.model import EntryId


def search_by_id(entries: Iterable[EntryId]) -> str:
    """A search for Anki's Browser, by the `Id` field. Two thousand ids are fine; `or` would fail at a thousand."""
    return f'"Id:re:^({"|".join(sorted(set(entries)))})$"'


def within_decks(search: str, decks: Iterable[str]) -> str:
    """The same search in these decks only: an entry that is retired in one language may go on in another."""
    names = [name.replace('"', '\\"') for name in dict.fromkeys(decks)]
    wanted = " or ".join(f'deck:"{name}"' for name in names)
    return f"{search} ({wanted})" if names else search
