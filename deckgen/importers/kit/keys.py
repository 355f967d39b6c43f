"""Changes of an entry's keys as a whole: texts of one language, renamed media, citations that the project does not know."""

import re
from collections.abc import Callable, Mapping

_TEXTS = {"front", "back", "text", "extra", "pitfall", "context", "unit", "label", "name", "at"}
_UNUSABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""Characters that no card text may have."""
_LONGEST_TITLE = 150
_LISTS_OF_TEXTS = {"subjects", "values"}


def cleaned(value: object) -> object:
    """A value without characters that deckgen refuses, wherever it was read."""
    if isinstance(value, str):
        return _UNUSABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, Mapping):
        return {key: cleaned(one) for key, one in value.items()}
    return [cleaned(one) for one in value] if isinstance(value, list | tuple) else value


def one_line(text: str) -> str:
    """The text as a title can be: in one line, without characters that deckgen refuses, and not without end."""
    return " ".join(str(cleaned(text)).split())[:_LONGEST_TITLE].strip()


def as_draft(keys: Mapping[str, object], faults: int) -> dict[str, object]:
    """The entry as a draft. If that has been tried, no more is kept of it than its question."""
    if faults + bool(keys.get("draft")) < 2:
        return {**keys, "draft": True}
    question = next((keys[name] for name in ("front", "text", "back") if str(keys.get(name) or "").strip()), "?")
    return {"id": keys["id"], "draft": True, "front": str(question)}


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
