"""The same sources and lock give the same bytes, whatever the clock, hash seed, time zone, language, folder or file order."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import forked
from tests.conftest import NOW, MakeProject, ProjectOnDisk

SOURCES = """
-- deckgen.toml --
[project]
namespace = "test"
title = {en = "Test", zh-Hans = "考试"}
languages = ["en", "zh-Hans"]
-- cards/references.yaml --
paper: {title: A paper, authors: [One, Two], year: 2020, arxiv: "2103.00020"}
-- cards/b/topic.yaml --
title: {en: Second, zh-Hans: 第二}
order: 2
tags: [x, y, z]
-- cards/b/2.yaml --
- id: coded
  kind: code
  front: write it
  code: {language: python, source: "print({1, 2, 3})"}
  tags: [m, k, l]
- id: counted
  kind: calc
  front: how many
  given: {n: 2, m: 3}
  expression: n * m
  answer: "6"
-- cards/b/1.yaml --
- {id: first, front: "$x^2$ and `code`", back: {en: "![d](dot.svg)", zh-Hans: "![d](dot2.svg)"}, source: [paper]}
-- cards/b/media/dot.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect id="r" width="5" height="5"/></svg>
-- cards/b/media/dot2.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect id="r" width="5" height="5"/></svg>
-- cards/a/topic.yaml --
title: {en: First, zh-Hans: 第一}
order: 1
-- cards/a/x.yaml --
- id: holes
  kind: cloze
  text: {en: "{{c1::a}} {{c2::b}}", zh-Hans: "{{c1::甲}} {{c2::乙}}"}
- id: compared
  kind: compare
  subjects: [A, B]
  aspects: [{name: size, values: [big, small]}]
"""
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
    "random hash seed": {"PYTHONHASHSEED": "random", "TZ": "America/New_York", "LC_ALL": "C"},
    "plain locale": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Asia/Shanghai"},
    "another home and clock": {"HOME": "/nonexistent", "SOURCE_DATE_EPOCH": str(NOW + 10**7), "LC_ALL": "C.UTF-8"},
    "optimised": {"PYTHONOPTIMIZE": "2", "SOURCE_DATE_EPOCH": str(NOW + 1)},
}


def digests(root: Path) -> dict[str, str]:
    """Every output and the lock."""
    paths = [root / "deckgen.lock", *(path for path in (root / "build").rglob("*") if path.is_file())]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def build(root: Path, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "deckgen", "build"], cwd=root, capture_output=True, check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(NOW), **(environment or {})},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return digests(root)


def build_here(made: ProjectOnDisk, now: int = NOW) -> dict[str, str]:
    """In this process, which has built other decks before: that must not matter either."""
    done = made.build(now=now)
    assert done.returncode == 0, done.stderr
    return digests(made.root)


@pytest.fixture
def made(project: MakeProject) -> ProjectOnDisk:
    return project(SOURCES)


def copied(made: ProjectOnDisk, target: Path, *, backwards: bool = False) -> Path:
    """The sources and the lock in another folder, written in another order."""
    sources = sorted(path for path in made.root.rglob("*") if path.is_file() and "build" not in path.parts)
    for path in reversed(sources) if backwards else sources:
        (target / path.relative_to(made.root)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / path.relative_to(made.root))
    return target


def test_the_first_build_depends_on_sources_and_clock_alone(made: ProjectOnDisk, tmp_path: Path) -> None:
    elsewhere = copied(made, tmp_path / "some where" / "élse", backwards=True)
    assert build(elsewhere, {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}) == build(made.root, {"PYTHONHASHSEED": "8"})


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_with_the_lock_nothing_around_the_build_matters(
    made: ProjectOnDisk, tmp_path: Path, environment: dict[str, str]
) -> None:
    first = build_here(made)
    assert len(first) == 8
    elsewhere = copied(made, tmp_path / "elsewhere", backwards=True)
    assert build(elsewhere, environment) == first


def as_windows_writes(path: Path, *, mark: bool) -> None:
    """What git with `core.autocrlf` makes of a text file at checkout, and some editors when they save it."""
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + path.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("mark", [False, True], ids=["line ends", "and byte order marks"])
def test_line_ends_of_a_checkout_do_not_matter(made: ProjectOnDisk, tmp_path: Path, mark: bool) -> None:
    """Sources, pictures, templates and the lock itself; every text there is."""
    made.write("templates/style.css", ".card {\n  color: var(--dk-fg);\n}\n")
    first = build_here(made)
    elsewhere = copied(made, tmp_path / "windows")
    for path in elsewhere.rglob("*"):
        if path.is_file():
            as_windows_writes(path, mark=mark)
    done = forked.run(["build", "--locked"], elsewhere)
    assert done.returncode == 0, done.stdout
    packages = {path: digest for path, digest in first.items() if path != "deckgen.lock"}
    assert {path: digest for path, digest in digests(elsewhere).items() if path != "deckgen.lock"} == packages


def test_a_second_build_in_a_folder_of_the_project_is_the_same(made: ProjectOnDisk) -> None:
    first = build_here(made)
    done = forked.run(["build"], made.root / "cards/b/media", {"SOURCE_DATE_EPOCH": str(NOW + 3600)})
    assert done.returncode == 0, done.stdout
    assert digests(made.root) == first


def test_a_build_after_an_edit_there_and_back_differs_in_stamps_only_once(made: ProjectOnDisk) -> None:
    """What was built on the way does not matter: the lock holds all there is to know."""
    build_here(made)
    made.write("cards/b/1.yaml", "- {id: first, front: other, back: words}\n")
    changed = build_here(made, NOW + 60)
    shutil.rmtree(made.root / "build")
    done = forked.run(["build"], made.root, {"SOURCE_DATE_EPOCH": str(NOW + 120)})
    assert done.returncode == 0, done.stdout
    assert digests(made.root) == changed
