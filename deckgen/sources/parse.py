"""All files to one `Parsed` value. Pure; never stops at the first problem."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from deckgen.diagnostics import Diagnostic, Span, errors
from deckgen.model import Reference, Settings, Sources, SyllabusItem, Topic, TopicName
from deckgen.sources.catalogue import parse_references, parse_syllabus, parse_topic
from deckgen.sources.drafts import Draft, draft_advice
from deckgen.sources.entries import Entry, parse_entries, relation_problems, without_duplicates
from deckgen.sources.former_names import current_names, former_name_problems
from deckgen.sources.names import name_problems
from deckgen.sources.paths import path_problems
from deckgen.sources.positions import Document, load_yaml
from deckgen.sources.proposals import Proposals, propose_ids
from deckgen.sources.settings import FALLBACK, parse_settings
from deckgen.sources.texts import texts_in

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
    drafts: tuple[Draft, ...] = ()
    """Entries that are in no deck yet."""
    proposals: Proposals = field(default_factory=Proposals)
    """Ids for entries that have none."""


def parse(sources: Sources, taken_ids: Collection[str] = ()) -> Parsed:
    """Check and read all sources. `taken_ids` are those that no entry may get, whether one has it or not."""
    settings, problems = parse_settings(sources.settings)
    problems += _file_problems(sources)
    documents: dict[str, Document] = {}
    for file in sources.files:
        document, found = load_yaml(file)
        problems += found
        if _is_usable(document, found):
            documents[file.path] = document
    broken = {problem.span.path for problem in errors(problems)}
    in_topics = [document for path, document in sorted(documents.items()) if topic_of(path)]
    proposals = propose_ids(in_topics, sources.files, taken_ids, broken)
    topics, written, found = _topics_and_entries(documents, sources, settings, proposals)
    problems += found
    entries = tuple(one for one in written if isinstance(one, Entry))
    drafts = tuple(one for one in written if isinstance(one, Draft))
    references, found = parse_references(documents[REFERENCES]) if REFERENCES in documents else ({}, [])
    problems += found
    names = _topic_names(sources)
    problems += former_name_problems(topics, names)
    problems += path_problems(settings.paths, names, entries)
    called = current_names(topics, names)
    syllabus, found = parse_syllabus(documents[SYLLABUS], settings, called) if SYLLABUS in documents else ((), [])
    problems += found
    problems += relation_problems(entries, drafts, references, frozenset(item.id for item in syllabus))
    problems += draft_advice(drafts)
    problems += _unused_references(entries, drafts, references, documents)
    if SYLLABUS in documents:
        problems += _unanswered(documents[SYLLABUS], syllabus, entries, settings)
    if settings is FALLBACK:  # texts by language cannot be rendered while the languages are unknown
        entries = tuple(one for one in entries if all(text.is_plain for text, _ in texts_in(one.spec)))
    causes = _causes(problems, settings)
    return Parsed(settings, topics, without_duplicates(entries), references, syllabus, causes, drafts, proposals)


def _is_usable(document: Document, found: list[Diagnostic]) -> bool:
    """Whether the file can be read, or after syntax errors what is left of it: entries, questions, references."""
    codes = {problem.code for problem in found}
    if "S005" in codes:
        return False
    if "S002" not in codes:
        return True
    return isinstance(document.data, dict if document.path == REFERENCES else list)


def _causes(problems: list[Diagnostic], settings: Settings) -> tuple[Diagnostic, ...]:
    """The problems without those that only follow from another one."""
    unusable = {problem.span.path for problem in problems if problem.code in {"S001", "S002", "S005", "S007"}}
    consequences: set[str] = set()
    if settings is FALLBACK:
        consequences |= {"E007", "E008"}
    if REFERENCES in unusable:
        consequences.add("E010")
    if SYLLABUS in unusable:
        consequences.add("E011")
    if errors(problem for problem in problems if problem.code != "E017"):
        consequences.add("E017")  # the entry may be one of those that cannot be read
    if errors(problems):
        consequences |= {"P105", "P202", "P304"}
    no_text = {problem.span for problem in problems if problem.code == "S007"}  # nothing more to be said about its form
    return tuple(
        problem
        for problem in problems
        if problem.code not in consequences and not (problem.code == "E003" and problem.span in no_text)
    )


def topic_of(path: str) -> TopicName | None:
    """The topic a file under `cards/` belongs to; None for the project's own files."""
    parts = PurePosixPath(path).parts
    return TopicName(parts[1]) if len(parts) == 3 else None


