"""The rows of the site's data files, as JSON-like values. `site/data.js` says what each place in a row means."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deckgen.kinds import KINDS
from deckgen.lock import pending
from deckgen.markup.plain_text import plain_text, sentence
from deckgen.model import Language, NotetypeKey, Text, TopicName
from deckgen.notes import Note, NoteKey, Notetype
from deckgen.package.description import version_line
from deckgen.package.packages import BUNDLE
from deckgen.preview.cloze_html import cloze
from deckgen.preview.exhibit import Exhibit
from deckgen.stats import count_topics, cover_syllabus

CHUNK = 40
"""Cards in one html file: small enough to load at once, big enough that a deck is some dozen files."""
TITLE_LENGTH = 160

Row: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class EditionPayload:
    """The notes of one language in study order, and each of their cards as (index of the note, ordinal)."""

    language: Language
    notes: tuple[Note, ...]
    cards: tuple[tuple[int, int], ...]


def editions(exhibit: Exhibit) -> tuple[EditionPayload, ...]:
    """One for each language of the project."""
    return tuple(_edition(exhibit, language) for language in exhibit.parsed.settings.languages)


def _edition(exhibit: Exhibit, language: Language) -> EditionPayload:
    notes = tuple(note for note in exhibit.notes if note.key.language == language)
    cards = tuple((index, card.ord) for index, note in enumerate(notes) for card in note.cards)
    return EditionPayload(language, notes, cards)


def project_row(exhibit: Exhibit, *, live: bool, build: int) -> Row:
    """What the page knows about the project as a whole."""
    parsed, settings = exhibit.parsed, exhibit.parsed.settings
    topics = _topics_in_order(exhibit)
    present = {note.kind for note in exhibit.notes}
    cited = Counter(citation.ref for entry in parsed.entries for citation in entry.spec.source)
    return {
        "title": _texts(settings.title, settings.languages),
        "languages": list(settings.languages),
        "topics": [
            {
                "name": name,
                "title": _texts(parsed.topics[name].title, settings.languages),
                "description": _texts(parsed.topics[name].description, settings.languages),
                "deck": {language: exhibit.deck_name(name, language) for language in settings.languages},
            }
            for name in topics
        ],
        "kinds": [kind.name for kind in KINDS if kind.name in present],
        "license": settings.license,
        "authors": list(settings.authors),
        "homepage": settings.homepage,
        "version": version_line(exhibit.lock),
        "release": exhibit.lock.last_release,
        "css": {key: notetype.css for key, notetype in exhibit.notetypes.items()},
        "counts": [
            {"topic": row.topic, "kinds": dict(row.kinds), "entries": row.entries, "cards": dict(row.cards)}
            for row in count_topics(parsed, exhibit.notes)
        ],
        "coverage": [
            {
                "id": row.item.id,
                "topic": row.item.topic,
                "question": _texts(row.item.question, settings.languages),
                "entries": {language: list(ids) for language, ids in row.entries.items()},
            }
            for row in cover_syllabus(parsed)
        ],
        "references": [
            {
                "key": one.key, "title": one.title, "authors": one.authors, "year": one.year, "venue": one.venue,
                "url": one.url, "cited": cited[one.key],
            }
            for one in parsed.references.values()
        ],
        "packages": {edition.language: list(_packages(edition, topics)) for edition in editions(exhibit)},
        "chunk": CHUNK,
        "build": build,
        "live": live,
    }  # fmt: skip


def _texts(text: Text, languages: Sequence[Language]) -> dict[str, str]:
    return {language: text.in_language(language) for language in languages}


def _topics_in_order(exhibit: Exhibit) -> list[TopicName]:
    return sorted({note.topic for note in exhibit.notes}, key=lambda name: (exhibit.parsed.topics[name].order, name))


def _packages(edition: EditionPayload, topics: Iterable[TopicName]) -> Iterator[Row]:
    for topic in topics:
        notes = [note for note in edition.notes if note.topic == topic]
        if notes:
            yield _package(f"{topic}.apkg", topic, notes)
    if edition.notes:
        yield _package(f"{BUNDLE}.apkg", "", edition.notes)


def _package(name: str, topic: str, notes: Sequence[Note]) -> Row:
    return {"name": name, "topic": topic, "notes": len(notes), "cards": sum(len(note.cards) for note in notes)}


def cards_row(edition: EditionPayload, exhibit: Exhibit) -> Row:
    """Notes and cards for the list: everything but the HTML."""
    waiting = pending(exhibit.lock)
    changed: dict[NoteKey, str] = dict.fromkeys(waiting.corrected, "corrected")
    if exhibit.lock.releases:
        changed |= dict.fromkeys(waiting.new, "new")
    index = {name: number for number, name in enumerate(_topics_in_order(exhibit))}
    sections = {entry.id: entry.spec.section or "" for entry in exhibit.parsed.entries}
    notes = [
        [
            note.key.entry, index[note.topic], note.kind, sections.get(note.key.entry, ""), list(note.tags),
            changed.get(note.key, ""), f"{note.span.path}:{note.span.line}", note.notetype,
        ]
        for note in edition.notes
    ]  # fmt: skip
    cards = [[number, ord_, _title(edition.notes[number], exhibit, ord_)] for number, ord_ in edition.cards]
    return {"notes": notes, "cards": cards}


def _title(note: Note, exhibit: Exhibit, ord_: int) -> str:
    """The question in words."""
    notetype = exhibit.notetypes[note.notetype]
    if notetype.is_cloze:
        html = cloze(_field("text", note, notetype), ord_ + 1, is_front=True)
    else:
        html = _field("front" if ord_ == 0 else "back", note, notetype)
    title = sentence(html)
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"


def _field(key: str, note: Note, notetype: Notetype) -> str:
    return str(note.fields[notetype.index(key)])


def text_rows(edition: EditionPayload, notetypes: Mapping[NotetypeKey, Notetype]) -> list[str]:
    """All words of each note, for search."""
    return [_searchable(note, notetypes[note.notetype]) for note in edition.notes]


def _searchable(note: Note, notetype: Notetype) -> str:
    words = [str(note.key.entry)]
    for field, html in zip(notetype.fields, note.fields, strict=True):
        if html and field.key not in {"id", "reverse"}:
            shown = cloze(html, note.cards[0].ord + 1, is_front=False) if field.key == "text" and note.cards else html
            words.append(plain_text(shown))
    return "\n".join(words)


def problem_rows(exhibit: Exhibit) -> list[Row]:
    """What is wrong with the sources, each with the entry it lies in."""
    return [
        {
            "code": one.diagnostic.code, "severity": one.diagnostic.severity.value,
            "message": one.diagnostic.message, "hint": one.diagnostic.hint or "", "path": one.diagnostic.span.path,
            "line": one.diagnostic.span.line, "column": one.diagnostic.span.column, "entry": one.entry,
            "source": one.source,
        }
        for one in exhibit.problems
    ]  # fmt: skip
