"""The notetypes in the lock: schema frozen, look stamped on its own, so that a new stylesheet touches no note."""

from collections.abc import Mapping

from deckgen.diagnostics import Diagnostic, Span
from deckgen.lock.model import Lock, LockedNotetype
from deckgen.model import Instant, NotetypeKey
from deckgen.notes import Notetype


def plan_notetypes(
    lock: Lock, notetypes: Mapping[NotetypeKey, Notetype], now: Instant
) -> tuple[dict[NotetypeKey, LockedNotetype], tuple[str, ...], list[Diagnostic]]:
    """The locked notetypes, which of them look different than before, and schema changes."""
    planned: dict[NotetypeKey, LockedNotetype] = {}
    looks: list[str] = []
    problems: list[Diagnostic] = []
    for key, notetype in notetypes.items():
        locked = lock.notetypes.get(key)
        wanted = _schema(notetype)
        if locked is None:
            planned[key] = LockedNotetype(*wanted, notetype.look, now)
            continue
        if (locked.id, locked.sort_field, locked.fields, locked.templates) != wanted:
            message = f"the schema of the notetype `{key}` is not the locked one: every learner's notes would stop being updated"
            hint = "fields, card templates and their ids are frozen; rename a spare field instead"
            problems.append(Diagnostic("I008", message, Span(f"templates/notetypes/{key}/notetype.toml"), hint))
        if locked.look == notetype.look:
            planned[key] = locked
        else:
            looks.append(key)
            mtime = Instant(max(now, locked.mtime + 1))
            planned[key] = LockedNotetype(
                locked.id, locked.sort_field, locked.fields, locked.templates, notetype.look, mtime
            )
    return planned, tuple(looks), problems


def _schema(notetype: Notetype) -> tuple[int, int, tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    fields = tuple((field.key, field.id) for field in notetype.fields)
    templates = tuple((template.key, template.id) for template in notetype.templates)
    return notetype.id, notetype.sort_field, fields, templates
