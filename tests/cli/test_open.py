"""`deckgen open` on the command line, with a program in Anki's place that notes what it is given."""

import sys
import time
from pathlib import Path

import pytest

from tests.conftest import TWO_LANGUAGES, MakeProject, ProjectOnDisk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program in Anki's place is a shell script")
TWO_TOPICS = (
    TWO_LANGUAGES
    + """\
-- cards/clip/topic.yaml --
title: {en: First, zh-Hans: 第一}
order: 1
-- cards/clip/x.yaml --
- {id: one, front: Q1, back: A1}
-- cards/vit/topic.yaml --
title: {en: Second, zh-Hans: 第二}
order: 2
-- cards/vit/x.yaml --
- {id: two, front: Q2, back: A2}
"""
)


def anki(folder: Path, script: str = "") -> Path:
    """A program that appends its arguments to `given` beside it."""
    folder.mkdir(exist_ok=True)
    program = folder / "anki"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >>"{folder}/given"\n{script}\n')
    program.chmod(0o755)
    return program


def given(program: Path, root: Path) -> list[str]:
    """What the program was given, below the project."""
    lines = (program.parent / "given").read_text().splitlines()
    return [Path(line).relative_to(root).as_posix() for line in lines]


@pytest.fixture
def one(project: MakeProject) -> ProjectOnDisk:
    return project(TWO_TOPICS)


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ((), ["build/en/bundle.apkg"]),
        (("--language", "zh-Hans"), ["build/zh-Hans/bundle.apkg"]),
        (("vit", "clip"), ["build/en/vit.apkg", "build/en/clip.apkg"]),
        (("clip", "--language", "zh-Hans"), ["build/zh-Hans/clip.apkg"]),
    ],
)
def test_it_builds_and_hands_the_packages_over_one_by_one(
    one: ProjectOnDisk, tmp_path: Path, arguments: tuple[str, ...], files: list[str]
) -> None:
    program = anki(tmp_path / "bin")
    done = one.run("open", *arguments, "--anki", str(program))
    assert done.returncode == 0, done.stderr
    first, *said = done.stdout.splitlines()
    assert first.startswith("Built 6 packages")
    assert said == [f"Handed {file} to Anki: its import dialog asks what to do" for file in files]
    assert given(program, one.root) == files
    assert (one.root / "deckgen.lock").exists()


@pytest.mark.skipif(sys.platform == "darwin", reason="there the application goes before the program on PATH")
def test_the_program_on_path_is_found_and_the_variable_goes_before_it(one: ProjectOnDisk, tmp_path: Path) -> None:
    on_path, named = anki(tmp_path / "bin"), anki(tmp_path / "elsewhere")
    path = f"{on_path.parent}:/usr/bin:/bin"
    assert one.run("open", env={"PATH": path}).returncode == 0
    assert one.run("open", env={"PATH": path, "DECKGEN_ANKI": str(named)}).returncode == 0
    assert (given(on_path, one.root), given(named, one.root)) == (["build/en/bundle.apkg"], ["build/en/bundle.apkg"])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system may know an Anki that cannot be hidden")
def test_without_anki_nothing_is_built_and_it_says_how_to_get_it(one: ProjectOnDisk, tmp_path: Path) -> None:
    done = one.run("open", env={"PATH": str(tmp_path), "HOME": str(tmp_path), "DECKGEN_ANKI": ""})
    assert done.returncode == 2
    assert "error: Anki is not installed here" in done.stderr
    assert "https://apps.ankiweb.net" in done.stderr
    assert "--anki" in done.stderr
    assert not (one.root / "build").exists()


def test_an_unknown_topic_or_language_is_told_before_anything_is_built(one: ProjectOnDisk, tmp_path: Path) -> None:
    for arguments, message in (
        (("clap",), "there is no topic `clap`\nhint: did you mean `clip`?"),
        (("--language", "zh"), "there is no language `zh`"),
    ):
        done = one.run("open", *arguments, "--anki", str(anki(tmp_path / "bin")))
        assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    assert not (one.root / "build").exists()
    assert not (tmp_path / "bin/given").exists()


def test_findings_stop_it_as_they_stop_a_build(one: ProjectOnDisk, tmp_path: Path) -> None:
    one.write("cards/clip/x.yaml", "- {id: one, front: Q1}\n")
    done = one.run("open", "--anki", str(anki(tmp_path / "bin")))
    assert done.returncode == 1
    assert "E001" in done.stderr
    assert not (tmp_path / "bin/given").exists()


def test_a_dry_run_prints_the_command_and_leaves_no_trace(one: ProjectOnDisk, tmp_path: Path) -> None:
    program = anki(tmp_path / "bin")
    before = sorted(one.root.rglob("*"))
    done = one.run("open", "vit", "clip", "--dry-run", "--anki", str(program))
    root = one.root.resolve()
    assert done.stdout == f"{program} {root}/build/en/vit.apkg\n{program} {root}/build/en/clip.apkg\n"
    assert done.returncode == 0
    assert sorted(one.root.rglob("*")) == before
    assert not (tmp_path / "bin/given").exists()


def test_without_building_it_opens_what_is_there(one: ProjectOnDisk, tmp_path: Path) -> None:
    program = anki(tmp_path / "bin")
    done = one.run("open", "--no-build", "--anki", str(program))
    assert (done.returncode, "no package is built" in done.stderr) == (2, True)
    one.build()
    one.write("cards/clip/x.yaml", "this is no deck any more")
    done = one.run("open", "--no-build", "--anki", str(program))
    assert done.returncode == 0, done.stderr
    assert given(program, one.root) == ["build/en/bundle.apkg"]


def test_a_program_that_fails_at_once_is_reported(one: ProjectOnDisk, tmp_path: Path) -> None:
    program = anki(tmp_path / "bin", "exit 7")
    done = one.run("open", "clip", "vit", "--anki", str(program))
    assert done.returncode == 2
    assert "Anki does not start" in done.stderr
    assert "ended with 7" in done.stderr
    assert "Handed" not in done.stdout
    assert given(program, one.root) == ["build/en/clip.apkg"]


@pytest.mark.slow
def test_the_program_outlives_the_command_and_has_no_part_of_its_terminal(one: ProjectOnDisk, tmp_path: Path) -> None:
    """The command would not return while somebody holds its output."""
    program = anki(tmp_path / "bin", f'echo noise; echo noise >&2; sleep 6; echo alive >"{tmp_path}/alive"')
    started = time.monotonic()
    done = one.run("open", "--anki", str(program))
    assert done.returncode == 0, done.stderr
    assert "noise" not in done.stdout + done.stderr
    assert not (tmp_path / "alive").exists(), f"it waited for Anki: {time.monotonic() - started:.1f} s"
    end = time.monotonic() + 30
    while not (tmp_path / "alive").exists():
        assert time.monotonic() < end, "it did not survive"
        time.sleep(0.1)
