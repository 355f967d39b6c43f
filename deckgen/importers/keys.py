"""Changes of an entry's keys as a whole: texts of one language, renamed media, citations that the project does not know."""

import re
from collections.abc import Callable, Mapping

_TEXTS = {"front", "back", "text", "extra", "pitfall", "context", "unit", "label", "name", "at"}
_UNUSABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no card text may have."""
_LISTS_OF_TEXTS = {"subjects", "values"}


def cleaned(value: object) -> object:
    """A value without characters that deckgen refuses, wherever it was read."""
    if isinstance(value, str):
        return _UNUSABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, Mapping):
        return {key: cleaned(one) for key, one in value.items()}
    return [cleaned(one) for one in value] if isinstance(value, list | tuple) else value


def in_language(keys: Mapping[str, object], language: str) -> dict[str, object]:
    """The keys with each text under its language."""
    return {name: _in_language(name, value, language) for name, value in keys.items()}


def _in_language(name: str, value: object, language: str) -> object:
    if isinstance(value, str):
        return {language: value} if name in _TEXTS else value
    if isinstance(value, Mapping) and name != "code":
        return in_language(value, language)
    if isinstance(value, list | tuple):
        if name in _LISTS_OF_TEXTS:
            return [{language: one} for one in value]
        return [_in_language("", one, language) for one in value]
    return value


def with_renamed_media(keys: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """The keys with other names in their pictures and sounds."""
    if not names:
        return dict(keys)
    return {key: _renamed(value, names) for key, value in keys.items()}


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, str):
        for old, new in names.items():
            value = (
                new
                if value == old
                else value.replace(f"]({old})", f"]({new})").replace(f"[sound:{old}]", f"[sound:{new}]")
            )
        return value
    if isinstance(value, Mapping):
        return {key: _renamed(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(one, names) for one in value]
    return value


def without_sources(
    keys: Mapping[str, object],
    references: Mapping[str, Mapping[str, str]],
    known_key: Callable[[Mapping[str, str]], str],
) -> dict[str, object]:
    """The keys with the citations that the project knows; the others become a line of `extra`."""
    kept: list[Mapping[str, object]] = []
    told: list[str] = []
    citations = keys.get("source")
    for citation in citations if isinstance(citations, list) else ():
        row = references.get(str(citation["ref"]), {})
        key = known_key(row)
        if key:
            kept.append({**citation, "ref": key})
        else:
            told.append(_told(row, str(citation.get("at", ""))))
    others = {name: value for name, value in keys.items() if name != "source"}
    if told:
        others["extra"] = "\n\n".join(str(part) for part in (others.get("extra"), *told) if part)
    return {**others, "source": kept} if kept else others


def _told(row: Mapping[str, str], place: str) -> str:
    name = f"[{row.get('title', '')}]({row['url']})" if row.get("url") else row.get("title", "")
    return ", ".join(part for part in (name, place) if part)