def _topic_names(sources: Sources) -> list[TopicName]:
    return sorted({name for path in _paths(sources) if (name := topic_of(path))})


def _paths(sources: Sources) -> set[str]:
    return {file.path for file in sources.files} | set(sources.unreadable)


def _topics_and_entries(
    documents: Mapping[str, Document],
    sources: Sources,
    settings: Settings,
    proposals: Proposals,
) -> tuple[dict[TopicName, Topic], tuple[Entry | Draft, ...], list[Diagnostic]]:
    problems: list[Diagnostic] = []
    names = _topic_names(sources)
    topics: dict[TopicName, Topic] = {}
    entries: dict[TopicName, list[Entry | Draft]] = {name: [] for name in names}
    for path, document in sorted(documents.items()):
        name = topic_of(path)
        if name is None:
            continue
        if PurePosixPath(path).name == TOPIC:
            topic, found = parse_topic(name, document, settings)
            if topic:
                topics[name] = topic
        else:
            parsed, found = parse_entries(name, document, settings, proposals)
            entries[name] += parsed
        problems += found
    problems += _topic_problems(names, topics, entries, _paths(sources))
    order = sorted(names, key=lambda name: (topics[name].order if name in topics else 0, name))
    ordered = {name: topics[name] for name in order if name in topics}
    return ordered, tuple(entry for name in order for entry in entries[name]), problems


def _topic_problems(
    names: list[TopicName],
    topics: Mapping[TopicName, Topic],
    entries: Mapping[TopicName, list[Entry | Draft]],
    paths: set[str],
) -> list[Diagnostic]:
    problems = []
    for name in names:
        path = f"cards/{name}/{TOPIC}"
        if path not in paths:
            hint = "it holds `title` and `order`"
            problems.append(Diagnostic("P101", f"the topic `{name}` has no topic.yaml", Span(path), hint))
        elif name in topics and not entries[name]:
            problems.append(Diagnostic("P105", f"the topic `{name}` has no entries", Span(path)))
    return problems


def _unused_references(
    entries: tuple[Entry, ...],
    drafts: tuple[Draft, ...],
    references: Mapping[str, Reference],
    documents: Mapping[str, Document],
) -> list[Diagnostic]:
    cited = {citation.ref for entry in entries for citation in entry.spec.source}
    return [
        Diagnostic("P202", f"no entry cites `{key}`", documents[REFERENCES].key_span((key,)))
        for key in references
        if key not in cited and not any(key in draft.words for draft in drafts)
    ]


def _unanswered(
    document: Document, syllabus: tuple[SyllabusItem, ...], entries: tuple[Entry, ...], settings: Settings
) -> Iterator[Diagnostic]:
    answered = {(item, language) for entry in entries for item in entry.spec.answers for language in entry.languages}
    rows = document.data if isinstance(document.data, list) else []
    places = {str(row.get("id")): index for index, row in enumerate(rows) if isinstance(row, dict)}
    hint = "add an entry with this id under `answers`, or drop the question"
    for item in syllabus:
        missing = [language for language in settings.languages if (item.id, language) not in answered]
        if missing:
            where = f" in {', '.join(missing)}" if settings.many_languages else ""
            span = document.span((places.get(item.id, 0), "id"))
            yield Diagnostic("P304", f"no entry answers `{item.id}`{where}", span, hint)


def _file_problems(sources: Sources) -> list[Diagnostic]:
    problems = [
        Diagnostic("S001", "the file is not UTF-8 text", Span(path), "save it as UTF-8") for path in sources.unreadable
    ]
    hint = "entries are .yaml, .yml or .json files right in cards/<topic>/; pictures and sounds go into cards/<topic>/media/"
    problems += name_problems(sources)
    problems += [Diagnostic("P106", "nothing reads this file", Span(path), hint) for path in sources.strays]
    return problems
