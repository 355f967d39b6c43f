"""Question-and-answer notes in Markdown, as people keep them, to entries.

Every line that is not blank is in an entry or in an item that says what became of it.
"""

import re
from pathlib import PurePosixPath

from deckgen.deletions import without_deletions
from deckgen.ids import slug_of
from deckgen.importers.kit import (
    Imported,
    ImportedEntry,
    ImportedTopic,
    ImportFile,
    Item,
    ItemOutcome,
    NoteKeys,
    fit_tags,
    imported_entry,
    shortened,
)
from deckgen.importers.markdown.answers import Leftover, Question
from deckgen.importers.markdown.blocks import blocks_of
from deckgen.importers.markdown.obsidian import without_plugins
from deckgen.importers.markdown.outline import outline, titled
from deckgen.importers.markdown.page import NotePage, read_page
from deckgen.importers.markdown.pictures import Pictures
from deckgen.importers.markdown.questions import questions_of
from deckgen.importers.markdown.reader import Context
from deckgen.importers.markdown.signs import has_card_tag, without_number
from deckgen.importers.markdown.text import Adapter, definitions_in
from deckgen.sources.catalogue import RESERVED_TOPICS

_SOURCE_LINK = re.compile(
    r"\s*\[?\[(?:src|source|ref|link|answer|来源|出处)?\s*\d*\]?\]?\([^()\s]*\)\]?", re.IGNORECASE
)
_NAMELESS_STEMS = {"readme", "index", "main", "notes", "note", "questions", "answers"}


def import_markdown(file: ImportFile) -> Imported:
    """The entries of a note, and what became of everything else in it. Never raises for any bytes."""
    page = read_page(file.data)
    if page is None:
        reason = "the text is neither UTF-8 nor GB 18030"
        return Imported((), (Item(f"{file.path}:1", PurePosixPath(file.path).name, ItemOutcome.PROBLEM, reason),))
    return _Note(file, page).imported()


class _Note:
    """One note on its way to entries."""

    def __init__(self, file: ImportFile, page: NotePage) -> None:
        self.file = file
        obsidian = without_plugins(page)
        self.page = page = obsidian.page
        self.blocks = obsidian.questions
        text = page.body.text()
        lines = ("",) * page.front_matter_lines + page.body.lines
        self.pictures = Pictures(file, lines)
        self.adapter = Adapter(self.pictures, definitions_in(text), raw_html=file.raw_html)
        self.root = outline(blocks_of(page.body))
        self.context = Context(are_flashcards=has_card_tag(text))
        self.entries: list[ImportedEntry] = []
        self.items: list[Item] = []
        self.asked: dict[str, int] = {}

    def imported(self) -> Imported:
        self._head()
        read = [*questions_of(self.root, self.context), *self.blocks]
        for found in sorted(read, key=lambda one: one.line) if self.blocks else read:
            if isinstance(found, Question):
                self._question(found)
            else:
                self._leftover(found)
        items = sorted([*self.items, *self.pictures.items], key=_line)
        title = self._title()
        topics = (ImportedTopic(self._name(title), title, tuple(self.entries), dict(self.pictures.media)),)
        return Imported(topics if self.entries else (), tuple(items))

    def _head(self) -> None:
        if self.page.front_matter_lines:
            detail = f"front matter, {self.page.front_matter_lines} lines; title and tags are used"
            self._item(1, "---", ItemOutcome.USED, detail)
        for remark in self.page.remarks:
            self._item(1, PurePosixPath(self.file.path).name, ItemOutcome.SKIPPED, remark)

    def _title(self) -> str:
        node = titled(self.root)
        found = self.page.title or (_plain(self.adapter.adapt(node.title, 1).text) if node else "")
        return found or PurePosixPath(self.file.path).stem.strip() or "Notes"

    def _name(self, title: str) -> str:
        """The topic's folder: the file's name, or the title where that says nothing."""
        stem = slug_of(PurePosixPath(self.file.path).stem, 40)
        name = slug_of(title, 40) or stem if stem in _NAMELESS_STEMS else stem or slug_of(title, 40)
        return f"{name or 'notes'}-notes" if not name or RESERVED_TOPICS.fullmatch(name) else name

    def _question(self, found: Question) -> None:
        remarks: dict[str, None] = {}

        def text(raw: str) -> str:
            adapted = self.adapter.adapt(raw, found.line, is_cloze=found.is_cloze)
            remarks.update(dict.fromkeys(adapted.remarks))
            return adapted.text

        front, back, extra = text(found.front), text(found.back), text(found.extra)
        if before := self.asked.setdefault(front, found.line) - found.line:
            remarks[f"the same question as in line {found.line + before}"] = None
        note = NoteKeys(
            self._keys(found, front, back, extra),
            missing="" if back or found.is_cloze else "no answer",
            skipped="" if front else "nothing is left of this question without its tags and links",
            remarks=tuple(remarks) if front else (),
            title=_plain(front),
        )
        entry, item = imported_entry(note, f"{self.file.path}:{found.line}", found.front)
        self.items.append(item)
        if entry:
            self.entries.append(entry)

    def _keys(self, found: Question, front: str, back: str, extra: str) -> dict[str, object]:
        keys: dict[str, object] = {"kind": "cloze", "text": front} if found.is_cloze else {"front": front}
        if back:
            keys["back"] = back
        if extra:
            keys["extra"] = extra
        if found.is_reversed:
            keys["reverse"] = True
        if section := slug_of(_plain(found.section)):
            keys["section"] = section
        if tags := fit_tags((*self.page.tags, *found.tags)):
            keys["tags"] = tags
        return keys

    def _leftover(self, found: Leftover) -> None:
        outcome = ItemOutcome.USED if found.is_used else ItemOutcome.SKIPPED
        lines = f", {found.size} lines" if found.size > 1 else ""
        first = next((line for line in found.text.split("\n") if line.strip()), "")
        self._item(found.line, first, outcome, f"{found.reason}{lines}")

    def _item(self, line: int, text: str, outcome: ItemOutcome, detail: str) -> None:
        self.items.append(Item(f"{self.file.path}:{line}", shortened(text), outcome, detail))


def _plain(markdown: str) -> str:
    """The first line of a text without the marks of Markdown and links to sources, for titles and ids."""
    text = _SOURCE_LINK.sub("", markdown.split("\n")[0])
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = without_deletions(text)
    return re.sub(r"\*\*|__|`", "", without_number(text) or text).strip()


def _line(item: Item) -> int:
    return int(item.place.rpartition(":")[2])
