"""What pages say about other files: the inputs of the action, settings of the editor, the code of the guides for developers."""

import json
import re
import sys
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import deckgen.kinds
from deckgen.catalogue import parse_document
from deckgen.cli import COMMANDS
from deckgen.codes import Severity
from deckgen.lint import lint
from deckgen.lint.edition import edition_of
from tests.conftest import MakeProject
from tests.docs.walkthrough import DOCS, blocks
from tests.repository import ROOT

GUIDES = DOCS / "guides"


def titled(page: Path) -> Mapping[str, str]:
    """The blocks of a page that are files."""
    return {block.title: block.text for block in blocks(page.read_text(encoding="utf-8")) if block.title}


def module(name: str, source: str) -> Any:
    made = types.ModuleType(name)
    exec(compile(source, f"{name}.py", "exec"), made.__dict__)
    return made


def test_the_inputs_of_the_action_are_listed_with_their_defaults() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    text = (GUIDES / "continuous-integration.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"(?m)^\| `([\w-]+)` \| `([^`]*)` \|", text))
    assert rows == {name: one["default"] for name, one in inputs.items()}


def test_the_hooks_are_named() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    text = (GUIDES / "continuous-integration.md").read_text(encoding="utf-8")
    assert re.findall(r"- id: (deckgen-\w+)", text) == [hook["id"] for hook in hooks]


def test_the_settings_of_the_editor_are_those_that_init_writes() -> None:
    written = (ROOT / "deckgen" / "starter" / "files" / "vscode.json").read_text(encoding="utf-8")
    assert titled(GUIDES / "editors.md")[".vscode/settings.json"] == written


@pytest.fixture
def files_with_steps(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """The files of a project with the kind of the guide, which deckgen then has."""
    files = titled(GUIDES / "add-a-kind.md")
    kind = module("steps", files["deckgen/kinds/steps.py"]).KIND
    monkeypatch.setitem(deckgen.kinds.KIND_BY_NAME, kind.name, kind)
    return {path: text for path, text in files.items() if not path.startswith("deckgen/")}


def test_the_kind_of_the_guide_works(files_with_steps: Mapping[str, str], project: MakeProject) -> None:
    compilation = project(files_with_steps).compile()
    assert compilation.errors == ()
    assert lint(compilation) == ()
    (note,) = compilation.notes
    assert any("<li>Pour it over the leaves</li>" in field for field in note.fields)


STEPS = [f"Step {n} of tea" for n in range(1, 10)]


def test_nine_steps_get_the_advice_that_a_list_of_nine_gets(
    files_with_steps: Mapping[str, str], project: MakeProject
) -> None:
    entries: list[dict[str, Any]] = [
        {"id": "as-steps", "kind": "steps", "front": "How is tea made?", "steps": STEPS},
        {
            "id": "as-list",
            "front": "How is tea cooked?",
            "back": "\n".join(f"{n}. {s}" for n, s in enumerate(STEPS, 1)),
        },
    ]
    found = {
        entry["id"]: [
            (one.code, one.severity, one.message.split(": ")[1], one.hint)
            for one in lint(project({**files_with_steps, "cards/tea/tea.yaml": json.dumps([entry])}).compile())
        ]
        for entry in entries
    }
    assert found["as-steps"] == found["as-list"]
    assert ("Q03", Severity.WARNING, "an ordered list of 9 items, more than 5") in [
        one[:3] for one in found["as-steps"]
    ]


def test_advice_on_steps_stands_at_the_steps(files_with_steps: Mapping[str, str], project: MakeProject) -> None:
    lines = ["- id: make-tea", "  kind: steps", "  front: {en: How?, de: Wie?}", "  steps:"]
    lines += [f"  - {{en: {step}, de: Schritt {step[5]}}}" for step in STEPS]
    settings = '[project]\nnamespace = "tea"\ntitle = "Tea"\nlanguages = ["en", "de"]\n'
    files = {**files_with_steps, "deckgen.toml": settings, "cards/tea/tea.yaml": "\n".join(lines)}
    found = [one for one in lint(project(files).compile()) if one.code == "Q03"]
    assert [one.message.split(":")[0] for one in found] == ["`make-tea` (de)", "`make-tea` (en)"]
    assert {str(one.span) for one in found} == {"cards/tea/tea.yaml:5:3"}


@pytest.mark.parametrize(("example", "found"), [("fires", ["Q22"]), ("silent", [])])
def test_the_rule_of_the_guide_works(example: str, found: list[str], project: MakeProject) -> None:
    (source,) = titled(GUIDES / "add-a-rule.md").values()
    made = module("exclamation", source)
    compilation = project(getattr(parse_document(made.__doc__), example)).compile()
    (entry,) = compilation.parsed.entries
    findings = [one for language in entry.languages for one in made.RULE.judge(edition_of(entry, language))]
    assert [one.diagnostic.code for one in findings] == found


def test_the_command_of_the_guide_works(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    (source,) = titled(GUIDES / "add-a-command.md").values()
    monkeypatch.setitem(COMMANDS, "ids", "Print the ids of all entries.")
    monkeypatch.setitem(sys.modules, "deckgen.cli.ids", module("ids", source))
    made = project({"cards/a/x.yaml": "- {id: one, front: q, back: a}\n- {id: two, front: q2, back: a}\n"})
    done = made.run("ids")
    assert (done.returncode, done.stdout, done.stderr) == (0, "one\ntwo\n", "2 ids\n")
    assert "Print the ids of all entries." in made.run("--help").stdout
    made.write("cards/a/x.yaml", "- {id: one, front: q}\n")
    assert made.run("ids", "--format", "json").returncode == 1


def test_every_picture_of_a_page_is_there_and_described() -> None:
    for page in (*DOCS.rglob("*.md"), ROOT / "README.md"):
        text = re.sub(r"(?ms)^```.*?^```$|`[^`]*`", "", page.read_text(encoding="utf-8"))
        for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text):
            assert (page.parent / path).is_file(), f"{page.name}: {path}"
            assert len(words.split()) >= 8, f"{page.name}: say what {path} shows"
