"""Tries the built wheel where no source is: `python -m tests.built_wheel dist/*.whl`.

In an environment of its own, with the locked runtime set: the repository's decks come out to the byte that the lock says, a new
project can be started, and what that project's workflow installs is there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.repository import ROOT

SOURCES = ("cards", "deckgen.toml", "deckgen.lock")


def main(wheel: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="deckgen-wheel-") as name:
        folder = Path(name)
        python = _environment(folder / "installed")
        _run(
            folder,
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "-r",
            str(ROOT / "requirements/runtime.txt"),
        )
        _run(folder, python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel.resolve()))
        project = folder / "project"
        project.mkdir()
        for source in SOURCES:
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copyfile
            copy(ROOT / source, project / source)
        _run(project, python, "-m", "deckgen", "build", "--locked")
        _run(folder, python, "-m", "deckgen", "init", "new", "--yes")
        for command in ("check", "build", "preview"):
            _run(folder / "new", python, "-m", "deckgen", command)
        _install_as_its_workflow_does(folder)


def _install_as_its_workflow_does(folder: Path) -> None:
    """What a new project's requirements.txt names is there; its own dependencies are not fetched again."""
    python = _environment(folder / "workflow")
    _run(folder / "new", python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", "requirements.txt")
    _run(folder, python, "-c", "import importlib.metadata as m; print(m.version('anki-deckgen'))")


def _environment(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    return str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")


def _run(place: Path, *command: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    print("$", *command, flush=True)
    subprocess.run(command, cwd=place, env=environment, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
