"""The description of the parent deck: searches that help, each over what the notes have anyway, so that none is stamped for it.

A search is mentioned only if it finds something in the edition. The text depends on sources and lock alone, and is the same in all
packages of an edition, since Anki replaces a deck's description at each import.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources

from deckgen.lock import Lock
from deckgen.model import EntryId, Language
from deckgen.notes import Note
from deckgen.package.search import search_by_id, search_by_tag, search_in_deck, search_in_topics
from deckgen.sources import Parsed

LISTING = "dk-code"
"""The class of code listings, in the field of the note that has one."""
MOST_TAGS, MOST_IDS = 6, 40
"""How much fits on the screen of a phone; release notes have the rest."""


def parent_description(parsed: Parsed, lock: Lock, language: Language, notes: Sequence[Note]) -> str:
    """HTML for the deck above the topics' decks, "" where there is nothing to search for. `notes` are all of the edition."""
    words = texts(language)
    rows = list(_searches(parsed, lock, language, [note for note in notes if note.key.language == language], words))
    if not rows:
        return ""
    lines = (f"{escape(what)}<br><code>{escape(search, quote=False)}</code>" for what, search in rows)
    return f'<div style="overflow-wrap: anywhere">{"<br><br>".join([escape(words["intro"]), *lines])}</div>'


def texts(language: Language) -> Mapping[str, str]:
    """The texts in a language, or in the nearest one there is."""
    known = _texts()
    parts = language.split("-")
    if language.startswith(("zh-TW", "zh-HK", "zh-MO")):
        parts = ["zh", "Hant"]
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return known[next((tag for tag in tags if tag in known), "en")]


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((resources.files(__package__) / "searches.toml").read_text(encoding="utf-8"))


def _searches(
    parsed: Parsed, lock: Lock, language: Language, notes: Sequence[Note], words: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    settings = parsed.settings
    # Editions share ids and tags: where there are several, a search stays in the decks of its language.
    scope = f"{search_in_deck(settings.title.in_language(language))} " if settings.many_languages else ""
    yield from path_searches(parsed, notes, language, scope)
    for tag, stored in _own_tags(parsed, notes):
        title = parsed.settings.tag_titles.get(tag)
        what = title.in_language(language) if title else words["tagged"].format(tag=tag)
        yield what, scope + search_by_tag(stored)
    yield from _code_searches(parsed, notes, scope, language, words)
    if lock.last_release and len(lock.releases) > 1:
        for what, ids in (("new", _ids(lock, language, new=True)), ("corrected", _ids(lock, language, new=False))):
            if 0 < len(ids) <= MOST_IDS:
                yield words[what].format(version=lock.last_release), scope + search_by_id(ids)


def path_searches(
    parsed: Parsed, notes: Sequence[Note], language: Language, scope: str = ""
) -> Iterator[tuple[str, str]]:
    """The study paths that lead to any of the notes: title and search, "" where it is everything. `scope` ends in a space."""
    for path in parsed.settings.paths:
        tags = {_stored(parsed, tag) for tag in path.tags}
        if any(tags <= set(note.tags) and (not path.topics or note.topic in path.topics) for note in notes):
            parts = [search_by_tag(tag) for tag in sorted(tags)]
            if path.topics:
                parts.append(search_in_topics(_stored(parsed, parsed.topics[name].stored_name) for name in path.topics))
            yield path.title.in_language(language), (scope + " ".join(parts)).strip()


def _stored(parsed: Parsed, tag: str) -> str:
    return "::".join(part for part in (parsed.settings.tag_prefix, tag) if part)


def _own_tags(parsed: Parsed, notes: Sequence[Note]) -> Iterator[tuple[str, str]]:
    """The tags that entries have beside that of their place, the most frequent first: as written, and as stored."""
    present = {(note.key.entry, tag) for note in notes for tag in note.tags}
    prefix = f"{parsed.settings.tag_prefix}::" if parsed.settings.tag_prefix else ""
    entries = {note.key.entry for note in notes}
    counts = Counter(
        tag
        for entry in parsed.entries
        if entry.id in entries
        for tag in entry.spec.tags
        if (entry.id, prefix + tag) in present
    )
    for tag, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_TAGS]:
        yield tag, prefix + tag


def _code_searches(
    parsed: Parsed, notes: Sequence[Note], scope: str, language: Language, words: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The code of the topic that has most, and how the other topics that have some are called."""
    listings = Counter(note.topic for note in notes if any(LISTING in field for field in note.fields))
    if not listings:
        return
    topic = parsed.topics[max(listings, key=lambda name: listings[name])]
    tag = _stored(parsed, topic.stored_name)
    others = [parsed.topics[name].stored_name for name in listings if name != topic.name]
    what = words["code"].format(topic=topic.title.in_language(language))
    if others:
        what += words["others"].format(name=topic.stored_name, others=", ".join(others))
    yield what, f"{scope}{search_by_tag(tag)} {LISTING}"


def _ids(lock: Lock, language: Language, *, new: bool) -> list[EntryId]:
    """The entries that came, or were corrected, with the last release."""
    last = lock.last_release
    return [
        key.entry
        for key, row in lock.notes.items()
        if key.language == language and row.release == last and (row.since == last) is new
    ]
