"""Entries without an id: which id each could have, made from its question, that nothing in the project has or had.

The same files always give the same ids, in the order of the files and of the entries in them.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from deckgen.ids import NAMELESS, free_name, slug_of
from deckgen.model import EntryId, SourceFile
from deckgen.sources.positions import Data, Document

_OTHER_SPELLINGS = {"id", "_id", "uid", "key", "guid", "编号"}
_WRITTEN_ID = re.compile(r"\bid['\"]?[ \t]*[:：][ \t]*['\"“]?([A-Za-z0-9-]+)")
_QUESTIONS = ("front", "text", "question", "subjects", "svg", "back")
"""The keys that may hold a question, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """Path and number of an entry in its file to the id it could have, for files that are wholly readable or not."""

    ids: Mapping[tuple[str, int], EntryId] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()

    def hint(self, path: str, index: int) -> str:
        written = "" if path in self.unreadable else "; `deckgen check --fix` writes it"
        return f"add `id: {self.ids[path, index]}`{written}"

    def by_file(self) -> Mapping[str, Mapping[int, EntryId]]:
        """The ids that can be written into files."""
        files: dict[str, dict[int, EntryId]] = defaultdict(dict)
        for (path, index), name in self.ids.items():
            if path not in self.unreadable:
                files[path][index] = name
        return files


def propose_ids(
    documents: Iterable[Document], files: Iterable[SourceFile], taken: Collection[str], unreadable: Collection[str]
) -> Proposals:
    """`files` are all there are, also those that cannot be read: an id in one of them is not free."""
    used = {*taken, *(name for file in files for name in _WRITTEN_ID.findall(file.text))}
    ids: dict[tuple[str, int], EntryId] = {}
    for document in documents:
        for index, data in enumerate(document.data if isinstance(document.data, list) else []):
            if isinstance(data, dict) and _lacks_id(data) and (question := _question(data)):
                name = free_name(slug_of(question) or _topic_slug(document.path), used)
                used.add(name)
                ids[document.path, index] = EntryId(name)
    return Proposals(ids, frozenset(unreadable))


def _lacks_id(data: Mapping[str, Any]) -> bool:
    """Whether there is no id, and nothing that was meant as one."""
    return not data.get("id") and not any(key.strip().lower() in _OTHER_SPELLINGS for key in data if key != "id")


def _question(data: Mapping[str, Data]) -> str:
    return next((words for key in _QUESTIONS if (words := " ".join(_words(data.get(key))))), "")


def _words(data: Data) -> Iterator[str]:
    """A text in English where there is one, since ids are Latin letters; otherwise in the language that comes first."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from _words(one)
    elif isinstance(data, dict) and data:
        english = next((key for key in data if key == "en" or key.startswith("en-")), None)
        yield from _words(data[english or next(iter(data))])


def _topic_slug(path: str) -> str:
    return slug_of(path.split("/")[1] if path.count("/") > 1 else "") or NAMELESS
