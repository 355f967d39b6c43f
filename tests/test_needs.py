"""Who has no browser is told at once what is missing and how to get it; nothing is skipped in silence."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.left_out import lines
from tests.repository import ROOT


def without_a_browser(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python program where PATH leads to nothing."""
    environment = {name: value for name, value in os.environ.items() if "XDIST" not in name} | {"PATH": str(folder)}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_what_is_missing_is_named_with_the_way_to_get_it(tmp_path: Path) -> None:
    done = without_a_browser(tmp_path, "tests.needs")
    assert done.returncode == 1
    for word in (
        "Chromium",
        "chromedriver",
        "fontconfig",
        "apt-get install chromium chromium-driver",
        "make test-fast",
    ):
        assert word in done.stderr


def test_a_run_that_needs_a_browser_does_not_begin_without_one(tmp_path: Path) -> None:
    done = without_a_browser(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "tests/browser/test_night.py")
    assert done.returncode == 4
    assert "chromium-driver" in done.stderr
    assert "passed" not in done.stdout
    assert "skipped" not in done.stdout


def test_without_the_browsers_tests_it_runs_and_names_what_it_leaves_out(tmp_path: Path) -> None:
    options = ("-q", "-p", "no:cacheprovider", "-m", "not browser")
    done = without_a_browser(tmp_path, "pytest", *options, "tests/browser/test_night.py", "tests/files/test_folder.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a real browser:\n  tests/browser/test_night.py (2)\n" in done.stdout


def test_what_was_left_out_is_told_by_reason_and_file() -> None:
    count = Counter(
        {("real Anki", "tests/b.py"): 2, ("real Anki", "tests/a.py"): 1, ("a real browser", "tests/a.py"): 3}
    )
    expected = ["a real browser:", "  tests/a.py (3)", "real Anki:", "  tests/a.py (1)", "  tests/b.py (2)"]
    assert lines(count) == expected
