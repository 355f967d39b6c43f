"""Whose package it is: namespace, language and topics, found by deriving the ids anew from what the package says.

A package names none of the three. But guids, and ids of notetypes and decks, are functions of them, so that a guess can be proved.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from deckgen.model import UNDETERMINED, EntryId, Guid, Language, NotetypeKey, TopicName
from deckgen.notes.identity import guid_of, integer_id
from deckgen.notes.notetypes import FIELDS

_ASKED = 20
"""Notes whose guid is tried; the guids of renamed and adopted ones prove nothing."""


def own_notetype(identity: int, name: str) -> tuple[NotetypeKey, str] | None:
    """Key and namespace of a notetype that deckgen made: its name ends with the namespace."""
    namespace = name.rpartition(" · ")[2]
    return next(((key, namespace) for key in FIELDS if integer_id(namespace, key, "notetype") == identity), None)


def language_of(namespace: str, notes: Iterable[tuple[EntryId, Guid]], path: str) -> Language | None:
    """The language of a package's notes; the path of the package, such as `en/clip.apkg`, says what to try."""
    tried = list(notes)[:_ASKED]
    for language in _languages_in(path):
        if any(guid_of(namespace, language, entry) == guid for entry, guid in tried):
            return language
    return None


def _languages_in(path: str) -> Iterator[Language]:
    """The folder's name, then every run of words in the file's name: `demo-zh-Hans-clip-1.0.0` has `zh-Hans` in it."""
    place = PurePosixPath(path)
    yield Language(place.parent.name)
    words = re.split(r"[-_ .]", place.stem)
    for start in range(len(words)):
        for end in range(start + 1, min(start + 4, len(words) + 1)):
            yield Language("-".join(words[start:end]))
    yield UNDETERMINED


def topic_of_package(namespace: str, deck: int, language: Language, tags: Iterable[str]) -> TopicName | None:
    """The topic of a deck: one part of its notes' tags, which are `prefix::topic::section`."""
    parts = dict.fromkeys(part for tag in tags for part in tag.split("::"))
    for part in parts:
        if deck in {integer_id(namespace, "deck", part, one) for one in (language, UNDETERMINED)}:
            return TopicName(part)
    return None
