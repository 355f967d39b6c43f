"""In CI, Hypothesis tries the same examples in every run: a failure there is the fault of the change it is shown for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

LAWS = ("tests/kinds/test_arithmetic.py", "tests/importers/kit/test_yaml_text.py")
"""Laws over numbers and over texts. They hold no sets, whose order Python prints as its hash seed has it."""
OTHER_CODE = (
    "WORDS = [" + ", ".join(f"'word {number}', {number}000001, {number}.25" for number in range(1, 200)) + "]\n"
)
"""A module that stands for what is imported, or has changed, in another run: Hypothesis draws from constants of the code."""


def examples(folder: Path, *, ci: bool, seed: int) -> list[str]:
    """Every example that a run of its own tries."""
    (folder / "other_code.py").write_text(OTHER_CODE)
    environment = {name: value for name, value in os.environ.items() if name != "CI" and "XDIST" not in name}
    environment |= {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(folder)}
    environment |= {"CI": "true", "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "kept")} if ci else {}
    tests = LAWS if seed % 2 else reversed(LAWS)
    plugins = ("-p", "no:cacheprovider", *(("-p", "other_code") if seed % 2 else ()))
    options = ("-q", "-s", "--hypothesis-verbosity=verbose", *plugins)
    command = [sys.executable, "-m", "pytest", *options, *tests]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    lines = [line.lstrip(".") for line in done.stdout.splitlines()]
    return sorted(line for line in lines if line.strip() and " passed in " not in line)


@pytest.mark.slow
def test_every_run_in_ci_tries_the_same_examples(tmp_path: Path) -> None:
    """With another hash seed, another order of tests, and other code in the process: what differs between CI's runs and workers."""
    first, second = (examples(tmp_path, ci=True, seed=seed) for seed in (1, 2))
    assert len(first) > 1000
    assert first == second


@pytest.mark.slow
def test_a_developers_runs_go_on_looking_for_new_ones(tmp_path: Path) -> None:
    assert examples(tmp_path, ci=False, seed=2) != examples(tmp_path, ci=False, seed=4)
