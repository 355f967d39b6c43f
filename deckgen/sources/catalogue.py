"""The files beside the entries: `topic.yaml`, `references.yaml`, `syllabus.yaml`."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from deckgen.diagnostics import Diagnostic
from deckgen.model import Reference, Settings, SyllabusItem, Text, Topic, TopicName
from deckgen.source_values import SLUG, SlugField, Slugs, SourceModel, Tags, TextField, YearField
from deckgen.sources.positions import Document
from deckgen.sources.schema import validate
from deckgen.sources.texts import text_problems, texts_in

RESERVED_TOPICS = re.compile(r"collection|backup-.*|bundle|media|preview|releases")
"""Names of outputs that Anki or deckgen gives another meaning: `collection.apkg` makes Anki offer to replace a collection."""


class TopicFile(SourceModel):
    """`topic.yaml`."""

    title: TextField
    order: Annotated[int, Field(ge=0, le=999)]
    description: TextField | None = None
    tags: Tags = ()
    was: Slugs = ()
    as_of: YearField | None = None


class ReferenceRow(SourceModel):
    """One source in `references.yaml`; `arxiv` is an id such as 2103.00020."""

    title: Annotated[str, Field(min_length=1)]
    authors: str | tuple[str, ...] = ""
    year: str = ""
    venue: str = ""
    arxiv: Annotated[str, Field(pattern=r"^\d{4}\.\d{4,5}(v\d+)?$|^[a-z-]+/\d{7}$")] | None = None
    url: Annotated[str, Field(pattern=r"^https?://")] | None = None


class SyllabusRow(SourceModel):
    """One question in `syllabus.yaml`."""

    id: SlugField
    topic: SlugField
    question: TextField


def parse_topic(name: TopicName, document: Document, settings: Settings) -> tuple[Topic | None, list[Diagnostic]]:
    problems = []
    if not re.fullmatch(SLUG, name) or RESERVED_TOPICS.fullmatch(name):
        hint = (
            "a folder name becomes a file name: lower-case letters, digits, hyphens; not collection, backup-*, bundle"
        )
        problems.append(Diagnostic("P103", f"a topic cannot be called `{name}`", document.span(), hint))
    row, found = validate(TopicFile, document, (), document.data, family="P102")
    problems += found
    if row is None:
        return None, problems
    for text, loc in texts_in(row):
        problems += text_problems(text, document, loc, settings, settings.languages)
    description = row.description or Text({"": ""})
    was = tuple(TopicName(former) for former in row.was)
    return Topic(name, row.title, row.order, description, row.tags, document.path, was, as_of=row.as_of), problems


def parse_references(document: Document) -> tuple[Mapping[str, Reference], list[Diagnostic]]:
    if not isinstance(document.data, dict):
        return {}, [Diagnostic("S007", "should be a map from key to source", document.span())]
    references: dict[str, Reference] = {}
    problems: list[Diagnostic] = []
    for key, data in document.data.items():
        if not re.fullmatch(SLUG, key):
            problems.append(
                Diagnostic("P201", f"`{key}` should be lower-case letters, digits, hyphens", document.key_span((key,)))
            )
        row, found = validate(ReferenceRow, document, (key,), data, family="P201")
        problems += found
        references[key] = Reference(key, key)  # a wrong row still is there to be cited
        if row is not None:
            authors = row.authors if isinstance(row.authors, str) else ", ".join(row.authors)
            url = row.url or (f"https://arxiv.org/abs/{row.arxiv}" if row.arxiv else "")
            references[key] = Reference(key, row.title, authors, row.year, row.venue, url)
    return references, problems


def parse_syllabus(
    document: Document, settings: Settings, topics: Mapping[str, TopicName]
) -> tuple[tuple[SyllabusItem, ...], list[Diagnostic]]:
    if not isinstance(document.data, list):
        return (), [Diagnostic("S007", "should be a list of questions", document.span())]
    items: dict[str, SyllabusItem] = {}
    problems: list[Diagnostic] = []
    for index, data in enumerate(document.data):
        row, found = validate(SyllabusRow, document, (index,), data, family="P301")
        problems += found
        if row is None:
            name = data.get("id") if isinstance(data, dict) else None
            if isinstance(name, str):  # a wrong item still is there to be answered
                items.setdefault(name, SyllabusItem(name, TopicName(""), Text({"": "?"})))
            continue
        if row.id in items:
            problems.append(Diagnostic("P302", f"the item `{row.id}` appears twice", document.span((index, "id"))))
        if row.topic not in topics:
            problems.append(Diagnostic("P303", f"there is no topic `{row.topic}`", document.span((index, "topic"))))
        problems += text_problems(row.question, document, (index, "question"), settings, settings.languages)
        items[row.id] = SyllabusItem(row.id, topics.get(row.topic, TopicName(row.topic)), row.question)
    return tuple(items.values()), problems
