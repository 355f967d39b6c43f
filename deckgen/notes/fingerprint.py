"""Digests that tell what changed: what the author wrote, what Anki stores, how cards look."""

import hashlib
import json
from collections.abc import Mapping

from pydantic import BaseModel

from deckgen.model import Html, Language, MathMacro, MediaFile, MediaName, NotetypeKey, Sha256, Text
from deckgen.sources import Entry

_NOT_ON_THE_CARD = {"id", "was", "was_guid", "draft", "answers", "languages", "needs", "lint", "as_of"}


def digest(value: object) -> Sha256:
    """The first 16 hexadecimal digits of the SHA-256 of a JSON-like value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Sha256(hashlib.sha256(text.encode()).hexdigest()[:16])


def content_digest(
    entry: Entry,
    language: Language,
    media: Mapping[MediaName, MediaFile],
    macros: Mapping[str, MathMacro] | None = None,
) -> Sha256:
    """What the author wrote for this note, with its pictures and macros. A new id or title of the topic changes nothing."""
    written = {
        name: _written(getattr(entry.spec, name), language)
        for name, field in type(entry.spec).model_fields.items()
        if name not in _NOT_ON_THE_CARD and getattr(entry.spec, name) != field.default
    }
    written["kind"] = entry.kind.name
    called = [[name, macro.definition] for name, macro in sorted((macros or {}).items())]
    return digest([written, sorted({file.sha256 for file in media.values()}), *([called] if called else [])])


def html_digest(notetype: NotetypeKey, fields: tuple[Html, ...], tags: tuple[str, ...]) -> Sha256:
    """What Anki stores for this note."""
    return digest([notetype, [str(field) for field in fields], list(tags)])


def _written(value: object, language: Language) -> object:
    if isinstance(value, Text):
        own = value.own_language(language)
        return {"lang": own, "text": value.in_language(language)} if own else value.in_language(language)
    if isinstance(value, BaseModel):
        return {name: _written(getattr(value, name), language) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_written(item, language) for item in value]
    return value
