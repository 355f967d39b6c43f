"""`--new-lock`: a lock begun anew by an author who cannot get the old one back, or means it.

Guids stay, since they come from the ids or from what other locks still know, and nobody gets a note twice. Times cannot: each note
gets a new one, later than any it may have had, and so replaces what learners have written on it.
"""

from collections.abc import Mapping
from dataclasses import replace

from deckgen.lock.model import UNRELEASED, Lock, LockedNote, LockedNotetype
from deckgen.lock.plan import Target
from deckgen.lock.revival import NO_PLACE
from deckgen.lock.traces import TracedRow, Traces, numbers
from deckgen.model import Instant, Sha256
from deckgen.notes import Note, Notetype
from deckgen.notes.identity import guid_of

_UNKNOWN = Sha256("")
"""A digest that no text has, so that planning sees every note as changed."""


def begin_anew(lock: Lock, target: Target, traces: Traces, now: Instant) -> Lock:
    """The lock to plan with: what is known of each note, and a time that the plan then raises."""
    known = traces.of(target.settings.namespace)
    releases = {version: time for one in known for version, time in one.releases.items()} | dict(lock.releases)
    rows = {row.key: row for one in reversed(known) for row in one.rows}
    last = max(releases, key=numbers, default=UNRELEASED)
    newest = max([lock.newest_mtime, *(row.mtime for row in rows.values() if row.mtime <= now)])
    notes = {}
    for note in target.notes:
        row = lock.notes.get(note.key) or _first_row(note, rows, target, last)
        notes[note.key] = replace(
            row,
            html=_UNKNOWN,
            sent=_UNKNOWN,
            content=_UNKNOWN,
            mtime=Instant(max(row.mtime, newest)),
            release=UNRELEASED,
        )
    return replace(
        lock,
        namespace=target.settings.namespace,
        notetypes={key: _first_look(one, lock.notetypes.get(key), now) for key, one in target.notetypes.items()},
        notes={**lock.notes, **notes},
        releases=dict(sorted(releases.items(), key=lambda item: numbers(item[0]))),
        began=Instant(max(now, lock.began + 1, *(one.began + 1 for one in known))),
    )


def _first_row(note: Note, rows: Mapping[str, TracedRow], target: Target, last: str) -> LockedNote:
    """A row for a note that people may have since the last release that is known."""
    entry = note.was or note.key.entry
    tags = (note.key.language, *target.settings.former_languages.get(note.key.language, ()))
    tried = (rows.get(f"{one}/{tag}") for one in (note.key.entry, entry) for tag in tags)
    known = next((row for row in tried if row), None)
    derived = guid_of(target.settings.namespace, target.settings.first_tag(note.key.language), entry)
    return LockedNote(
        guid=known.guid if known else note.was_guid or derived, id=0, kind=note.kind, notetype=note.notetype, topic=note.topic,
        due=NO_PLACE, cards=tuple((card.ord + 1, card.name) for card in note.cards),
        content=_UNKNOWN, html=_UNKNOWN, sent=_UNKNOWN, mtime=known.mtime if known else Instant(0),
        since=known.since if known else last, formerly=(note.was,) if note.was else (),
    )  # fmt: skip


def _first_look(notetype: Notetype, locked: LockedNotetype | None, now: Instant) -> LockedNotetype:
    if locked:
        return replace(locked, look=_UNKNOWN, release=UNRELEASED)
    fields = tuple((field.key, field.id) for field in notetype.fields)
    templates = tuple((template.key, template.id) for template in notetype.templates)
    return LockedNotetype(notetype.id, notetype.sort_field, fields, templates, _UNKNOWN, now)
