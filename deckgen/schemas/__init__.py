"""JSON Schemas for editors, made from the models that check the sources. The files beside this one are shipped.

In VS Code's YAML extension, for example, map `entries.schema.json` to `cards/*/*.yaml`.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from deckgen.kinds import KINDS
from deckgen.source_values import SourceModel
from deckgen.sources.catalogue import ReferenceRow, SyllabusRow, TopicFile
from deckgen.sources.drafts import DraftSpec
from deckgen.sources.settings import SettingsFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, str]:
    """File name to text of every schema."""
    tables: dict[str, Any] = {
        "entries": _entries(),
        "topic": TopicFile.model_json_schema(),
        "references": TypeAdapter(dict[str, ReferenceRow]).json_schema(),
        "syllabus": TypeAdapter(list[SyllabusRow]).json_schema(),
        "settings": SettingsFile.model_json_schema(),
    }
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": _DIALECT, **_as_editors_read(table)}, ensure_ascii=False, indent=2, sort_keys=True
        )
        + "\n"
        for name, table in tables.items()
    }


def _entries() -> dict[str, Any]:
    """A list of entries, each of the kind it names, or drafts; one that names no kind is a `qa`."""
    specs: list[type[SourceModel]] = [*(kind.spec for kind in KINDS), DraftSpec]
    definitions: dict[str, Any] = {}
    references = []
    for spec in specs:
        schema = spec.model_json_schema()
        definitions |= schema.pop("$defs", {})
        definitions[spec.__name__] = schema
        references.append({"$ref": f"#/$defs/{spec.__name__}"})
    return {"type": "array", "items": {"oneOf": references}, "$defs": definitions, "title": "Entries"}


def _as_editors_read(schema: Any) -> Any:
    """Editors take `1.10` for a number where deckgen keeps the text, so wherever text is wanted they may see one."""
    if isinstance(schema, dict):
        return {
            key: ["string", "number", "boolean"] if key == "type" and value == "string" else _as_editors_read(value)
            for key, value in schema.items()
        }
    return [_as_editors_read(item) for item in schema] if isinstance(schema, list) else schema
