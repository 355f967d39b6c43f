"""JSON: decks of CrowdAnki, which `anki` reads, and plain lists of questions and answers, which are tables."""

import json
from typing import Any

from deckgen.importers.anki import import_crowdanki
from deckgen.importers.kit import Imported, ImportFile, unreadable
from deckgen.importers.tables import Row, TextTable, import_rows

_LIST_KEYS = ("cards", "notes", "entries", "questions", "items", "data")


def import_json(file: ImportFile) -> Imported:
    """Every note of the file. What has neither form is one item, a problem."""
    try:
        data = _whole(json.loads(file.data.decode("utf-8-sig")))
        if isinstance(data, dict) and "note_models" in data:
            return import_crowdanki(file, data)
        rows = data if isinstance(data, list) else _list_in(data)
        return _plain_list(file, rows)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        neither = "not the JSON of CrowdAnki, and no list of questions and answers"
        return unreadable(file, str(error) if isinstance(error, ValueError) else neither)


def _whole(data: Any) -> Any:
    """The data with a sign of replacement for every half of a character: JSON can spell what no text can hold."""
    if isinstance(data, str):
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(data, list):
        return [_whole(one) for one in data]
    if isinstance(data, dict):
        return {_whole(key): _whole(value) for key, value in data.items()}
    return data


def _list_in(data: Any) -> list[Any]:
    for key in _LIST_KEYS:
        if isinstance(data, dict) and isinstance(data.get(key), list):
            found: list[Any] = data[key]
            return found
    raise TypeError


def _plain_list(file: ImportFile, rows: list[Any]) -> Imported:
    """Objects with keys such as `front` and `back`: a table whose columns are the keys."""
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise TypeError
    names = list(dict.fromkeys(str(key) for row in rows for key in row))
    header = Row(0, tuple(names))
    body = tuple(Row(index, tuple(_cell(row.get(name)) for name in names)) for index, row in enumerate(rows, start=1))
    return import_rows(file, TextTable((header, *body), {}, "\t"), "item")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
