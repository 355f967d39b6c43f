"""How old the knowledge in an entry is: the year it names as `as_of`, or its topic's."""

from dataclasses import dataclass

from deckgen.model import EntryId, TopicName
from deckgen.sources import Parsed


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry with the year up to which it takes account of what is known; None where nothing says."""

    entry: EntryId
    topic: TopicName
    year: int | None


def dated(parsed: Parsed) -> tuple[Dated, ...]:
    """Every entry, in authored order."""
    by_topic = {name: topic.as_of for name, topic in parsed.topics.items()}
    return tuple(
        Dated(entry.id, entry.topic, entry.spec.as_of or by_topic.get(entry.topic)) for entry in parsed.entries
    )


def older_than(entries: tuple[Dated, ...], years: int, *, this_year: int) -> tuple[Dated, ...]:
    """Those whose year is more than `years` ago, the oldest first, otherwise in the order given."""
    old = [entry for entry in entries if entry.year is not None and this_year - entry.year > years]
    return tuple(sorted(old, key=lambda entry: entry.year or 0))
