"""What an import must know of the project it goes into: names that are taken, and entries that are there already."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.file_names import name_fault
from deckgen.importers.kit.model import ImportedEntry
from deckgen.model import EntryId, Language, Reference, Settings, Text
from deckgen.notes.identity import guid_of
from deckgen.project import Project
from deckgen.sources import Parsed, parse
from deckgen.sources.catalogue import RESERVED_TOPICS

_TOLD_BY_TEXT = {"qa", "cloze"}
"""Kinds whose question and answer say which entry it is; two diagrams may well ask the same."""
_QUESTION_KEYS, _ANSWER_KEYS = ("front", "text"), ("back",)


@dataclass(frozen=True, slots=True)
class ProjectView:
    """`ids` are all that are or were in use; `media` maps paths to digests; `guids` and `questions` map to places of entries."""

    settings: Settings
    paths: frozenset[str]
    ids: frozenset[str]
    next_order: int
    media: Mapping[str, str]
    references: Mapping[str, Reference]
    guids: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def place_of(self, entry: ImportedEntry, topic: str) -> str:
        """Where the entry is in the project already; "" if it is not."""
        if entry.was_guid and (place := self.guids.get(entry.was_guid)):
            return place
        if entry.keys.get("kind", "qa") not in _TOLD_BY_TEXT:
            return ""
        return self.questions.get((topic, *question_and_answer(entry.keys)), "")

    def usable_topic(self, name: str) -> str:
        """A name that a topic can have."""
        return f"{name}-cards" if RESERVED_TOPICS.fullmatch(name) or name_fault(name) else name

    def reference_key(self, row: Mapping[str, str]) -> str:
        """The key under which the project has a source; "" if it has not."""
        for key, one in self.references.items():
            if (row.get("url") and one.url == row["url"]) or (not one.url and one.short == row.get("title")):
                return key
        return ""

    @staticmethod
    def digest(data: bytes) -> str:
        return hashlib.sha256(data).hexdigest()

    def same_bytes(self, digest: str, data: bytes) -> bool:
        return digest == self.digest(data)


def view_project(project: Project, language: Language) -> ProjectView:
    """The project as it is now."""
    parsed = parse(project.sources)
    rows, retired = project.lock.notes, project.lock.retired
    ids = {str(one.id) for one in parsed.entries} | {str(one.id) for one in parsed.drafts}
    ids |= {str(name) for key, row in rows.items() for name in (key.entry, *row.formerly)}
    ids |= {str(name) for key, one in retired.items() for name in (key.entry, *one.formerly)}
    return ProjectView(
        settings=parsed.settings,
        paths=frozenset(file.path for file in project.sources.files) | frozenset(project.sources.unreadable),
        ids=frozenset(ids),
        next_order=max((topic.order for topic in parsed.topics.values()), default=0) + 1,
        media={path: str(file.sha256) for path, file in project.sources.media.items()},
        references=parsed.references,
        guids=_guids(project, parsed),
        questions=_questions(parsed, language),
    )


def _guids(project: Project, parsed: Parsed) -> dict[str, str]:
    """Every guid the project gives or gave to a note."""
    places = {str(row.guid): str(key) for key, row in project.lock.notes.items()}
    for entry in parsed.entries:
        place = str(entry.origin.span("id"))
        own = entry.spec.was_guid or {}
        places |= dict.fromkeys(own.values(), place)
        for language in entry.languages:
            if not (own.get(language) or own.get("")):
                places[guid_of(parsed.settings.namespace, language, EntryId(entry.id))] = place
    for draft in parsed.drafts:
        places |= {guid: str(draft.origin.span("id")) for guid in draft.guids}
    return places


def _questions(parsed: Parsed, language: Language) -> dict[tuple[str, str, str], str]:
    places: dict[tuple[str, str, str], str] = {}
    for entry in parsed.entries:
        names = type(entry.spec).model_fields
        texts = {name: getattr(entry.spec, name) for name in (*_QUESTION_KEYS, *_ANSWER_KEYS) if name in names}
        written = {name: text.in_language(language) for name, text in texts.items() if isinstance(text, Text)}
        if written and entry.kind.name in _TOLD_BY_TEXT:
            places.setdefault((str(entry.topic), *question_and_answer(written)), str(entry.origin.span("id")))
    for draft in parsed.drafts:
        written = {name: text.in_language(language) for name, text in draft.texts.items()}
        places.setdefault((str(draft.topic), *question_and_answer(written)), str(draft.origin.span("id")))
    return places


def question_and_answer(keys: Mapping[str, object]) -> tuple[str, str]:
    """What tells whether two entries are the same, without their spaces."""
    return _plain(keys, _QUESTION_KEYS), _plain(keys, _ANSWER_KEYS)


def _plain(keys: Mapping[str, object], names: tuple[str, ...]) -> str:
    return "\0".join(re.sub(r"\s+", " ", str(keys.get(name) or "")).strip() for name in names)
