"""All files to one `Parsed` value. Pure; never stops at the first problem."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from deckgen.diagnostics import Diagnostic, Severity, Span
from deckgen.model import Reference, Settings, SourceFile, Sources, SyllabusItem, Topic, TopicName
from deckgen.sources.catalogue import parse_references, parse_syllabus, parse_topic
from deckgen.sources.entries import Entry, parse_entries, relation_problems, without_duplicates
from deckgen.sources.positions import Document, load_yaml
from deckgen.sources.settings import parse_settings

REFERENCES, SYLLABUS, TOPIC = "cards/references.yaml", "cards/syllabus.yaml", "topic.yaml"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the sources say. `entries` are in authored order: topics by order, files by name."""

    settings: Settings
    topics: Mapping[TopicName, Topic]
    entries: tuple[Entry, ...]
    references: Mapping[str, Reference]
    syllabus: tuple[SyllabusItem, ...]
    diagnostics: tuple[Diagnostic, ...]


def parse(sources: Sources) -> Parsed:
    """Check and read all sources."""
    settings, problems = parse_settings(sources.settings)
    problems += _file_problems(sources)
    documents: dict[str, Document] = {}
    for file in sources.files:
        document, found = load_yaml(file)
        problems += found
        if not any(d.code in {"S002", "S005"} for d in found):
            documents[file.path] = document
    topics, entries = _topics_and_entries(documents, sources.files, settings, problems)
    references, found = parse_references(documents[REFERENCES]) if REFERENCES in documents else ({}, [])
    problems += found
    names = frozenset(str(name) for name in topics)
    syllabus, found = parse_syllabus(documents[SYLLABUS], settings, names) if SYLLABUS in documents else ((), [])
    problems += found
    problems += relation_problems(entries, references, frozenset(item.id for item in syllabus))
    problems += _unused_references(entries, references, documents)
    return Parsed(settings, topics, without_duplicates(entries), references, syllabus, tuple(problems))


def topic_of(path: str) -> TopicName | None:
    """The topic a file under `cards/` belongs to; None for the project's own files."""
    parts = PurePosixPath(path).parts
    return TopicName(parts[1]) if len(parts) == 3 else None


def _topics_and_entries(
    documents: Mapping[str, Document], files: tuple[SourceFile, ...], settings: Settings, problems: list[Diagnostic]
) -> tuple[dict[TopicName, Topic], tuple[Entry, ...]]:
    names = sorted({name for file in files if (name := topic_of(file.path))})
    topics: dict[TopicName, Topic] = {}
    entries: dict[TopicName, list[Entry]] = {name: [] for name in names}
    for path, document in sorted(documents.items()):
        name = topic_of(path)
        if name is None:
            continue
        if PurePosixPath(path).name == TOPIC:
            topic, found = parse_topic(name, document, settings)
            if topic:
                topics[name] = topic
        else:
            parsed, found = parse_entries(name, document, settings)
            entries[name] += parsed
        problems += found
    problems += _topic_problems(names, topics, entries, files)
    order = sorted(names, key=lambda name: (topics[name].order if name in topics else 0, name))
    ordered = {name: topics[name] for name in order if name in topics}
    return ordered, tuple(entry for name in order for entry in entries[name])


def _topic_problems(
    names: list[TopicName],
    topics: Mapping[TopicName, Topic],
    entries: Mapping[TopicName, list[Entry]],
    files: tuple[SourceFile, ...],
) -> list[Diagnostic]:
    paths = {file.path for file in files}
    problems = []
    for name in names:
        path = f"cards/{name}/{TOPIC}"
        if path not in paths:
            hint = "it holds `title` and `order`"
            problems.append(Diagnostic("P101", f"the topic `{name}` has no topic.yaml", Span(path), hint))
        elif name in topics and not entries[name]:
            problems.append(
                Diagnostic("P105", f"the topic `{name}` has no entries", Span(path), severity=Severity.WARNING)
            )
    return problems


def _unused_references(
    entries: tuple[Entry, ...], references: Mapping[str, Reference], documents: Mapping[str, Document]
) -> list[Diagnostic]:
    cited = {citation.ref for entry in entries for citation in entry.spec.source}
    return [
        Diagnostic("P202", f"no entry cites `{key}`", documents[REFERENCES].key_span((key,)), severity=Severity.WARNING)
        for key in references
        if key not in cited
    ]


def _file_problems(sources: Sources) -> list[Diagnostic]:
    problems = [
        Diagnostic("S001", "the file is not UTF-8 text", Span(path), "save it as UTF-8") for path in sources.unreadable
    ]
    hint = "entries are .yaml, .yml or .json files right in cards/<topic>/; pictures and sounds go into cards/<topic>/media/"
    problems += [
        Diagnostic("P106", "nothing reads this file", Span(path), hint, Severity.WARNING) for path in sources.strays
    ]
    return problems
