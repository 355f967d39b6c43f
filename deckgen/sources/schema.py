"""From pydantic's errors to diagnostics with a place, a code and a hint.

1. a validator that knows its code raises `PydanticCustomError(code, ...)`;
2. pydantic's own errors are translated by `_CODES`;
3. the error's location is looked up in the document.
"""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from deckgen.codes import CODES
from deckgen.diagnostics import Diagnostic
from deckgen.sources.near_misses import near_miss
from deckgen.sources.positions import Document, Loc

ModelT = TypeVar("ModelT", bound=BaseModel)
_CODES = {"missing": "E001", "extra_forbidden": "E002"}
_MESSAGES = {
    "tuple_type": "should be a list",
    "list_type": "should be a list",
    "dict_type": "should be a map",
    "model_type": "should be a map of keys and values",
    "model_attributes_type": "should be a map of keys and values",
    "string_type": "should be a text",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
}


def validate(
    model: type[ModelT], document: Document, loc: Loc, data: object, *, family: str | None = None
) -> tuple[ModelT | None, list[Diagnostic]]:
    """The value as `model`, or None and all that is wrong with it. `family` replaces the entry codes (E...) by one code."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        names = tuple(model.model_fields)
        known = error.errors(include_url=False)
        meant = {near_miss(str(one["loc"][0]), names) for one in known if _is_unknown_key(one)}
        causes = [one for one in known if not (one["type"] == "missing" and one["loc"] and one["loc"][0] in meant)]
        found = [_diagnostic(details, document, loc, names) for details in causes]
    if family:
        found = [Diagnostic(family, d.message, d.span, d.hint) for d in found]
    return None, found


def _is_unknown_key(details: Mapping[str, object]) -> bool:
    return details["type"] == "extra_forbidden" and len(details["loc"]) == 1  # type: ignore[arg-type]


def _diagnostic(details: Mapping[str, object], document: Document, base: Loc, names: tuple[str, ...]) -> Diagnostic:
    kind = str(details["type"])
    code = kind if kind in CODES else _CODES.get(kind, "E003")
    context = details.get("ctx")
    inner = context.get("at") if isinstance(context, Mapping) else None
    path = tuple(part for part in details["loc"] if not _is_union_tag(part))  # type: ignore[attr-defined]
    loc = (*base, *path, *([inner] if inner else []))
    shown = _shown(path)
    if code == "E001":
        return Diagnostic(code, f"`{shown}` is missing", document.span(loc[:-1]))
    if code == "E002":
        hint = close_match(str(path[-1]), names) if len(path) == 1 else None
        return Diagnostic(code, f"unknown key `{shown}`", document.key_span(loc), hint)
    message = _MESSAGES.get(kind, str(details["msg"]))
    where = f"`{shown}`: " if shown else ""
    hint = str(context["hint"]) if isinstance(context, Mapping) and "hint" in context else None
    return Diagnostic(code, f"{where}{message}", document.span(loc), hint)


def _is_union_tag(part: object) -> bool:
    return isinstance(part, str) and ("[" in part or part in {"str", "function-plain", "function-before", "int"})


def _shown(path: tuple[object, ...]) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def close_match(word: str, known: tuple[str, ...]) -> str:
    """A hint: the known word that was probably meant, or all of them."""
    near = near_miss(word, known)
    return f"did you mean `{near}`?" if near else f"known: {', '.join(known)}"
