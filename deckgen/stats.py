"""Counts of a project: entries by topic, kind and language, lengths of texts, and which syllabus questions are answered."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deckgen.kinds.contents import Side
from deckgen.markup.words import count_words
from deckgen.model import Language, SyllabusItem, TopicName
from deckgen.notes import Note
from deckgen.sources import Entry, Parsed


@dataclass(frozen=True, slots=True)
class Lengths:
    """Quantiles of lengths in words; all 0 where there is no text."""

    count: int
    median: int
    ninety: int
    ninety_nine: int
    longest: int


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """One topic: entries by kind, entries by language, and the cards Anki makes in each language."""

    topic: TopicName
    kinds: Counter[str]
    languages: Counter[Language]
    cards: Counter[Language]

    @property
    def entries(self) -> int:
        return self.kinds.total()


@dataclass(frozen=True, slots=True)
class Coverage:
    """One question: the ids of the entries that answer it, by language."""

    item: SyllabusItem
    entries: dict[Language, tuple[str, ...]]

    @property
    def missing(self) -> tuple[Language, ...]:
        """The languages in which nothing answers it."""
        return tuple(language for language, ids in self.entries.items() if not ids)


def count_topics(parsed: Parsed, notes: Iterable[Note]) -> tuple[TopicCounts, ...]:
    """The counts of every topic that has entries, in study order."""
    cards: Counter[tuple[TopicName, Language]] = Counter()
    for note in notes:
        cards[note.topic, note.key.language] += len(note.cards)
    topics = dict.fromkeys(entry.topic for entry in parsed.entries)
    return tuple(_topic(topic, parsed, cards) for topic in topics)


def _topic(topic: TopicName, parsed: Parsed, cards: Counter[tuple[TopicName, Language]]) -> TopicCounts:
    entries = [entry for entry in parsed.entries if entry.topic == topic]
    return TopicCounts(
        topic,
        Counter(entry.kind.name for entry in entries),
        Counter(language for entry in entries for language in entry.languages),
        Counter({language: cards[topic, language] for language in parsed.settings.languages}),
    )


def lengths(entries: Iterable[Entry], language: Language) -> dict[str, Lengths]:
    """How long questions, answers and explanations are in one language."""
    sides: dict[str, Callable[[Entry], Side]] = {
        "question": lambda entry: entry.kind.question(entry.spec),
        "answer": lambda entry: entry.kind.answer(entry.spec),
        "extra": lambda entry: Side(("extra",), entry.spec.extra),
    }
    counted = [entry for entry in entries if language in entry.languages]
    return {
        name: _quantiles([count_words(text) for entry in counted if (text := side(entry).in_language(language))])
        for name, side in sides.items()
    }


def _quantiles(values: list[int]) -> Lengths:
    ordered = sorted(values) or [0]
    median, ninety, ninety_nine = (ordered[min(len(ordered) - 1, len(ordered) * part // 100)] for part in (50, 90, 99))
    return Lengths(len(values), median, ninety, ninety_nine, ordered[-1])


def cover_syllabus(parsed: Parsed) -> tuple[Coverage, ...]:
    """Every question of the syllabus with the entries that answer it."""
    return tuple(
        Coverage(
            item,
            {
                language: tuple(
                    str(entry.id)
                    for entry in parsed.entries
                    if item.id in entry.spec.answers and language in entry.languages
                )
                for language in parsed.settings.languages
            },
        )
        for item in parsed.syllabus
    )
