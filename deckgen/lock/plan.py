"""From the lock and the notes to the plan: which mtime each note gets, and what an author must allow first.

1. renamed entries take their old row along; 2. every note is compared with its row (`_planned`); 3. notes that vanished are
retired or reported; 4. positions, decks and notetypes follow. Planning again with the plan's lock changes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from deckgen.diagnostics import Diagnostic, Span
from deckgen.lock import due
from deckgen.lock.changes import Change, ChangeKind, Plan
from deckgen.lock.decks import plan_decks, stays_in_deck
from deckgen.lock.guards import (
    clock_problem,
    id_problems,
    identity_problems,
    namespace_problem,
    permission_problems,
    vanished_problems,
)
from deckgen.lock.guids import changes_guid, fixed_guid_problems, guid_problems
from deckgen.lock.languages import follow_languages, with_former_languages
from deckgen.lock.looks import plan_notetypes
from deckgen.lock.model import UNRELEASED, DeckKey, Lock, LockedNote, RetiredNote
from deckgen.lock.patterns import with_patterns
from deckgen.lock.permissions import NOTHING_ALLOWED, Permissions
from deckgen.lock.renames import follow_renames, in_named_language
from deckgen.lock.revival import NO_PLACE, revive
from deckgen.model import Instant, NotetypeKey, Settings, Topic, TopicName
from deckgen.notes import Note, NoteKey, Notetype

ID_STEP = 100
"""Room between the row ids of two notes, for the ids of their cards."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the sources ask for."""

    settings: Settings
    topics: Mapping[TopicName, Topic]
    notes: tuple[Note, ...]
    notetypes: Mapping[NotetypeKey, Notetype]


def plan_update(lock: Lock, target: Target, *, now: Instant, permissions: Permissions = NOTHING_ALLOWED) -> Plan:
    """Compare what is wanted with what people have. Pure; every problem is a diagnostic of the plan."""
    if problem := namespace_problem(lock, target.settings):
        return Plan(lock, lock, (), (), (problem,))
    followed, language_problems = follow_languages(lock, target.settings)
    known, returned = revive(in_named_language(followed, target.settings), target.notes, permissions)
    settings = with_former_languages(target.settings, known)
    rows, changes, problems = follow_renames(known, target.notes)
    problems += language_problems
    wanted = {note.key: note for note in target.notes}
    notes: dict[NoteKey, LockedNote] = {}
    for note in target.notes:
        row = rows.get(note.key)
        if row is not None:
            if stays_in_deck(known, target.settings, target.topics, note, row):
                row = replace(row, topic=note.topic)
            problems += identity_problems(note, row, permissions)
            if not row.since and changes_guid(note, row, settings):
                row = replace(row, guid=note.guid)
        planned, found = _planned(note, row, now, restamp=permissions.restamps(note.key.entry))
        notes[note.key] = planned
        changes += [Change(ChangeKind.RETURNED, note.key)] if note.key in returned else found
    vanished = {key: row for key, row in rows.items() if key not in wanted}
    problems += id_problems(known, target.notes)
    problems += vanished_problems(vanished, permissions)
    problems += guid_problems({**vanished, **notes}, wanted)
    problems += fixed_guid_problems(rows, notes, target.notes, settings)
    ids = {str(note.key.entry) for note in target.notes} | {
        str(note.was) for note in target.notes if note.key in returned
    }
    problems += permission_problems(permissions, ids, set(target.topics), {str(key.entry) for key in vanished})
    retired = dict(known.retired)
    for key, row in vanished.items():
        if row.since:
            retired[key] = RetiredNote(row.guid, row.topic, row.since, UNRELEASED, row.formerly)
        changes.append(Change(ChangeKind.RETIRED if row.since else ChangeKind.DROPPED, key))
    decks, deck_problems = plan_decks(known, target.settings, target.topics, target.notes, permissions)
    notetypes, looks, schema_problems = plan_notetypes(lock, target.notetypes, now)
    after = Lock(
        namespace=target.settings.namespace,
        notetypes=notetypes,
        decks=decks,
        notes=_numbered(_placed(notes, target.notes), lock, now),
        retired=retired,
        releases=lock.releases,
        began=lock.began,
        topics={name: first for name, first in known.topics.items() if _is_needed(name, target, retired)},
        former_languages=known.former_languages,
    )
    stamped = [
        note.mtime for key, note in after.notes.items() if rows.get(key) is None or rows[key].mtime != note.mtime
    ]
    problems += [
        *deck_problems,
        *schema_problems,
        *clock_problem(lock, now, permissions, stamps=bool(stamped or looks)),
    ]
    return Plan(lock, after, tuple(changes), looks, tuple(with_patterns(problems)))


