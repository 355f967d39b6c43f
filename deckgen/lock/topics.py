"""`was:` in topic.yaml: the rows of a topic go on under the new name of its folder, and learners see nothing of it.

Which topic of the lock a folder goes on with is decided by its entries, so that two topics can swap their names, and a `was`
that stays in the file does no harm later. A folder without `was` goes on with a topic that is gone if their deck is the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from deckgen.codes import Severity
from deckgen.diagnostics import Diagnostic, Span
from deckgen.lock.decks import deck_name
from deckgen.lock.model import DeckKey, Lock
from deckgen.model import EntryId, Settings, Topic, TopicName

Evidence = Counter[tuple[TopicName, TopicName]]
"""How many entries of a folder (first) the lock knows in a topic (second)."""


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """Where an entry stands now; `was` is its earlier id."""

    id: EntryId
    was: EntryId | None
    topic: TopicName


def follow_topics(
    lock: Lock, settings: Settings, topics: Mapping[TopicName, Topic], entries: Iterable[PlacedEntry]
) -> tuple[Lock, list[Diagnostic]]:
    """The lock with the names that the topics' folders have now."""
    known = _known_topics(lock)
    evidence = _evidence(lock, entries)
    chosen = _chosen(topics, known, evidence)
    chosen |= _same_decks(lock, settings, topics, known - set(chosen.values()))
    new_names = {old: new for new, old in chosen.items() if new != old}
    followed = _renamed(lock, new_names) if new_names else lock
    return followed, [*_unknown(topics, known, chosen), *_needless(topics, lock, known), *_taken(topics, followed)]


def with_released_names(topics: Mapping[TopicName, Topic], lock: Lock) -> dict[TopicName, Topic]:
    """The topics with the names that tags and media have."""
    return {name: replace(topic, released_name=lock.topics.get(name)) for name, topic in topics.items()}


def _known_topics(lock: Lock) -> set[TopicName]:
    of_notes = {row.topic for row in lock.notes.values()} | {row.topic for row in lock.retired.values()}
    return of_notes | {key.topic for key in lock.decks}


def _evidence(lock: Lock, entries: Iterable[PlacedEntry]) -> Evidence:
    places = {key.entry: row.topic for key, row in lock.notes.items()}
    homes = ((entry.topic, places.get(entry.id) or places.get(entry.was or entry.id)) for entry in entries)
    return Counter((topic, home) for topic, home in homes if home)


def _chosen(topics: Mapping[TopicName, Topic], known: set[TopicName], evidence: Evidence) -> dict[TopicName, TopicName]:
    """Folder to the topic of the lock that it goes on with: most entries first, and no topic for two folders."""
    pairs = [(name, old) for name, topic in topics.items() for old in (name, *topic.was) if old in known]
    chosen: dict[TopicName, TopicName] = {}
    for name, old in sorted(pairs, key=lambda pair: (-evidence[pair], pair[0] != pair[1], pair)):
        if name not in chosen and old not in chosen.values():
            chosen[name] = old
    merged = [name for name, old in chosen.items() if name != old and name in known - set(chosen.values())]
    return {name: old for name, old in chosen.items() if name not in merged or not evidence[name, name]}


def _same_decks(
    lock: Lock, settings: Settings, topics: Mapping[TopicName, Topic], left: set[TopicName]
) -> dict[TopicName, TopicName]:
    """New folders whose deck is that of a topic that is gone: learners can't tell them apart."""
    gone = {deck.name: key for key, deck in lock.decks.items() if key.topic in left - set(topics)}
    known = _known_topics(lock)
    return {
        name: gone[deck].topic
        for name, topic in topics.items()
        if name not in known
        for deck in (deck_name(settings, topic, language) for language in settings.languages)
        if deck in gone
    }


def _renamed(lock: Lock, names: Mapping[TopicName, TopicName]) -> Lock:
    released = {row.topic for row in lock.notes.values() if row.since} | {row.topic for row in lock.retired.values()}
    first = {names.get(old, old): lock.topics.get(old, old) for old in {*lock.topics, *released}}
    decks = {key: deck for key, deck in lock.decks.items() if key.topic not in names}
    decks |= {DeckKey(names[key.topic], key.language): deck for key, deck in lock.decks.items() if key.topic in names}
    return replace(
        lock,
        decks=decks,
        notes={
            key: replace(row, topic=names.get(row.topic, row.topic), home=names.get(row.home, row.home) if row.home else None)
            for key, row in lock.notes.items()
        },
        retired={key: replace(row, topic=names.get(row.topic, row.topic)) for key, row in lock.retired.items()},
        topics={name: stored for name, stored in first.items() if name != stored},
    )  # fmt: skip


def _unknown(
    topics: Mapping[TopicName, Topic], known: set[TopicName], chosen: Mapping[TopicName, TopicName]
) -> Iterator[Diagnostic]:
    for name, topic in topics.items():
        if known and topic.was and name not in chosen and name not in known:
            gone = ", ".join(sorted(known - set(topics)))
            hint = f"topics that are gone: {gone}" if gone else "leave `was` out: this is a new topic"
            message = f"`was: {', '.join(topic.was)}` names a topic nobody knows"
            yield Diagnostic("I026", message, Span(topic.path), hint)


def _needless(topics: Mapping[TopicName, Topic], lock: Lock, known: set[TopicName]) -> Iterator[Diagnostic]:
    """A name that changes nothing: misspelt, or of a rename that is done and that no learner has to be spared."""
    remembered = known | set(lock.topics.values())
    for name, topic in topics.items():
        lost = [old for old in topic.was if old not in remembered]
        if lost and (name in known or not known):
            hint = "if a build has followed the rename, leave `was` out: it has done its work; otherwise look at its spelling"
            message = f"`was: {', '.join(lost)}` changes nothing: deckgen.lock knows no topic of that name"
            yield Diagnostic("I026", message, Span(topic.path), hint, level=Severity.WARNING)


def _taken(topics: Mapping[TopicName, Topic], lock: Lock) -> Iterator[Diagnostic]:
    """A new topic under the first name of a renamed one would share its tags."""
    users = {lock.topics[name]: name for name in topics if name in lock.topics}
    for name, topic in topics.items():
        if name not in lock.topics and name in users:
            message = f"learners' tags and pictures of `{users[name]}` go on under `{name}`, its first name"
            yield Diagnostic("P313", message, Span(topic.path), "call this folder otherwise")
