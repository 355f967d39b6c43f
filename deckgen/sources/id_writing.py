"""Writes ids into the text of a file, and not one other character."""

from collections.abc import Mapping

from deckgen.diagnostics import Diagnostic, errors
from deckgen.model import EntryId, SourceFile
from deckgen.sources.positions import Document, load_yaml


def with_ids(file: SourceFile, ids: Mapping[int, EntryId]) -> tuple[str, dict[int, int]]:
    """The file with an id for each of these entries, and the places of the ids in it.

    An entry is left out whose file would not read as the same entries, each with its id.
    """
    document, problems = load_yaml(file)
    if _has_errors(problems) or document.text != file.text:  # JSON is not always what it is read as
        return file.text, {}
    return _written(document, _writable(document, dict(ids)))


def _writable(document: Document, ids: dict[int, EntryId]) -> dict[int, EntryId]:
    """All of the ids, or those of both halves for which it works."""
    if not ids or _reads_as_meant(document, ids):
        return ids
    if len(ids) == 1:
        return {}
    rows, half = list(ids.items()), len(ids) // 2
    return {**_writable(document, dict(rows[:half])), **_writable(document, dict(rows[half:]))}


def _has_errors(problems: list[Diagnostic]) -> bool:
    return bool(errors(problems))


def _reads_as_meant(document: Document, ids: Mapping[int, EntryId]) -> bool:
    text, _ = _written(document, ids)
    after, problems = load_yaml(SourceFile(document.path, text))
    if _has_errors(problems) or not isinstance(document.data, list):
        return False
    expected = [
        {**data, "id": ids[index]} if index in ids and isinstance(data, dict) else data
        for index, data in enumerate(document.data)
    ]
    return after.data == expected


def _written(document: Document, ids: Mapping[int, EntryId]) -> tuple[str, dict[int, int]]:
    edits = sorted((*edit, index) for index, name in ids.items() if (edit := _edit(document, index, name)))
    pieces, places, done, length = [], {}, 0, 0
    for at, new, index in edits:
        pieces += [document.text[done:at], new]
        length += at - done
        places[index] = length
        length += len(new)
        done = at
    return "".join([*pieces, document.text[done:]]), places


def _edit(document: Document, index: int, name: EntryId) -> tuple[int, str] | None:
    """Where to put what: `id: name` before the first key, or the name behind an `id:` without a value."""
    node = document.entry_node(index)
    if node is None or not node.value:
        return None
    text = document.text
    for key, _ in node.value:
        if key.value == "id":
            return text.index(":", key.end_mark.index) + 1, f" {name}"
    first = node.value[0][0]
    at = first.start_mark.index
    pair = f'"id": "{name}"' if first.style == '"' and node.flow_style else f"id: {name}"
    line_start = text.rfind("\n", 0, at) + 1
    has_own_line = not node.flow_style or not text[line_start:at].strip()
    if not has_own_line:
        return at, f"{pair}, "
    comma = "," if node.flow_style else ""
    return at, f"{pair}{comma}\n{' ' * (at - line_start)}"
