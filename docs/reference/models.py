"""Tables of keys, from the models that check the sources. What a key means, `descriptions.toml` says where the model does not."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from deckgen.source_values import SLUG
from docs.reference.markdown import table

_FILE = Path(__file__).with_name("descriptions.toml")
_PLAIN = {"string": "text", "boolean": "`true` or `false`", "integer": "whole number", "null": ""}


@cache
def descriptions() -> Mapping[str, Mapping[str, str]]:
    """Class to key to its meaning."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def description(owner: str, key: str, written: str | None = None) -> str:
    """What a key means; a KeyError says which one nobody has described."""
    found = written or descriptions().get(owner, {}).get(key)
    if not found:
        raise KeyError(f"describe `{key}` under [{owner}] in docs/reference/descriptions.toml")
    return found


def key_table(model: type[BaseModel], *, without: Iterable[str] = ()) -> str:
    """Key, form with the default, and meaning of every key but some."""
    left_out = frozenset(without)
    rows = [row for key, row in _rows(model) if key not in left_out]
    return table(("key", "form", "meaning"), rows)


def _rows(model: type[BaseModel]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    schema = model.model_json_schema()
    for key, field in model.model_fields.items():
        form = f"{_form(schema['properties'][key], schema.get('$defs', {}))}{_default(field)}"
        meaning = description(_owner(model, key), key, field.description)
        yield key, (f"`{key}`", form, meaning)


def _owner(model: type[BaseModel], key: str) -> str:
    """The class that declares the key: the topmost one that has it."""
    return [one.__name__ for one in model.__mro__ if key in getattr(one, "model_fields", {})][-1]


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return ", **required**"
    default = field.get_default(call_default_factory=True)
    if default is None or default == "" or default == () or default == {}:
        return ""
    return f"; `{_written(default)}` where left out"


def _written(value: object) -> str:
    """A value as an author writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _form(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """The form of a value in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " or ".join(dict.fromkeys(f"`{_written(value)}`" for value in values))
    if "anyOf" in schema:
        return _either(schema, definitions)
    if schema["type"] == "array":
        return f"list of {_form(schema['items'], definitions)}"
    if schema["type"] == "object":
        return "map"
    return "slug" if schema.get("pattern") == f"^{SLUG}$" else _PLAIN[schema["type"]]


def _either(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """One of several forms. Card text is one of them everywhere."""
    about = str(schema.get("description", ""))
    if about.startswith("Markdown"):
        return "card text"
    forms = [_form(one, definitions) for one in schema["anyOf"]]
    return " or ".join(dict.fromkeys(form for form in forms if form))
