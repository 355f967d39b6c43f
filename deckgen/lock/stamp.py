"""What `deckgen release` does to the lock: everything unreleased gets the release's time and version."""

import re
from dataclasses import replace

from deckgen.errors import DeckgenError
from deckgen.lock.changes import pending
from deckgen.lock.model import Lock, LockedNote
from deckgen.model import Instant

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


def stamp_release(lock: Lock, version: str, now: Instant) -> Lock:
    """The lock after the release. Raises `DeckgenError` for a version that is malformed or not newer, or if nothing changed."""
    if not _VERSION.fullmatch(version):
        raise DeckgenError(f"`{version}` is no version", hint="three numbers: 1.2.0")
    last = lock.last_release
    if last and _numbers(version) <= _numbers(last):
        raise DeckgenError(f"{version} is not newer than the last release {last}")
    if pending(lock).is_empty:
        raise DeckgenError(
            f"nothing has changed since {last}" if last else "there is nothing to release",
            hint="a release without changes would only cost people an import",
        )
    return replace(
        lock,
        notes={key: _released(note, version, now) for key, note in lock.notes.items()},
        notetypes={
            key: one if one.release else replace(one, mtime=Instant(max(now, one.mtime)), release=version)
            for key, one in lock.notetypes.items()
        },
        decks={key: replace(deck, released=deck.name) for key, deck in lock.decks.items()},
        retired={key: one if one.release else replace(one, release=version) for key, one in lock.retired.items()},
        releases={**lock.releases, version: now},
    )


def _released(note: LockedNote, version: str, now: Instant) -> LockedNote:
    """The note as everyone gets it with this release, which brings the HTML of today; one released before keeps its stamp."""
    if note.release:
        return replace(note, home=None, gone=())
    mtime = Instant(max(now, note.mtime))
    return replace(note, mtime=mtime, sent=note.html, release=version, since=note.since or version, home=None, gone=())


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
