"""Who is who for Anki, for ever: guids from entry ids, integer ids from the namespace."""

import hashlib

import genanki

from deckgen.model import EntryId, Guid, Language

_FIRST_ID, _LAST_ID = 1_000_000_000_000, 1_600_000_000_000
"""Where Anki's own ids (milliseconds since 1970) have been; none of ours is 0, 1 or in the future."""


def guid_of(namespace: str, language: Language, entry: EntryId) -> Guid:
    """The guid of a note: a function of namespace, language and id, and of nothing else.

    genanki joins the parts with `__`, which none of them can contain, so different parts never give one guid.
    """
    return Guid(str(genanki.guid_for(namespace, language, entry)))


def integer_id(*parts: str) -> int:
    """A stable integer for a notetype, field, card template or deck."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return _FIRST_ID + int.from_bytes(digest[:8], "big") % (_LAST_ID - _FIRST_ID)
