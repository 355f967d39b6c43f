"""Searches for Anki's Browser: packages cannot move, delete or tag what people have, a search can show it."""

from collections.abc import Iterable

from deckgen.model import EntryId


def search_by_id(entries: Iterable[EntryId]) -> str:
    """By the `Id` field. Two thousand ids are fine; `or` would fail at a thousand."""
    return f'"Id:re:^({"|".join(sorted(set(entries)))})$"'


def search_in_deck(name: str) -> str:
    """The deck of this name, and the decks in it."""
    return f'deck:"{_literal(name)}"'


def search_by_tag(tag: str) -> str:
    """The tag, and the tags below it."""
    return f'"tag:{_literal(tag)}"'


def search_in_topics(tags: Iterable[str]) -> str:
    """What has one of the tags, or one below it."""
    searches = [search_by_tag(tag) for tag in tags]
    return searches[0] if len(searches) == 1 else f"({' OR '.join(searches)})"


def within_decks(search: str, decks: Iterable[str]) -> str:
    """The same search in these decks only: an entry that is retired in one language may go on in another."""
    wanted = " or ".join(search_in_deck(name) for name in dict.fromkeys(decks))
    return f"{search} ({wanted})" if wanted else search


def _literal(text: str) -> str:
    """Quotes and wildcards as themselves."""
    for mark in ("\\", '"', "*", "_"):
        text = text.replace(mark, f"\\{mark}")
    return text
