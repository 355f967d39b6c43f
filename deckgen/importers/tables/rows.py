"""Tables: CSV, TSV, and the text that Anki itself exports. One row is one entry."""

from deckgen.ids import free_name, slug_of
from deckgen.importers.html import FieldReader, has_cloze
from deckgen.importers.kit import (
    Imported,
    ImportedEntry,
    ImportedTopic,
    ImportFile,
    Item,
    ItemOutcome,
    MediaShelf,
    NoteKeys,
    fit_tags,
    imported_entry,
    labelled,
    unreadable,
)
from deckgen.importers.tables.cells import read_cell, style_of
from deckgen.importers.tables.columns import columns_of
from deckgen.importers.tables.text import Row, TableFaultError, TextTable, read_table

_WITHOUT_LABEL = {"", "extra", "back extra"}


def import_table(file: ImportFile) -> Imported:
    """Every row of a table. A file that is none is one item, a problem."""
    try:
        table = read_table(file.data)
    except TableFaultError as error:
        return unreadable(file, str(error))
    if not table.rows:
        return unreadable(file, "there are no rows in the file")
    return import_rows(file, table)


def import_rows(file: ImportFile, table: TextTable, unit: str = "") -> Imported:
    """Every row. `unit` is what a row is called in the report, where it is no line."""
    return _Rows(file, table, unit).imported()


class _Rows:
    """Turns rows into entries, deck by deck."""

    def __init__(self, file: ImportFile, table: TextTable, unit: str) -> None:
        self.file, self.table, self.unit = file, table, unit
        self.columns = columns_of(table.rows[0].cells, table.options)
        self.width = max(len(table.rows[0].cells), len(self.columns.names))
        self.style = style_of((cell for row in table.rows for cell in row.cells), table.options)
        self.shelves: dict[str, MediaShelf] = {}
        self.entries: dict[str, list[ImportedEntry]] = {}
        self.items: list[Item] = []

    def imported(self) -> Imported:
        if self.table.guessed:
            detail = f"read as {self.table.guessed}; save the file as UTF-8 if words look wrong"
            self.items.append(Item(self.file.path, "the encoding", ItemOutcome.SKIPPED, detail))
        rows = self.table.rows
        if self.columns.has_header:
            if not self.unit:
                self.items.append(Item(self._place(rows[0]), "the names of the columns", ItemOutcome.USED, "a header"))
            rows = rows[1:]
        for row in rows:
            self._row(row)
        names: set[str] = set()
        topics = []
        for deck, entries in self.entries.items():
            name = free_name(slug_of(deck) or "table", names)
            names.add(name)
            topics.append(ImportedTopic(name, deck.replace("::", " / "), tuple(entries), self.shelves[deck].files))
        return Imported(tuple(topics), tuple(self.items))

    def _place(self, row: Row) -> str:
        return f"{self.file.path}, {self.unit} {row.line}" if self.unit else f"{self.file.path}:{row.line}"

    def _row(self, row: Row) -> None:
        deck = self._cell(row, "deck") or self.table.options.get("deck", "").strip() or _title(self.file.path)
        shelf = self.shelves.setdefault(deck, MediaShelf(self.file.sibling))
        reader = FieldReader(shelf, raw_html=self.file.raw_html)
        found = self._keys(row, reader)
        tags = fit_tags(f"{self._cell(row, 'tags')} {self.table.options.get('tags', '')}".replace(",", " ").split())
        keys = NoteKeys(
            {**found.keys, **({"tags": tags} if tags else {})},
            found.lost,
            found.missing,
            found.skipped,
            found.id,
            reader.remarks,
        )
        entry, item = imported_entry(keys, self._place(row), " ".join(row.cells), self._cell(row, "guid"))
        self.items.append(item)
        if entry:
            self.entries.setdefault(deck, []).append(entry)

    def _keys(self, row: Row, reader: FieldReader) -> NoteKeys:
        if len(row.cells) > self.width:
            reason = f"{len(row.cells)} columns where the others have {self.width}: quote cells that hold the separator"
            return NoteKeys(skipped=reason)
        front, back = self._text(row, "front", reader), self._text(row, "back", reader)
        raw = self._cell(row, "text") or self._cell(row, "front")
        name = slug_of(self._cell(row, "id")) if not self._cell(row, "id").isdigit() else ""
        extra = self._extra(row, reader)
        if has_cloze(raw):
            keys: dict[str, object] = {"kind": "cloze", "text": self._read(raw, reader, cloze=True)}
            extra = "\n\n".join(part for part in (back, extra) if part)
            return NoteKeys({**keys, **({"extra": extra} if extra else {})}, reader.lost, id=name)
        front = front or self._text(row, "text", reader)
        if not front:
            return NoteKeys(skipped="the question is empty")
        kind = self._cell(row, "notetype").lower()
        reverse = "reversed" in kind and ("optional" not in kind or bool(extra))
        extra = "" if "optional reversed" in kind else extra
        keys = {
            "front": front,
            **({"back": back} if back else {}),
            **({"reverse": True} if reverse and back else {}),
            **({"extra": extra} if extra else {}),
        }
        return NoteKeys(keys, reader.lost, "" if back else "there is no answer", id=name)

    def _extra(self, row: Row, reader: FieldReader) -> str:
        parts = []
        for index, cell in enumerate(row.cells):
            if self.columns.roles.get(index) == "extra" and (text := self._read(cell, reader)):
                label = self.columns.names.get(index, "")
                parts.append(text if label.lower() in _WITHOUT_LABEL else labelled(label, text))
        return "\n\n".join(parts)

    def _text(self, row: Row, role: str, reader: FieldReader) -> str:
        return self._read(self._cell(row, role), reader)

    def _read(self, cell: str, reader: FieldReader, *, cloze: bool = False) -> str:
        return read_cell(cell, reader, self.style, cloze=cloze)

    def _cell(self, row: Row, role: str) -> str:
        index = self.columns.index(role)
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""


def _title(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or "TextTable"
