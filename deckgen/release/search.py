"""Searches in the texts of a release."""

from collections.abc import Iterable

from deckgen.package import search_by_id, search_in_deck

__all__ = ["search_by_id", "search_in_deck", "within_decks"]


def within_decks(search: str, decks: Iterable[str]) -> str:
    """The same search in these decks only: an entry that is retired in one language may go on in another."""
    wanted = " or ".join(search_in_deck(name) for name in dict.fromkeys(decks))
    return f"{search} ({wanted})" if wanted else search
