"""The bytes of a table to rows: encoding, Anki's own header lines, separator. Nothing else is guessed."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
_OPTIONS = {
    "separator", "html", "columns", "tags", "deck", "notetype", "if matches", "tags column", "deck column", "guid column",
    "notetype column",
}  # fmt: skip
_CANDIDATES = "\t,;|"
_SAMPLE = 200
_FIELD_LIMIT = 10_000_000


class TableFaultError(ValueError):
    """The file is no table; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row and the line on which it begins, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of a file. `options` are the lines `#name:value` at its head; `guessed` tells an encoding that is a guess."""

    rows: tuple[Row, ...]
    options: Mapping[str, str]
    separator: str
    guessed: str = ""


def read_table(data: bytes) -> TextTable:
    """Rows without the empty ones. Raises `TableFaultError`."""
    text, guessed = _decoded(data)
    options, body, skipped = _options(text)
    csv.field_size_limit(_FIELD_LIMIT)
    rows = []
    line = skipped + 1
    try:
        separator = _separator(options.get("separator", ""), body)
        reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=False)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells)))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise TableFaultError(f"line {line}: {error}") from None
    return TextTable(tuple(rows), options, separator, guessed)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding where that is only a guess."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _strict(data, "utf-16"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return _strict(data, "gb18030"), "GB18030"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise TableFaultError("the text is in an encoding nobody can tell; save it as UTF-8") from None


def _options(text: str) -> tuple[dict[str, str], str, int]:
    """The options at the head, the rest of the text, and how many lines the head has."""
    options: dict[str, str] = {}
    count = 0
    rest = text
    while rest.startswith("#"):
        line, newline, after = rest.partition("\n")
        name, colon, value = line[1:].rstrip("\r").partition(":")
        if not colon or name.strip().lower() not in _OPTIONS:
            break
        options[name.strip().lower()] = value
        rest, count = after, count + 1
        if not newline:
            break
    return options, rest, count


def _separator(named: str, body: str) -> str:
    """The separator that the file names; otherwise the one that gives the same number of cells on most lines."""
    if named:
        return _SEPARATORS.get(named.strip().lower(), named[:1] if named.strip() else "\t")
    lines = [line for line in body.split("\n")[:_SAMPLE] if line.strip()]
    return max(_CANDIDATES, key=lambda one: (_agreement(lines, one), -_CANDIDATES.index(one)))


def _agreement(lines: list[str], separator: str) -> float:
    """How many lines have as many cells as most do, if that is more than one."""
    counts = [len(row) for row in csv.reader(lines, delimiter=separator)]
    usual = max(set(counts), key=counts.count, default=1)
    return counts.count(usual) / len(counts) if usual > 1 else 0.0