def _planned(note: Note, row: LockedNote | None, now: Instant, *, restamp: bool) -> tuple[LockedNote, list[Change]]:
    cards = tuple((card.ord + 1, card.name) for card in note.cards)
    if row is None:
        fresh = LockedNote(
            guid=note.guid, id=0, kind=note.kind, notetype=note.notetype, topic=note.topic, due=NO_PLACE, cards=cards,
            content=note.content, html=note.html, sent=note.html, mtime=now,
        )  # fmt: skip
        return fresh, [Change(ChangeKind.NEW, note.key)]
    same = replace(
        row, kind=note.kind, notetype=note.notetype, topic=note.topic, home=_home(note, row), cards=cards, content=note.content,
        gone=_gone(row, {number for number, _ in cards}),
    )  # fmt: skip
    moved = [Change(ChangeKind.MOVED, note.key, f"{row.topic} -> {note.topic}")] if row.topic != note.topic else []
    # Other words that come out as the same HTML (a text folded anew, the test of a code entry) would only overwrite edits.
    reworded = row.content != note.content and row.html != note.html
    if reworded or (restamp and row.sent != note.html):
        kind = ChangeKind.REWORDED if reworded else ChangeKind.RESTAMPED
        mtime = Instant(max(now, row.mtime + 1))
        stamped = replace(same, html=note.html, sent=note.html, mtime=mtime, release=UNRELEASED)
        return stamped, [*moved, Change(kind, note.key)]
    if row.html != note.html:
        return replace(same, html=note.html), [*moved, Change(ChangeKind.RERENDERED, note.key)]
    return same, moved


def _is_needed(topic: TopicName, target: Target, retired: Mapping[NoteKey, RetiredNote]) -> bool:
    return topic in target.topics or any(row.topic == topic for row in retired.values())


def _home(note: Note, row: LockedNote) -> TopicName | None:
    """Where learners have the note, if that is not where it is now."""
    home = row.home or (row.topic if row.since else None)
    return None if home == note.topic else home


def _gone(row: LockedNote, now: set[int]) -> tuple[int, ...]:
    """The cards that learners have from the last release, as far as there are none of their numbers now."""
    before = {number for number, _ in row.cards} if row.since else set()
    return tuple(sorted({*row.gone, *before} - now))


def _placed(notes: Mapping[NoteKey, LockedNote], authored: tuple[Note, ...]) -> dict[NoteKey, LockedNote]:
    """The notes with their position in the deck, in authored order."""
    placed: dict[NoteKey, LockedNote] = {}
    for keys in _by_deck(authored):
        locked = [None if notes[key].due == NO_PLACE else notes[key].due for key in keys]
        movable = [not notes[key].since for key in keys]
        for key, position in zip(keys, due.positions(locked, movable=movable), strict=True):
            placed[key] = replace(notes[key], due=position)
    return placed


def _by_deck(authored: tuple[Note, ...]) -> Iterator[list[NoteKey]]:
    decks: dict[DeckKey, list[NoteKey]] = {}
    for note in authored:
        decks.setdefault(DeckKey(note.topic, note.key.language), []).append(note.key)
    yield from decks.values()


def _numbered(notes: dict[NoteKey, LockedNote], before: Lock, now: Instant) -> dict[NoteKey, LockedNote]:
    """The notes with row ids: milliseconds of their first build, as Anki's own are, in authored order, after all known ones."""
    fresh = [key for key, note in notes.items() if not note.id]
    newest = max((note.id for note in before.notes.values()), default=0)
    start = max(newest + ID_STEP, now * 1000 - len(fresh) * ID_STEP)
    numbers = {key: start + index * ID_STEP for index, key in enumerate(fresh)}
    return {key: replace(note, id=numbers.get(key, note.id)) for key, note in notes.items()}


def behind_problems(plan: Plan, path: str = "deckgen.lock") -> Iterator[Diagnostic]:
    """For `--locked`: everything the lock does not know yet."""
    hint = "run `deckgen build` and commit deckgen.lock"
    for change in plan.changes:
        yield Diagnostic("I010", f"the lock is behind: {change.key} is {change.kind.value}", Span(path), hint)
    if not plan.is_empty and not plan.changes:
        what = f"the look of {', '.join(plan.looks)}" if plan.looks else "decks, positions or digests"
        yield Diagnostic("I010", f"the lock is behind: {what} changed", Span(path), hint)
