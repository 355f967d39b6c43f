"""From what importers found to the files that are to be written: ids, duplicates, languages, media. Pure.

1. what is in the project already is skipped (`ids`); 2. new entries get ids that nothing uses or used; 3. texts become those of one
language; 4. files get names that are free (`sheets`, `placing`). Nothing that exists is ever changed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from deckgen.importers.kit.ids import Identities
from deckgen.importers.kit.keys import as_draft, cleaned, in_language, without_sources
from deckgen.importers.kit.model import Imported, ImportedEntry, ImportedTopic, Item, ItemOutcome
from deckgen.importers.kit.placing import MediaPlaces, with_renamed_media
from deckgen.importers.kit.sheets import SheetRow, Sheets
from deckgen.importers.kit.view import ProjectView
from deckgen.importers.kit.yaml_text import mapping_text
from deckgen.model import Language

DRAFT_FAULTS = 2
"""So often an entry is tried as a draft; then it is left out."""
_REFERENCES = "cards/references.yaml"
_References = Mapping[str, Mapping[str, str]]


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
    pairs = [(stem, imported, one) for stem, imported in found for one in imported.topics]
    named = [(stem, imported, replace(one, name=topic or view.usable_topic(one.name))) for stem, imported, one in pairs]
    planner = _Planner(view, language, faults, Identities(view, language, [one for _, _, one in named]))
    for stem, imported, one in named:
        planner.add_topic(stem, one, imported.references)
    files = planner.finished()
    items = [item for _, imported in found for item in imported.items]
    return ImportPlan(files, tuple(planner.judged(items)))


class _Planner:
    """Brings the parts of a plan together. `fates` are what becomes of entries, by the place where they were found."""

    def __init__(
        self, view: ProjectView, language: Language, faults: Mapping[str, Fault], identities: Identities
    ) -> None:
        self.view = view
        self.language = language
        self.faults = faults
        self.identities = identities
        self.sheets = Sheets(view)
        self.media = MediaPlaces(view)
        self.references: dict[str, Mapping[str, str]] = {}
        self.fates: dict[str, list[Planned]] = {}

    def add_topic(self, stem: str, topic: ImportedTopic, references: _References) -> None:
        new = [entry for entry in topic.entries if not self._is_known(entry)]
        renamed = self.media.place(topic.name, topic.media, [entry.keys for entry in new])
        rows = [self._row(entry, references, renamed) for entry in new if not self._is_hopeless(entry)]
        self.sheets.add(stem, topic, rows)

    def _is_known(self, entry: ImportedEntry) -> bool:
        reason = self.identities.known(entry)
        if reason:
            self._decide(Planned(Item(entry.place, "", ItemOutcome.SKIPPED, reason)))
        return bool(reason)

    def _is_hopeless(self, entry: ImportedEntry) -> bool:
        fault = self.faults.get(self.identities.id_of(entry))
        is_hopeless = fault is not None and fault.times > DRAFT_FAULTS
        if fault and is_hopeless:
            self._decide(Planned(Item(entry.place, "", ItemOutcome.PROBLEM, f"left out: {fault.reason}")))
        return is_hopeless

    def _decide(self, fate: Planned) -> None:
        self.fates.setdefault(fate.item.place, []).append(fate)

    def _row(self, entry: ImportedEntry, references: _References, renamed: Mapping[str, str]) -> SheetRow:
        """The entry as it is written, and why it is only a draft where the importer did not say so."""
        name = self.identities.id_of(entry)
        keys: dict[str, object] = {"id": name, **{key: cleaned(value) for key, value in entry.keys.items()}}
        keys = self._cited(keys, references)
        details: list[str] = []
        if fault := self.faults.get(name):
            keys = as_draft(keys, fault.times)
            details.append(fault.reason)
        if self.view.settings.require_sources and not keys.get("source") and not entry.is_draft:
            keys["draft"] = True
            details.append("it cites nothing, and the project requires a source")
        guid, remark = self.identities.guid_keys(entry)
        keys |= guid
        if self.view.settings.many_languages:
            keys = in_language({**keys, "languages": [self.language]}, self.language)
        detail = "; ".join(part for part in (*details, remark) if part)
        return SheetRow(with_renamed_media(keys, renamed), entry.place, detail)

    def _cited(self, keys: dict[str, object], references: _References) -> dict[str, object]:
        """Citations by keys of the project's references.yaml; where that has no such source, words in `extra`."""
        if "source" not in keys:
            return keys
        if _REFERENCES not in self.view.paths:
            self.references |= references
            return keys
        return without_sources(keys, references, self.view.reference_key)

    def finished(self) -> Mapping[str, bytes]:
        """All files; from here on it is known what becomes of each entry."""
        for path, row in self.sheets.written():
            outcome = ItemOutcome.DRAFT if row.keys.get("draft") else ItemOutcome.ENTRY
            self._decide(Planned(Item(row.place, "", outcome, row.detail), str(row.keys["id"]), path))
        files = {**self.sheets.files, **self.media.files}
        if self.references:
            files[_REFERENCES] = mapping_text(dict(sorted(self.references.items()))).encode()
        return dict(sorted(files.items()))

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
