"""Which of the found entries are new, and what they are called: ids that nothing uses or used, guids that people have."""

from collections.abc import Mapping, Sequence

from deckgen.ids import FreeNames, new_ids
from deckgen.importers.kit.keys import cleaned
from deckgen.importers.kit.model import ImportedEntry, ImportedTopic
from deckgen.importers.kit.view import ProjectView
from deckgen.model import EntryId, Language
from deckgen.notes.identity import guid_of
from deckgen.source_values import GUID


class Identities:
    """Entries are known by their object, since nothing else about them is unique yet."""

    def __init__(self, view: ProjectView, language: Language, topics: Sequence[ImportedTopic]) -> None:
        self._view = view
        self._language = language
        self._known: dict[int, str] = {}
        self._guids: dict[str, str] = {}
        for topic in topics:
            for entry in topic.entries:
                self._look_up(entry, topic.name)
        self._ids = _new_ids(view.ids, [one for topic in topics for one in topic.entries if not self.known(one)])

    def _look_up(self, entry: ImportedEntry, topic: str) -> None:
        """Find out whether an entry is there already: in the project, or as the same note earlier in this import."""
        place = self._view.place_of(entry, topic)
        if place:
            self._known[id(entry)] = f"is in the project already: {place}"
        elif entry.was_guid and entry.was_guid in self._guids:
            self._known[id(entry)] = f"is the same note as {self._guids[entry.was_guid]}"
        elif entry.was_guid:
            self._guids[entry.was_guid] = entry.place

    def known(self, entry: ImportedEntry) -> str:
        """Why an entry is no new one; "" if it is."""
        return self._known.get(id(entry), "")

    def id_of(self, entry: ImportedEntry) -> str:
        """The id of a new entry."""
        return self._ids[id(entry)]

    def guid_keys(self, entry: ImportedEntry) -> tuple[Mapping[str, object], str]:
        """`was_guid` where the note's guid is another one than deckgen would give it; and a remark if it cannot be kept."""
        if entry.was_guid and not (GUID.fullmatch(entry.was_guid) and cleaned(entry.was_guid) == entry.was_guid):
            return {}, "its guid is none that Anki could have given; who has the old note gets this one beside it"
        derived = guid_of(self._view.settings.namespace, self._language, EntryId(self.id_of(entry)))
        return ({"was_guid": entry.was_guid} if entry.was_guid and entry.was_guid != derived else {}), ""


def _new_ids(taken: frozenset[str], entries: Sequence[ImportedEntry]) -> dict[int, str]:
    """Ids by object: first those that entries bring along, then those that are made of their questions."""
    names = FreeNames(taken)
    ids = {id(entry): names.free(entry.id) for entry in entries if entry.id}
    nameless = [entry for entry in entries if not entry.id]
    made = new_ids((entry.id_from for entry in nameless), names.taken)
    return ids | {id(entry): name for entry, name in zip(nameless, made, strict=True)}
