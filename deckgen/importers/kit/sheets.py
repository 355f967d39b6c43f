"""The new files of entries: names that are free, and no more in one file than deckgen reads from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.ids import FreeNames, free_name
from deckgen.importers.kit.keys import one_line
from deckgen.importers.kit.model import ImportedTopic
from deckgen.importers.kit.view import ProjectView
from deckgen.importers.kit.yaml_text import entries_text, mapping_text

ENTRIES_A_FILE = 1000
CHARACTERS_A_FILE = 2_000_000
"""Fewer than deckgen reads from one file, so that one long entry fits in besides."""
LAST_ORDER = 999


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The keys of an entry as they are written, the place where it was found, and what its item has to add."""

    keys: dict[str, object]
    place: str
    detail: str


class Sheets:
    """Collects entries by topic and imported file; `files` are those that are ready, by path."""

    def __init__(self, view: ProjectView) -> None:
        self._view = view
        self._order = view.next_order
        self._titles = FreeNames()
        self._batches: dict[tuple[str, str], list[SheetRow]] = {}
        self.files: dict[str, bytes] = {}

    def add(self, stem: str, topic: ImportedTopic, rows: Sequence[SheetRow]) -> None:
        """Entries of a topic for the file `stem`; with the topic's own file, where it is a new one."""
        folder = f"cards/{topic.name}"
        batch = self._batches.setdefault((folder, stem), [])
        batch += rows
        if batch and f"{folder}/topic.yaml" not in self._view.paths | self.files.keys():
            self.files[f"{folder}/topic.yaml"] = self._topic_file(topic).encode()

    def _topic_file(self, topic: ImportedTopic) -> str:
        """Decks are told apart by order and title; there are more titles than orders."""
        order = min(self._order, LAST_ORDER)
        title = one_line(topic.title) or topic.name
        self._order += 1
        return mapping_text({"title": self._titles.free(title) if order == LAST_ORDER else title, "order": order})

    def written(self) -> Iterator[tuple[str, SheetRow]]:
        """Make the files. Answers each entry with the path of its file."""
        for (folder, stem), batch in self._batches.items():
            parts = list(_parts(batch))
            for number, part in enumerate(parts, start=1):
                # files are read in the order of their names
                path = self._free_path(folder, stem if len(parts) == 1 else f"{stem}-{number:03}")
                self.files[path] = entries_text(row.keys for row in part).encode()
                yield from ((path, row) for row in part)

    def _free_path(self, folder: str, stem: str) -> str:
        taken = {
            path.rpartition("/")[2].rpartition(".")[0]
            for path in (*self._view.paths, *self.files)
            if path.startswith(f"{folder}/")
        }
        return f"{folder}/{free_name(stem, taken)}.yaml"


def _parts(batch: Sequence[SheetRow]) -> Iterator[list[SheetRow]]:
    """The entries of one imported file, as many to a part as a file should hold."""
    part: list[SheetRow] = []
    size = 0
    for row in batch:
        length = len(str(row.keys))
        if part and (len(part) == ENTRIES_A_FILE or size + length > CHARACTERS_A_FILE):
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part
