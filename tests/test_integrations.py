"""The GitHub Action and the pre-commit hooks that other people's repositories use: their steps are run, as written."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import MakeProject, ProjectOnDisk
from tests.repository import ROOT

ENTRIES = """
-- deckgen.toml --
[project]
namespace = "test"
title = "Test"
languages = ["en"]
license = "CC0-1.0"
-- cards/a/x.yaml --
- {id: one, front: What does a lock remember?, back: When each note last changed}
- {id: two, front: What is a guid for?, back: To find the same note again}
"""


@cache
def action() -> Mapping[str, Any]:
    return dict(yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8")))


@cache
def hooks() -> Mapping[str, Mapping[str, Any]]:
    """Id to hook."""
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def filled(text: str, inputs: dict[str, str]) -> str:
    """A text of the action with its inputs in place, as GitHub does it."""
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], text)


def run_step(step: dict[str, Any], inputs: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    output = folder / "github-output"
    environment = {**os.environ, "PATH": path, "GITHUB_OUTPUT": str(output), "NO_COLOR": "1"}
    environment |= {name: filled(value, inputs) for name, value in step.get("env", {}).items()}
    command = ["bash", "-e", "-o", "pipefail", "-c", filled(step["run"], inputs)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def deckgen_steps(inputs: dict[str, str]) -> list[dict[str, Any]]:
    """The steps that run for these inputs, but for the installation."""
    steps = [step for step in action()["runs"]["steps"] if "pip install" not in step["run"]]
    return [step for step in steps if "if" not in step or _holds(step["if"], inputs)]


def _holds(condition: str, inputs: dict[str, str]) -> bool:
    found = re.fullmatch(r"inputs\.([a-z-]+) == '([a-z]+)'", condition)
    assert found, condition
    return inputs[found[1]] == found[2]


@pytest.fixture
def built(project: MakeProject) -> ProjectOnDisk:
    one = project(ENTRIES)
    assert one.build().returncode == 0
    return one


def defaults(**given: str) -> dict[str, str]:
    return {name: row["default"] for name, row in action()["inputs"].items()} | given


@pytest.mark.anki
def test_the_action_checks_builds_verifies_and_previews(built: ProjectOnDisk) -> None:
    pytest.importorskip("anki.collection", reason="needs the extra `verify`")
    inputs = defaults(project=built.root.name, **{"run-code": "true"})
    for step in deckgen_steps(inputs):
        done = run_step(step, inputs, built.root.parent)
        assert done.returncode == 0, step["run"] + done.stdout + done.stderr
    assert (built.root / "build/preview/index.html").is_file()
    assert (built.root.parent / "github-output").read_text() == f"decks={built.root.name}/build\n"


def test_the_action_fails_with_an_annotation_where_a_card_is_wrong(built: ProjectOnDisk) -> None:
    built.write("cards/a/x.yaml", "- {id: one, front: What is missing here?}\n")
    inputs = defaults()
    done = run_step(deckgen_steps(inputs)[0], inputs, built.root)
    assert done.returncode == 1
    assert "::error file=cards/a/x.yaml,line=1" in done.stdout


def test_the_action_fails_where_the_lock_was_not_committed(built: ProjectOnDisk) -> None:
    built.write("deckgen.lock", None)
    inputs = defaults(verify="false", preview="false")
    results = [run_step(step, inputs, built.root).returncode for step in deckgen_steps(inputs)]
    assert results == [1, 1]  # both steps miss the lock that the build folder speaks of


@pytest.mark.parametrize("hook", ["deckgen-check", "deckgen-locked"])
def test_a_hook_passes_on_good_cards_and_fails_on_bad_ones(built: ProjectOnDisk, hook: str) -> None:
    arguments = hooks()[hook]["entry"].removeprefix("deckgen ").split()
    assert built.run(*arguments).returncode == 0
    built.write("cards/a/x.yaml", "- {id: one, front: What is missing here?}\n")
    assert built.run(*arguments).returncode == 1


@pytest.mark.parametrize(
    ("path", "is_ours"),
    [("cards/a/x.yaml", True), ("decks/cards/a/x.yaml", True), ("deckgen.lock", True), ("README.md", False)],
)
def test_the_hooks_run_when_a_source_is_committed(path: str, is_ours: bool) -> None:
    assert all(bool(re.search(hook["files"], path)) == is_ours for hook in hooks().values())


def test_the_hooks_of_this_repository_are_programs_of_its_environment() -> None:
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert local["repo"] == "local"
    for hook in local["hooks"]:
        program, *_ = hook["entry"].split()
        assert hook["language"] == "system", "no environment of its own, so no network"
        assert Path(program).parent == Path(".venv/bin")
        assert Path(sys.executable).with_name(Path(program).name).exists(), "make test-fast brings it"


def test_what_contributing_tells_to_make_can_be_made() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = {
        target
        for found in re.findall(r"(?m)^make ([\w -]+?)(?: {2,}|$)|`make ([\w-]+)`", text)
        for part in found
        for target in part.split()
    }
    assert {"decks", "lint", "types", "test-fast", "coverage", "add-requirements"} <= told
    assert {target for target in told if not re.search(rf"(?m)^{target}\b.*:", makefile)} == set()
