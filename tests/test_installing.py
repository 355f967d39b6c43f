"""What a reader is told to type installs deckgen, from a checkout or a wheel; what a new project's CI installs is there."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest
import yaml

import deckgen.installing
from deckgen import __version__
from deckgen.installing import FROM_A_CHECKOUT, REAL_ANKI, supply
from tests.docs.walkthrough import DOCS
from tests.repository import ROOT

PLACES = ("README.md", "action.yml", ".pre-commit-hooks.yaml", "docs/**/*.md", "deckgen/**/*", ".github/**/*.yml")
ENDINGS = {".md", ".yml", ".yaml", ".py", ".j2", ".txt", ".toml"}
PIP = re.compile(r"(?:pip|pipx|uv tool|uv pip) install ([^`\n#|]*)")


def texts() -> list[Path]:
    """Whatever could tell a person to install something."""
    return sorted(path for place in PLACES for path in ROOT.glob(place) if path.suffix in ENDINGS)


def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: object) -> None:
    """deckgen as if pip had noted this about where it came from."""
    folder = tmp_path / "anki_deckgen.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: anki-deckgen\nVersion: 7.8.9\n")
    (folder / "entry_points.txt").write_text("[console_scripts]\ndeckgen = deckgen.cli:main\n")
    if note:
        (folder / "direct_url.json").write_text(json.dumps(note))
    given: Distribution = PathDistribution(folder)
    monkeypatch.setattr(deckgen.installing, "distribution", lambda _name: given)


@pytest.mark.parametrize(
    ("note", "requirement"),
    [
        (None, "anki-deckgen[verify]==7.8.9"),
        (
            {"url": "https://forge.example/d.git", "vcs_info": {"vcs": "git", "commit_id": "abc", "requested_revision": "main"}},
            "anki-deckgen[verify] @ git+https://forge.example/d.git@abc",
        ),
        (
            {"url": "https://forge.example/anki_deckgen-7.8.9-py3-none-any.whl", "archive_info": {}},
            "anki-deckgen[verify] @ https://forge.example/anki_deckgen-7.8.9-py3-none-any.whl",
        ),
    ],
)  # fmt: skip
def test_a_project_installs_deckgen_from_where_its_author_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: object, requirement: str
) -> None:
    noted(tmp_path, monkeypatch, note)
    assert supply().requirement == requirement
    assert supply().files == {}


@pytest.mark.parametrize(
    "url", ["file:///home/me/deckgen", "file:///C:/deckgen", "file:///tmp/anki_deckgen-7.8.9-py3-none-any.whl"]
)
def test_what_nobody_else_can_reach_comes_along_as_a_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    noted(tmp_path, monkeypatch, {"url": url, "dir_info": {"editable": True}})
    name = "anki_deckgen-7.8.9-py3-none-any.whl"
    assert supply().requirement == f"./.deckgen/{name}[verify]"
    assert supply() == supply()
    assert list(supply().files) == [f".deckgen/{name}"]


@pytest.mark.slow
def test_the_wheel_that_comes_along_installs_and_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(tmp_path, monkeypatch, {"url": "file:///deckgen", "dir_info": {}})
    ((path, data),) = supply().files.items()
    wheel = tmp_path / Path(path).name
    wheel.write_bytes(data)
    assert not any("__pycache__" in name for name in zipfile.ZipFile(wheel).namelist())
    target = tmp_path / "installed"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    # An interpreter that does not see the checkout: deckgen comes from the wheel, its dependencies from beside pytest.
    run = f"import sys; sys.path.insert(0, {str(target)!r}); from deckgen.cli import main; main()"
    for arguments in (["init", "decks", "--yes"], ["--project", "decks", "build"]):
        done = subprocess.run(
            [sys.executable, "-c", run, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "decks" / "build" / "memory.apkg").is_file()


def test_a_new_projects_workflow_installs_what_requirements_txt_names(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "deckgen", "init", "--yes"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (line,) = (one for one in (tmp_path / "requirements.txt").read_text().splitlines() if not one.startswith("#"))
    assert line == supply().requirement
    for path, data in supply().files.items():
        assert (tmp_path / path).read_bytes() == data
    steps = yaml.safe_load((tmp_path / ".github/workflows/decks.yml").read_text())["jobs"]["decks"]["steps"]
    assert [step["run"] for step in steps if "pip" in step.get("run", "")] == ["pip install -r requirements.txt"]
    assert "pip install -r requirements.txt" in (tmp_path / "README.md").read_text()
    assert "additional_dependencies" not in (tmp_path / ".pre-commit-config.yaml").read_text()


def test_nothing_tells_to_install_deckgen_by_a_name_that_no_index_has() -> None:
    for path in texts():
        for what in PIP.findall(path.read_text(encoding="utf-8")):
            assert "anki-deckgen" not in what, f"{path}: pip install {what}"


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", DOCS / "index.md", DOCS / "tutorial.md"], ids=lambda path: path.name
)
def test_the_pages_that_begin_say_how_to_install_in_the_same_words(path: Path) -> None:
    assert FROM_A_CHECKOUT in path.read_text(encoding="utf-8")


def test_the_extra_is_what_the_hint_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (anki,) = project["optional-dependencies"]["verify"]
    assert f'pip install "{anki}"' == REAL_ANKI
    assert FROM_A_CHECKOUT == 'pip install ".[verify]"'


def test_the_action_installs_its_own_checkout() -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    assert '"$DECKGEN${extra}"' in steps[0]["run"]
    assert steps[0]["env"]["DECKGEN"] == "${{ github.action_path }}"


def test_help_leads_to_the_documentation() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "deckgen", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert "docs" in said.lower()
    assert __version__
