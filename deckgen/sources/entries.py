"""Files of entries to `Entry` values: which kind it is, whether its keys fit, whether what it names exists."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from deckgen.codes import Severity
from deckgen.diagnostics import Diagnostic
from deckgen.kinds import KIND_BY_NAME
from deckgen.kinds.base import EntrySpec, Kind
from deckgen.model import EntryId, Language, Reference, Settings, TopicName
from deckgen.sources.drafts import Draft, is_draft, parse_draft
from deckgen.sources.positions import Data, Document, Origin
from deckgen.sources.proposals import Proposals
from deckgen.sources.schema import close_match, validate
from deckgen.sources.texts import text_problems, texts_in, unknown_language


@dataclass(frozen=True, slots=True)
class Entry:
    """What an author wrote, checked. `spec` holds the kind's own keys; `languages` the editions it belongs to."""

    id: EntryId
    kind: Kind
    topic: TopicName
    spec: EntrySpec
    languages: tuple[Language, ...]
    origin: Origin


def parse_entries(
    topic: TopicName, document: Document, settings: Settings, proposals: Proposals
) -> tuple[tuple[Entry | Draft, ...], list[Diagnostic]]:
    """The usable entries and drafts of one file, in order, and what is wrong with the others."""
    if document.data is None:
        message = "the file is empty"
        return (), [Diagnostic("S007", message, document.span(), level=Severity.WARNING)]
    if not isinstance(document.data, list):
        return (), [Diagnostic("S007", "should be a list of entries", document.span(), _list_hint(document.data))]
    entries: list[Entry | Draft] = []
    problems: list[Diagnostic] = []
    for index, written in enumerate(document.data):
        data, origin = written, Origin(document, (index,))
        if isinstance(data, dict) and (name := proposals.ids.get((document.path, index))):
            hint = proposals.hint(document.path, index)
            problems.append(Diagnostic("E001", "`id` is missing", origin.span(), hint))
            data = {**data, "id": name}  # so that what else is wrong is reported, too
        entry, found = _parse_entry(topic, data, origin, settings)
        problems += found
        if entry is not None:
            entries.append(entry)
    return tuple(entries), problems


def _list_hint(data: Data) -> str:
    if isinstance(data, dict) and data and all(isinstance(value, dict) for value in data.values()):
        return f"begin each entry with a dash, and write its id as a key: `- id: {next(iter(data))}`"
    if isinstance(data, str) and re.match(r"\s*-?[\w-]+\s*：", data):
        return "write an ordinary colon and a space after each key, and begin each entry with `- id: ...`"
    return "begin each entry with `- id: ...`"


def _parse_entry(
    topic: TopicName, data: Data, origin: Origin, settings: Settings
) -> tuple[Entry | Draft | None, list[Diagnostic]]:
    if not isinstance(data, dict):
        colon = isinstance(data, str) and re.match(r"\s*[\w-]+\s*(：|:\S)", data)
        hint = "write an ordinary colon and a space after each key" if colon else "write `key: text` on each line"
        return None, [Diagnostic("S007", "an entry should be a map of keys and values", origin.span(), hint)]
    if is_draft(data):
        return parse_draft(topic, data, origin)
    name = data.get("kind", "qa")
    kind = KIND_BY_NAME.get(str(name))
    if kind is None:
        return None, [
            Diagnostic(
                "E004", f"unknown kind `{name}`", origin.span("kind"), close_match(str(name), tuple(KIND_BY_NAME))
            )
        ]
    spec, problems = validate(kind.spec, origin.document, origin.loc, data)
    if spec is None:
        return None, problems
    problems += _language_problems(spec, origin, settings)
    if settings.require_sources and not spec.source:
        hint = "add `source: [{ref: ..., at: ...}]`, or drop `require_sources` from deckgen.toml"
        problems.append(Diagnostic("E014", f"`{spec.id}` cites nothing", origin.span("id"), hint))
    wanted = languages = tuple(x for x in settings.languages if not spec.languages or x in spec.languages)
    for text, loc in texts_in(spec):
        problems += text_problems(text, origin.document, (*origin.loc, *loc), settings, wanted)
        languages = tuple(x for x in languages if text.is_plain or x in text.versions)
    return Entry(EntryId(spec.id), kind, topic, spec, languages, origin), problems


def _language_problems(spec: EntrySpec, origin: Origin, settings: Settings) -> Iterator[Diagnostic]:
    for index, language in enumerate(spec.languages):
        if language not in settings.languages:
            yield unknown_language(language, settings, origin.span("languages", index))
    for name in spec.was_guid or {}:
        if name and name not in settings.languages:
            yield unknown_language(name, settings, origin.key_span("was_guid", name))


def relation_problems(
    entries: tuple[Entry, ...],
    drafts: tuple[Draft, ...],
    references: Mapping[str, Reference],
    syllabus: frozenset[str],
) -> Iterator[Diagnostic]:
    """What is wrong between entries, and between entries and the catalogue."""
    first: dict[str, Entry | Draft] = {}
    written: tuple[Entry | Draft, ...] = (*entries, *drafts)
    for one in written:
        if one.id in first:
            where = first[one.id].origin.span("id")
            hint = "ids are unique in the whole project, since they are the identity of the note"
            yield Diagnostic("E006", f"the id `{one.id}` is already used at {where}", one.origin.span("id"), hint)
        first.setdefault(one.id, one)
    for entry in entries:
        yield from _unknown_names(entry, references, syllabus)
        yield from _unknown_needs(entry, frozenset(first))
        if entry.spec.was in first:
            message = f"`was: {entry.spec.was}`, but there still is an entry of that id"
            yield Diagnostic("E013", message, entry.origin.span("was"))


def _unknown_names(entry: Entry, references: Mapping[str, Reference], syllabus: frozenset[str]) -> Iterator[Diagnostic]:
    for index, citation in enumerate(entry.spec.source):
        if citation.ref not in references:
            hint = close_match(citation.ref, tuple(references)) if references else "add it to cards/references.yaml"
            yield Diagnostic(
                "E010", f"there is no reference `{citation.ref}`", entry.origin.span("source", index), hint
            )
    for index, item in enumerate(entry.spec.answers):
        if item not in syllabus:
            hint = close_match(item, tuple(syllabus)) if syllabus else "add it to cards/syllabus.yaml"
            yield Diagnostic("E011", f"there is no syllabus item `{item}`", entry.origin.span("answers", index), hint)


def _unknown_needs(entry: Entry, known: frozenset[str]) -> Iterator[Diagnostic]:
    for index, needed in enumerate(entry.spec.needs):
        if needed not in known or needed == entry.id:
            near = difflib.get_close_matches(needed, sorted(known - {entry.id}), n=1)
            hint = f"did you mean `{near[0]}`?" if near else None
            yield Diagnostic("E017", f"there is no other entry `{needed}`", entry.origin.span("needs", index), hint)


def without_duplicates(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The first entry of each id, so that later stages can rely on ids."""
    first: dict[EntryId, Entry] = {}
    for entry in entries:
        first.setdefault(entry.id, replace(entry))
    return tuple(first.values())
