"""`reference/settings.md`: every key of `deckgen.toml`."""

from pydantic import BaseModel

from deckgen.model import Language
from deckgen.sources.settings import CheckTable, LanguageTable, MathTable, PathTable, ProjectTable
from deckgen.starter import NewProject, starter_files
from docs.reference.markdown import fence, join
from docs.reference.models import description, key_table

_INTRODUCTION = """
`deckgen.toml` stands at the top of a project; its folder *is* the project. It is [TOML](https://toml.io). An unknown
key is an error with its line.
"""

_TABLES: dict[str, type[BaseModel]] = {"project": ProjectTable, "check": CheckTable, "math": MathTable}


def page() -> str:
    """The whole page."""
    example = starter_files(NewProject("Planets", "planets", (Language("en"), Language("zh-Hans")), "CC-BY-4.0"))
    sections = [
        join(f"## `[{name}]` {{#{name}}}", description("SettingsFile", name), key_table(model))
        for name, model in _TABLES.items()
    ]
    sections += [
        join("## `[languages.TAG]` {#languages}", description("SettingsFile", "languages"), key_table(LanguageTable)),
        join("## `[[paths]]` {#paths}", description("SettingsFile", "paths"), key_table(PathTable)),
        join("## `[tags]` {#tags}", description("SettingsFile", "tags")),
    ]
    written = fence(example["deckgen.toml"].decode(), "toml", "deckgen.toml")
    return join(
        "# Settings",
        _INTRODUCTION,
        *sections,
        "## An example",
        "`deckgen init` writes this for two languages:",
        written,
    )
