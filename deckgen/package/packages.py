"""Which packages a project makes: one a topic and language, and a bundle a language with all topics as subdecks."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from deckgen.compiler import Compilation
from deckgen.lock.model import DeckKey, LockedDeck, LockedNote
from deckgen.model import Language, MediaFile, TopicName
from deckgen.notes import Note
from deckgen.notes.identity import integer_id
from deckgen.package.anki_package import collection
from deckgen.package.archive import archive
from deckgen.package.description import deck_description
from deckgen.package.searches import parent_description

BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Package:
    """One finished `.apkg`. `path` is relative to the build folder; `topic` is None for a bundle."""

    path: str
    topic: TopicName | None
    language: Language
    decks: tuple[str, ...]
    notes: int
    cards: int
    media: int
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def make_packages(compilation: Compilation, read_media: Callable[[MediaFile], bytes]) -> Iterator[Package]:
    """All packages of a compilation, one by one. `read_media` gives the bytes of a file of the project."""
    for language in compilation.parsed.settings.languages:
        notes = [note for note in compilation.notes if note.key.language == language]
        topics = dict.fromkeys(note.topic for note in notes)
        for topic in topics:
            yield _package(topic, language, [note for note in notes if note.topic == topic], compilation, read_media)
        if notes:
            yield _package(None, language, notes, compilation, read_media)


def _parent(
    compilation: Compilation, language: Language
) -> Iterator[tuple[LockedDeck, str, list[tuple[Note, LockedNote]]]]:
    """The deck above the topics' decks, for its description; it has no cards."""
    settings = compilation.parsed.settings
    text = parent_description(compilation.parsed, compilation.plan.after, language, compilation.notes)
    if text:
        identity = integer_id(settings.namespace, "deck", "", settings.first_tag(language))
        yield LockedDeck(identity, settings.title.in_language(language)), text, []


def _package(
    topic: TopicName | None,
    language: Language,
    notes: Sequence[Note],
    compilation: Compilation,
    read_media: Callable[[MediaFile], bytes],
) -> Package:
    lock = compilation.plan.after
    decks = []
    for name in dict.fromkeys(note.topic for note in notes):
        rows = [(note, lock.notes[note.key]) for note in notes if note.topic == name]
        description = deck_description(compilation.parsed, lock, compilation.parsed.topics[name], language)
        decks.append((lock.decks[DeckKey(name, language)], description, rows))
    parents = tuple(_parent(compilation, language))
    used = {note.notetype for note in notes}
    notetypes = {key: (one, lock.notetypes[key]) for key, one in compilation.notetypes.items() if key in used}
    media = {name: file for note in notes for name, file in note.media.items()}
    media |= {name: file for notetype, _ in notetypes.values() for name, file in notetype.media.items()}
    folder = f"{language}/" if compilation.parsed.settings.many_languages else ""
    return Package(
        path=f"{folder}{topic or BUNDLE}.apkg",
        topic=topic,
        language=language,
        decks=tuple(deck.name for deck, _, _ in decks),
        notes=len(notes),
        cards=sum(len(note.cards) for note in notes),
        media=len(media),
        data=archive(
            collection([*parents, *decks], notetypes), {name: read_media(file) for name, file in media.items()}
        ),
    )
