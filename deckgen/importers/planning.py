"""From what importers found to the files that are to be written: ids, duplicates, languages, media. Pure.

1. what is in the project already is skipped; 2. new entries get ids that nothing uses or used; 3. texts become those of one
language; 4. files get names that are free. Nothing that exists is ever changed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from deckgen.fields import GUID
from deckgen.ids import FreeNames, free_name, new_ids
from deckgen.importers.keys import as_draft, cleaned, in_language, one_line, without_sources
from deckgen.importers.model import Imported, ImportedEntry, ImportedTopic, Item, ItemOutcome
from deckgen.importers.placing_media import MediaPlaces, with_renamed_media
from deckgen.importers.project_view import ProjectView
from deckgen.importers.yaml_text import entries_text, mapping_text
from deckgen.model import EntryId, Language
from deckgen.notes.identity import guid_of

ENTRIES_A_FILE = 1000
CHARACTERS_A_FILE = 2_000_000
"""Fewer than deckgen reads from one file, so that one long entry fits in besides."""
LAST_ORDER = 999
DRAFT_FAULTS = 2
"""So often an entry is tried as a draft; then it is left out."""
_Row: TypeAlias = tuple[dict[str, object], str, str]
"""The keys of an entry, the place where it was found, and what its item has to add."""
_REFERENCES = "cards/references.yaml"


@dataclass(frozen=True, slots=True)
class Planned:
    """An item of the report; `id` and `path` are there if it becomes an entry or a draft."""

    item: Item
    id: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an entry would stop a build, and how many plans have tried in vain to write it so that it does not."""

    reason: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the import will do: files by path below the project, and what becomes of each thing that was found."""

    files: Mapping[str, bytes]
    items: tuple[Planned, ...]

    def counts(self) -> Mapping[ItemOutcome, int]:
        found = Counter(one.item.outcome for one in self.items)
        return {outcome: found[outcome] for outcome in ItemOutcome}


NO_FAULTS: Mapping[str, Fault] = {}


def plan_import(
    view: ProjectView,
    found: Sequence[tuple[str, Imported]],
    *,
    language: Language,
    topic: str = "",
    faults: Mapping[str, Fault] = NO_FAULTS,
) -> ImportPlan:
    """`found` are the stems of the new files, and what is to go into them. `topic` is the topic for everything, where given.

    `faults` are known from an earlier plan, by the ids it gave: such entries become drafts, or are left out.
    """
    planner = _Planner(view, language, faults)
    pairs = [(stem, imported, one) for stem, imported in found for one in imported.topics]
    named = [(stem, imported, replace(one, name=topic or view.usable_topic(one.name))) for stem, imported, one in pairs]
    for _, _, one in named:
        planner.look_up(one)
    planner.assign_ids([entry for _, _, one in named for entry in one.entries if planner.is_new(entry)])
    for stem, imported, one in named:
        planner.add_topic(stem, one, imported.references)
    items = [item for _, imported in found for item in imported.items]
    return ImportPlan(planner.finished(), tuple(planner.judged(items)))


class _Planner:
    """Collects files. Entries are known by their object, since nothing else about them is unique yet."""

    def __init__(self, view: ProjectView, language: Language, faults: Mapping[str, Fault]) -> None:
        self.view = view
        self.language = language
        self.faults = faults
        self.ids: dict[int, str] = {}
        self.known: dict[int, str] = {}
        self.guids: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.references: dict[str, Mapping[str, str]] = {}
        self.fates: dict[str, list[Planned]] = {}
        self.batches: dict[tuple[str, str], list[_Row]] = {}
        self.order = view.next_order
        self.media = MediaPlaces(view)
        self.titles = FreeNames()

    def look_up(self, topic: ImportedTopic) -> None:
        """Find out which entries are there already: in the project, or as the same note earlier in this import."""
        for entry in topic.entries:
            place = self.view.place_of(entry, topic.name)
            if place:
                self.known[id(entry)] = f"is in the project already: {place}"
            elif entry.was_guid and entry.was_guid in self.guids:
                self.known[id(entry)] = f"is the same note as {self.guids[entry.was_guid]}"
            elif entry.was_guid:
                self.guids[entry.was_guid] = entry.place

    def is_new(self, entry: ImportedEntry) -> bool:
        return id(entry) not in self.known

    def assign_ids(self, entries: Sequence[ImportedEntry]) -> None:
        taken = FreeNames(self.view.ids)
        for entry in entries:
            if entry.id:
                self.ids[id(entry)] = taken.free(entry.id)
        nameless = [entry for entry in entries if not entry.id]
        names = new_ids((entry.id_from for entry in nameless), taken.taken)
        self.ids |= {id(entry): name for entry, name in zip(nameless, names, strict=True)}

    def add_topic(self, stem: str, topic: ImportedTopic, references: Mapping[str, Mapping[str, str]]) -> None:
        new = [entry.keys for entry in topic.entries if self.is_new(entry)]
        renamed = self.media.place(topic.name, topic.media, new)
        folder = f"cards/{topic.name}"
        batch = self.batches.setdefault((folder, stem), [])
        for entry in topic.entries:
            if not self.is_new(entry):
                skipped = Item(entry.place, "", ItemOutcome.SKIPPED, self.known[id(entry)])
                self.fates.setdefault(entry.place, []).append(Planned(skipped))
                continue
            fault = self.faults.get(self.ids[id(entry)])
            if fault and fault.times > DRAFT_FAULTS:
                lost = Item(entry.place, "", ItemOutcome.PROBLEM, f"left out: {fault.reason}")
                self.fates.setdefault(entry.place, []).append(Planned(lost))
                continue
            keys, detail = self._keys(entry, references, fault)
            batch.append((with_renamed_media(keys, renamed), entry.place, detail))
        if batch and f"{folder}/topic.yaml" not in self.view.paths | self.files.keys():
            self.files[f"{folder}/topic.yaml"] = self._topic_file(topic).encode()

    def _topic_file(self, topic: ImportedTopic) -> str:
        """Decks are told apart by order and title; there are more titles than orders."""
        order = min(self.order, LAST_ORDER)
        title = one_line(topic.title) or topic.name
        self.order += 1
        return mapping_text({"title": self.titles.free(title) if order == LAST_ORDER else title, "order": order})

    def _write(self, folder: str, stem: str, batch: list[_Row]) -> None:
        """The entries of one imported file, in several files if they are many: files are read in the order of their names."""
        parts = list(_parts(batch))
        for number, part in enumerate(parts, start=1):
            path = self._free_path(folder, stem if len(parts) == 1 else f"{stem}-{number:03}")
            self.files[path] = entries_text(keys for keys, _, _ in part).encode()
            for keys, place, detail in part:
                outcome = ItemOutcome.DRAFT if keys.get("draft") else ItemOutcome.ENTRY
                fate = Planned(Item(place, "", outcome, detail), str(keys["id"]), path)
                self.fates.setdefault(place, []).append(fate)

    def _keys(
        self, entry: ImportedEntry, references: Mapping[str, Mapping[str, str]], fault: Fault | None
    ) -> tuple[dict[str, object], str]:
        """The entry's keys as they are written, and why it is only a draft where the importer did not say so."""
        name = self.ids[id(entry)]
        keys: dict[str, object] = {"id": name, **{key: cleaned(value) for key, value in entry.keys.items()}}
        keys = self._cited(keys, references)
        details: list[str] = []
        if fault:
            keys = as_draft(keys, fault.times)
            details.append(fault.reason)
        if self.view.settings.require_sources and not keys.get("source") and not entry.is_draft:
            keys["draft"] = True
            details.append("it cites nothing, and the project requires a source")
        if entry.was_guid and not _is_usable(entry.was_guid):
            details.append("its guid is none that Anki could have given; who has the old note gets this one beside it")
        elif entry.was_guid and entry.was_guid != self._derived(name):
            keys["was_guid"] = entry.was_guid
        if self.view.settings.many_languages:
            keys = in_language({**keys, "languages": [self.language]}, self.language)
        return keys, "; ".join(details)

    def _derived(self, name: str) -> str:
        return guid_of(self.view.settings.namespace, self.language, EntryId(name))

    def _cited(self, keys: dict[str, object], references: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
        """Citations by keys of the project's references.yaml; where that has no such source, words in `extra`."""
        if "source" not in keys:
            return keys
        if _REFERENCES not in self.view.paths:
            self.references |= references
            return keys
        return without_sources(keys, references, self.view.reference_key)

    def _free_path(self, folder: str, stem: str) -> str:
        taken = {
            path.rpartition("/")[2].rpartition(".")[0]
            for path in (*self.view.paths, *self.files)
            if path.startswith(f"{folder}/")
        }
        return f"{folder}/{free_name(stem, taken)}.yaml"

    def finished(self) -> Mapping[str, bytes]:
        for (folder, stem), batch in self.batches.items():
            self._write(folder, stem, batch)
        if self.references:
            self.files[_REFERENCES] = mapping_text(dict(sorted(self.references.items()))).encode()
        return dict(sorted({**self.files, **self.media.files}.items()))

    def judged(self, items: Sequence[Item]) -> Iterator[Planned]:
        """The importer's items, with what became of their entries here."""
        for item in items:
            fates = self.fates.get(item.place, [])
            if item.outcome not in {ItemOutcome.ENTRY, ItemOutcome.DRAFT} or not fates:
                yield Planned(item)
                continue
            fate = fates.pop(0)
            detail = "; ".join(part for part in (fate.item.detail, item.detail if fate.id else "") if part)
            yield Planned(replace(item, outcome=fate.item.outcome, detail=detail), fate.id, fate.path)


def _parts(batch: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The entries of one imported file, as many to a part as a file should hold."""
    part: list[_Row] = []
    size = 0
    for row in batch:
        length = len(str(row[0]))
        if part and (len(part) == ENTRIES_A_FILE or size + length > CHARACTERS_A_FILE):
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part


def _is_usable(guid: str) -> bool:
    return bool(GUID.fullmatch(guid)) and cleaned(guid) == guid
