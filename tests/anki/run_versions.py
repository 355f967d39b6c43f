"""Runs the tests of this folder with several versions of Anki, each in a virtual environment of its own.

    python tests/anki/run_versions.py                  24.11, 25.9.5 and the newest
    python tests/anki/run_versions.py 25.9.5 -- -x     only this one, with more options for pytest

24.11 is the last that stores the import's time in an updated note, 25.9.5 the last of the series that AnkiDroid embeds.
Environments are kept in the user's cache folder (or --venvs) and used again.
"""

import argparse
import os
import re
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSIONS = ("24.11", "25.9.5", "newest")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "deckgen-tests"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pytest said with one version."""

    anki: str
    code: int
    summary: str
    seconds: float


def main(arguments: Sequence[str]) -> int:
    split = list(arguments).index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", nargs="*", default=VERSIONS)
    parser.add_argument("--venvs", type=Path, default=CACHE, help="where the environments are kept")
    options = parser.parse_args(arguments[:split])
    outcomes = [_try(version, options.venvs, arguments[split + 1 :]) for version in options.versions]
    print()
    for one in outcomes:
        print(f"anki {one.anki:<9} {one.summary}  ({one.seconds:.0f} s)")
    return max(one.code for one in outcomes)


def _try(version: str, venvs: Path, more: Sequence[str]) -> Outcome:
    python = _environment(version, venvs)
    installed = _run([str(python), "-c", "from anki.buildinfo import version; print(version)"]).stdout.strip()
    print(f"anki {installed}: testing ...", flush=True)
    started = time.monotonic()
    command = [str(python), "-m", "pytest", "tests/anki", "-q", "-n", "auto", "-p", "no:cacheprovider", *more]
    done = _run(command, check=False)
    summary = next((line for line in reversed(done.stdout.splitlines()) if re.search(r"\d+ \w+", line)), "no summary")
    if done.returncode:
        print(done.stdout + done.stderr)
    return Outcome(installed, done.returncode, summary.strip("= "), time.monotonic() - started)


def _environment(version: str, venvs: Path) -> Path:
    """The interpreter of an environment with this project, this Anki and pytest; made or brought up to date."""
    folder = venvs / f".venv-anki-{version}"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    anki = "anki" if version == "newest" else f"anki=={version}"
    print(f"anki {version}: preparing {folder} ...", flush=True)
    install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--upgrade",
        "--editable",
        str(ROOT),
        anki,
        "pytest",
        "pytest-xdist",
        "hypothesis",
    ]
    _run([str(python), *install])
    return python


def _run(command: Sequence[str], *, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if check and done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
