"""This repository keeps its own promises: its cards, its lock, its README, its tables."""

import json
import re
import subprocess
import sys
from importlib import resources

import pytest
import yaml

from deckgen import __version__
from deckgen.catalogue import documentation
from deckgen.clock import now
from deckgen.codes import CODES
from deckgen.compiler import Compilation, compile_project
from deckgen.kinds import KINDS
from deckgen.lint import lint
from deckgen.project import packaged_templates, read_project
from deckgen.schemas import schemas
from tests.repository import ROOT


@pytest.fixture(scope="module")
def compilation() -> Compilation:
    project = read_project(ROOT)
    return compile_project(project.sources, project.lock, now=now())


def test_the_cards_have_no_error_no_warning_and_need_no_advice(compilation: Compilation) -> None:
    assert [*compilation.diagnostics, *lint(compilation)] == []


def test_the_lock_is_current(compilation: Compilation) -> None:
    assert compilation.plan.changes == ()
    assert compilation.plan.is_empty


def test_every_entry_is_in_every_language_and_cites_a_source(compilation: Compilation) -> None:
    languages = compilation.parsed.settings.languages
    for entry in compilation.parsed.entries:
        assert entry.languages == languages, entry.id
        assert entry.spec.source, f"{entry.id} cites nothing"
        assert entry.spec.answers, f"{entry.id} answers no question"


def test_every_question_of_the_syllabus_has_entries(compilation: Compilation) -> None:
    answered = {item for entry in compilation.parsed.entries for item in entry.spec.answers}
    assert {item.id for item in compilation.parsed.syllabus} == answered


def test_all_six_kinds_occur(compilation: Compilation) -> None:
    assert {entry.kind.name for entry in compilation.parsed.entries} == {kind.name for kind in KINDS}


def test_the_entry_in_the_readme_is_a_real_one() -> None:
    block = re.search(r"```yaml\n# (?P<path>\S+)\n(?P<entry>.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert block
    shown = yaml.load(block["entry"], Loader=yaml.BaseLoader)
    source = yaml.load((ROOT / block["path"]).read_text(), Loader=yaml.BaseLoader)
    assert shown[0] in source


def test_the_shipped_schemas_are_those_of_the_models() -> None:
    for name, text in schemas().items():
        assert (resources.files("deckgen.schemas") / name).read_text(encoding="utf-8") == text, "run `make schemas`"


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_kind_has_templates_a_schema_and_a_place_in_the_guide(kind: str) -> None:
    assert {f"{kind}/front.html.j2", f"{kind}/back.html.j2"} <= packaged_templates().keys()
    assert f"### `{kind}`" in (ROOT / "docs" / "cards.md").read_text()
    definitions = json.loads(schemas()["entries.schema.json"])["$defs"]
    assert any(one.get("properties", {}).get("kind", {}).get("const") == kind for one in definitions.values())


def test_every_code_of_the_table_is_used_and_every_code_used_is_in_the_table() -> None:
    text = "\n".join(path.read_text() for path in (ROOT / "deckgen").rglob("*.py") if path.name != "codes.py")
    used = set(re.findall(r"\"([A-Z]\d{2,3})\"", text))
    assert used == set(CODES)


def test_every_code_is_documented_under_its_title() -> None:
    for code, row in CODES.items():
        assert documentation(code).title == row.meaning


def test_version_and_module_entry_point() -> None:
    done = subprocess.run([sys.executable, "-m", "deckgen", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"deckgen, version {__version__}\n"
