"""An author's desk without files: hand-made notes, a lock, and a clock that the test holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from deckgen.diagnostics import Span
from deckgen.kinds import KINDS
from deckgen.lock import Lock, Permissions, Plan, Target, plan_update, stamp_release
from deckgen.model import UNDETERMINED, EntryId, Html, Instant, Language, NotetypeKey, Settings, Text, Topic, TopicName
from deckgen.notes import Note, NoteKey, Notetype, load_notetypes
from deckgen.notes.fingerprint import digest
from deckgen.notes.identity import guid_of
from deckgen.notes.note import NoteCard
from deckgen.project import packaged_templates

START = 1_700_000_000
SETTINGS = Settings("test", Text({"": "Test"}), (UNDETERMINED,))
EDITIONS = Settings("test", Text({"en": "Test", "de": "Probe"}), (Language("en"), Language("de")))
CLOZE_KINDS = {kind.name for kind in KINDS if kind.notetype == "cloze"}


@cache
def notetypes(namespace: str = "test") -> dict[NotetypeKey, Notetype]:
    """The packaged notetypes."""
    loaded, problems = load_notetypes(packaged_templates(), replace(SETTINGS, namespace=namespace), {})
    assert not problems
    return dict(loaded)


def key(entry: str, language: str = UNDETERMINED) -> NoteKey:
    return NoteKey(EntryId(entry), Language(language))


def make_note(
    entry: str,
    words: str = "words",
    *,
    look: str = "",
    topic: str = "a",
    kind: str = "qa",
    cards: Sequence[str] = ("1",),
    was: str | None = None,
    language: str = UNDETERMINED,
) -> Note:
    """A note that says `words`; `look` stands for what templates and libraries make of them. `cards` are names in order."""
    notetype: NotetypeKey = "cloze" if kind in CLOZE_KINDS else "basic"
    return Note(
        key=key(entry, language),
        topic=TopicName(topic),
        kind=kind,
        notetype=notetype,
        fields=(Html(entry), Html(words + look)),
        tags=(),
        media={},
        cards=tuple(NoteCard(ord_, name) for ord_, name in enumerate(cards)),
        guid=guid_of("test", Language(language), EntryId(entry)),
        content=digest(words),
        html=digest([entry, words, look]),
        was=EntryId(was) if was else None,
        span=Span(f"cards/{topic}/x.yaml"),
    )


def make_topic(name: str, title: str = "", order: int = 1) -> Topic:
    text = Text({"": title or name.upper()})
    return Topic(TopicName(name), text, order, Text({"": ""}), (), f"cards/{name}/topic.yaml")


@dataclass
class Desk:
    """What an author does over time. Each build must be free of problems, unless `try_build` is asked."""

    lock: Lock = field(default_factory=Lock)
    now: int = START
    settings: Settings = SETTINGS
    topics: dict[str, Topic] = field(default_factory=dict)
    notetypes: dict[NotetypeKey, Notetype] = field(default_factory=notetypes)

    def try_build(
        self,
        notes: Iterable[Note],
        *,
        allow: Iterable[str] = (),
        retire: Iterable[str] = (),
        restamp: Iterable[str] = (),
    ) -> Plan:
        """The plan, without keeping its lock."""
        given = tuple(notes)
        topics = {note.topic: self.topics.get(note.topic) or make_topic(note.topic) for note in given}
        topics |= {TopicName(name): topic for name, topic in self.topics.items()}
        if len(topics) > 1 and not self.topics:
            topics = {name: replace(topic, order=order) for order, (name, topic) in enumerate(topics.items(), start=1)}
        target = Target(self.settings, topics, given, self.notetypes)
        return plan_update(self.lock, target, now=Instant(self.now), permissions=Permissions.of(allow, retire, restamp))

    def build(
        self,
        *notes: Note,
        after: int = 0,
        allow: Iterable[str] = (),
        retire: Iterable[str] = (),
        restamp: Iterable[str] = (),
    ) -> Plan:
        """Build `after` seconds later and keep the lock."""
        self.now += after
        plan = self.try_build(notes, allow=allow, retire=retire, restamp=restamp)
        assert not plan.diagnostics, plan.diagnostics
        self.lock = plan.after
        return plan

    def release(self, version: str, *, after: int = 0) -> None:
        self.now += after
        self.lock = stamp_release(self.lock, version, Instant(self.now))

    def mtime(self, entry: str, language: str = UNDETERMINED) -> int:
        return self.lock.notes[key(entry, language)].mtime


def codes(plan: Plan) -> list[str]:
    return [diagnostic.code for diagnostic in plan.diagnostics]


def changed(plan: Plan) -> list[tuple[str, str]]:
    """What the plan says, as (change, id)."""
    return [(change.kind.value, str(change.key.entry)) for change in plan.changes]
