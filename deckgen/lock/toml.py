"""`deckgen.lock` as text: canonical TOML written by hand, one line a note, sorted, so that merges are clean.

`dumps(loads(text)) == text` for every lock deckgen wrote, and `loads(dumps(lock)) == lock`.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from deckgen.errors import DeckgenError
from deckgen.lock.model import REVISION, VERSION, DeckKey, Lock, LockedDeck, LockedNote, LockedNotetype, RetiredNote
from deckgen.model import EntryId, Instant, Language, TopicName
from deckgen.notes import NoteKey

_HEAD = """# Written by deckgen. Commit this file; do not edit it.
# It remembers guids and times, so that nobody who has the decks loses a review. After a merge conflict keep the lines of both
# sides; where both have a line for one note, keep the one with the larger mtime.
"""
_NUMBERS, _LISTS = {"id", "due", "mtime", "sort_field"}, {"cards", "fields", "templates", "formerly", "gone"}
_BROKEN = (
    "restore the committed file; after a merge conflict keep the lines of both sides, and the larger mtime of each note"
)
_EMPTY = (
    "git checkout HEAD -- deckgen.lock brings the committed one back; without git, delete the empty file and run the command "
    "again: it says where else there is a lock"
)


def dumps(lock: Lock) -> str:
    """The canonical text."""
    head = _HEAD + f"version = {VERSION}\nrevision = {REVISION}\nnamespace = {_value(lock.namespace)}\n"
    head += f"began = {lock.began}\n" if lock.began else ""
    tables: dict[str, Mapping[str, str]] = {
        "releases": {version: str(time) for version, time in lock.releases.items()},
        "notetypes": {key: _notetype(one) for key, one in sorted(lock.notetypes.items())},
        "decks": _sorted({f"{key.topic}/{key.language}": _deck(d) for key, d in lock.decks.items()}),
        "notes": _sorted({f"{key.entry}/{key.language}": _note(note) for key, note in lock.notes.items()}),
        "retired": _sorted({f"{key.entry}/{key.language}": _retired(one) for key, one in lock.retired.items()}),
        "topics": _sorted({name: _row(first=first) for name, first in lock.topics.items()}),
        "languages": _sorted({tag: _row(formerly=former) for tag, former in lock.former_languages.items()}),
    }
    return "\n".join([head, *(_table(name, rows) for name, rows in tables.items() if rows)])


def loads(text: str, path: str = "deckgen.lock") -> Lock:
    """The lock a text holds. Raises `DeckgenError` if it was written by a newer deckgen or is damaged."""
    if not text.strip():
        raise DeckgenError(f"{path} is empty", hint=_EMPTY)
    try:
        data = tomllib.loads(text)
        version = data["version"]
        if version > VERSION:
            message = f"{path} was written by a newer deckgen (lock version {version}, this one knows {VERSION})"
            raise DeckgenError(message, hint="install a newer deckgen, in the way this one was installed")
        return _lock(data)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DeckgenError(f"{path} is damaged: {error}", hint=_BROKEN) from None


def _table(name: str, rows: Mapping[str, str]) -> str:
    lines = (f"{_value(key)} = {row}" for key, row in rows.items())
    return "\n".join([f"[{name}]", *lines, ""])


def _sorted(rows: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(rows.items()))


def _value(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return str(value)


def _row(**values: object) -> str:
    return "{ " + ", ".join(f"{name} = {_value(value)}" for name, value in values.items()) + " }"


def _notetype(one: LockedNotetype) -> str:
    fields = tuple(f"{key}:{identity}" for key, identity in one.fields)
    templates = tuple(f"{key}:{identity}" for key, identity in one.templates)
    return _row(
        id=one.id, sort_field=one.sort_field, fields=fields, templates=templates,
        look=one.look, mtime=one.mtime, release=one.release,
    )  # fmt: skip


def _deck(deck: LockedDeck) -> str:
    released: dict[str, object] = {"released": deck.released} if deck.released else {}
    return _row(id=deck.id, name=deck.name, **released)


def _note(note: LockedNote) -> str:
    cards = tuple(str(number) if name == str(number) else f"{number}:{name}" for number, name in note.cards)
    optional: dict[str, object] = {}
    if note.sent != note.html:
        optional["sent"] = note.sent
    if note.formerly:
        optional["formerly"] = note.formerly
    if note.home:
        optional["home"] = note.home
    if note.gone:
        optional["gone"] = note.gone
    return _row(
        guid=note.guid, id=note.id, kind=note.kind, notetype=note.notetype, topic=note.topic, due=note.due, cards=cards,
        content=note.content, html=note.html, mtime=note.mtime, since=note.since, release=note.release, **optional,
    )  # fmt: skip


def _retired(one: RetiredNote) -> str:
    formerly: dict[str, object] = {"formerly": one.formerly} if one.formerly else {}
    return _row(guid=one.guid, topic=one.topic, since=one.since, release=one.release, **formerly)


def _lock(data: Mapping[str, Any]) -> Lock:
    notetypes = {key: _checked(LockedNotetype, row, data) for key, row in data.get("notetypes", {}).items()}
    return Lock(
        namespace=_is(str, data["namespace"]),
        notetypes={key: _read_notetype(row) for key, row in notetypes.items()},
        decks={DeckKey(TopicName(a), Language(b)): LockedDeck(**row) for a, b, row in _rows(LockedDeck, data, "decks")},
        notes={NoteKey(EntryId(a), Language(b)): _read_note(row) for a, b, row in _rows(LockedNote, data, "notes")},
        retired={
            NoteKey(EntryId(a), Language(b)): _read_retired(row) for a, b, row in _rows(RetiredNote, data, "retired")
        },
        releases={version: _is(int, time) for version, time in data.get("releases", {}).items()},
        began=Instant(_is(int, data.get("began", 0))),
        topics={TopicName(name): TopicName(_is(str, row["first"])) for name, row in data.get("topics", {}).items()},
        former_languages={Language(tag): _tags(row["formerly"]) for tag, row in data.get("languages", {}).items()},
    )


def _rows(kind: type, data: Mapping[str, Any], table: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for key, row in data.get(table, {}).items():
        name, language = key.split("/")
        yield name, language, _checked(kind, row, data)


def _checked(kind: type, row: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose values have the types they should have, without what a newer revision may have added."""
    known = {field.name for field in fields(kind)}
    if data.get("revision", 0) > REVISION:
        row = {name: value for name, value in row.items() if name in known}
    return {name: _is(int if name in _NUMBERS else list if name in _LISTS else str, row[name]) for name in row}


def _is(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"`{value}` should be a {kind.__name__}")
    return value


def _read_notetype(row: Mapping[str, Any]) -> LockedNotetype:
    return LockedNotetype(**{**row, "fields": _keyed(row["fields"]), "templates": _keyed(row["templates"])})


def _tags(items: list[str]) -> tuple[Language, ...]:
    return tuple(Language(_is(str, item)) for item in _is(list, items))


def _keyed(items: list[str]) -> tuple[tuple[str, int], ...]:
    return tuple((key, int(identity)) for key, identity in (item.rsplit(":", 1) for item in items))


def _read_note(row: Mapping[str, Any]) -> LockedNote:
    cards = tuple((int(number), name or number) for number, _, name in (item.partition(":") for item in row["cards"]))
    formerly = tuple(EntryId(entry) for entry in row.get("formerly", ()))
    gone = tuple(_is(int, number) for number in row.get("gone", ()))
    return LockedNote(**{"sent": row["html"], **row, "cards": cards, "formerly": formerly, "gone": gone})


def _read_retired(row: Mapping[str, Any]) -> RetiredNote:
    return RetiredNote(**{**row, "formerly": tuple(EntryId(entry) for entry in row.get("formerly", ()))})
