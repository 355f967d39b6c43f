"""What the site shows: the notes of a compilation; where live, those of the last good build in the place of broken ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.codes import Severity
from deckgen.compiler import Compilation
from deckgen.lock import Lock
from deckgen.lock.model import DeckKey
from deckgen.model import Language, MediaFile, MediaName, NotetypeKey, TopicName
from deckgen.notes import Note, Notetype
from deckgen.preview.problems import ShownProblem
from deckgen.sources import Parsed


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Everything the site is made of. `notes` are in authored order, all languages together."""

    parsed: Parsed
    notes: tuple[Note, ...]
    notetypes: Mapping[NotetypeKey, Notetype]
    lock: Lock
    problems: tuple[ShownProblem, ...] = ()

    @property
    def media(self) -> Mapping[MediaName, MediaFile]:
        """Every file that a note or the stylesheet uses, by its name in Anki."""
        looks = [notetype.media for notetype in self.notetypes.values()]
        return {name: file for one in (*looks, *(note.media for note in self.notes)) for name, file in one.items()}

    def deck_name(self, topic: TopicName, language: Language) -> str:
        """The name Anki will show; the topic's title while the first build has not fixed one."""
        locked = self.lock.decks.get(DeckKey(topic, language))
        return locked.name if locked else self.parsed.topics[topic].title.in_language(language)


def exhibit(compilation: Compilation, problems: tuple[ShownProblem, ...] = ()) -> Exhibit:
    """A compilation as it is."""
    return Exhibit(compilation.parsed, compilation.notes, compilation.notetypes, compilation.plan.after, problems)


def mended(last: Exhibit, now: Exhibit) -> Exhibit:
    """`now`, which has errors, with the last good notes, notetypes and topics where it has none or broken ones.

    While something is broken a note that is missing may be broken or deleted; it stays until the errors are gone.
    """
    if now.parsed.settings.languages != last.parsed.settings.languages:  # deckgen.toml is what is broken
        return Exhibit(last.parsed, last.notes, last.notetypes, last.lock, now.problems)
    broken = {one.entry for one in now.problems if one.diagnostic.severity is Severity.ERROR}
    known = {note.key for note in last.notes}
    notes = [note for note in now.notes if note.key.entry not in broken or note.key not in known]
    present = {note.key for note in notes}
    readable = {entry.id for entry in now.parsed.entries}
    topics = {**last.parsed.topics, **now.parsed.topics}
    order = {name: topic.order for name, topic in topics.items()}
    notes += [note for note in last.notes if note.key not in present]
    notes.sort(key=lambda note: (order.get(note.topic, 0), note.topic, note.span.path, note.span.line))
    parsed = Parsed(
        now.parsed.settings,
        topics,
        (*now.parsed.entries, *(entry for entry in last.parsed.entries if entry.id not in readable)),
        now.parsed.references or last.parsed.references,
        now.parsed.syllabus or last.parsed.syllabus,
        now.parsed.diagnostics,
    )
    return Exhibit(parsed, tuple(notes), {**last.notetypes, **now.notetypes}, last.lock, now.problems)
