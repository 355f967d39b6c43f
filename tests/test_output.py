"""Whatever is written is the old file or the new one, whole: whenever the process dies."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.build import build_project
from deckgen.output import remove_leftovers, write_atomically
from tests.conftest import NOW, MakeProject, ProjectOnDisk

KILLS = 16
TOPICS = "abcd"


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    assert write_atomically(tmp_path / "a/b/c.bin", b"new")
    assert (tmp_path / "a/b/c.bin").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["c.bin"]


def test_a_file_that_holds_the_data_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"same")
    os.utime(path, ns=(1, 1))
    assert not write_atomically(path, b"same")
    assert path.stat().st_mtime_ns == 1
    assert write_atomically(path, b"sane")


def test_everyone_may_read_what_was_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"data")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    write_atomically(tmp_path / "file", b"old")

    def fail(*_args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(call, fail)
    with pytest.raises(OSError, match="no space"):
        write_atomically(tmp_path / "file", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]


def test_leftovers_of_a_folder_are_removed_at_every_depth_and_nothing_else_is(tmp_path: Path) -> None:
    for name in (".a.apkg.x1.part", "en/.b.apkg.x2.part", "en/b.apkg", "notes.part", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    remove_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [".hidden", "b.apkg", "notes.part"]


def test_leftovers_of_one_file_are_removed_and_those_of_others_are_not(tmp_path: Path) -> None:
    for name in (".deckgen.lock.x1.part", ".other.x1.part", "deckgen.lock"):
        (tmp_path / name).write_bytes(b"")
    remove_leftovers(tmp_path / "deckgen.lock")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.x1.part", "deckgen.lock"]


# -- real builds, killed ------------------------------------------------------------------------------------------------

READY = """
import sys, os, signal
import deckgen.cli, deckgen.cli.build, deckgen.package, deckgen.compiler  # noqa
sys.argv = ["deckgen", "build"]
calls = 0
def dying(name, real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == int(os.environ.get("DIE_AT", "0")):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
import pathlib
os.fsync = dying("fsync", os.fsync)
pathlib.Path.replace = dying("replace", pathlib.Path.replace)
print("ready", flush=True)
sys.stdin.readline()
sys.exit(deckgen.cli._run())
"""
"""A build with everything imported, which waits for a line and then starts; DIE_AT kills it at that step of writing."""


def start(root: Path, now: int, die_at: int = 0) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(now), "DIE_AT": str(die_at)}
    process = subprocess.Popen(
        [sys.executable, "-c", READY], cwd=root, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    return process


def write_sources(made: ProjectOnDisk, version: int) -> None:
    """All topics say something else, so that every output changes."""
    for topic in TOPICS:
        entries = [f"- id: {topic}{n}\n  front: q{n}\n  back: '{version} ![](noise.png)'\n" for n in range(5)]
        made.write(f"cards/{topic}/x.yaml", "".join(entries))


def outputs(root: Path) -> dict[str, str]:
    """The digest of the lock and of everything in build/."""
    files = [root / "deckgen.lock", *sorted((root / "build").rglob("*"))]
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def build_here(made: ProjectOnDisk, now: int) -> dict[str, str]:
    build_project(made.read(), made.compile(now=now))
    return outputs(made.root)


def built_elsewhere(made: ProjectOnDisk, now: int) -> dict[str, str]:
    """What an undisturbed build would make."""
    copy = ProjectOnDisk(made.root.with_name("copy"))
    shutil.copytree(made.root, copy.root)
    try:
        return build_here(copy, now)
    finally:
        shutil.rmtree(copy.root)


@pytest.fixture
def made(project: MakeProject) -> ProjectOnDisk:
    one = project({"cards/a/x.yaml": ""})
    noise = random.Random(1).randbytes(300_000)
    for order, topic in enumerate(TOPICS, start=1):
        one.write(f"cards/{topic}/topic.yaml", f"title: {topic}\norder: {order}\n")
        one.write(f"cards/{topic}/media/noise.png", noise)
    write_sources(one, 0)
    build_here(one, NOW)
    return one


def leftovers(root: Path) -> Iterator[Path]:
    yield from root.rglob("*.part")


def check_whole(old: dict[str, str], new: dict[str, str], root: Path) -> None:
    found = {name: digest for name, digest in outputs(root).items() if not name.endswith(".part")}
    assert set(found) == set(old) == set(new)
    for name, digest in found.items():
        assert digest in {old[name], new[name]}, f"{name} is neither the old file nor the new one"
    if found["deckgen.lock"] == old["deckgen.lock"]:
        assert found == old, "a package carries a stamp that the lock does not know"


def repaired(made: ProjectOnDisk, now: int, new: dict[str, str]) -> dict[str, str]:
    assert build_here(made, now) == new
    assert list(leftovers(made.root)) == []
    return new


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_whole_files_that_the_next_build_completes(made: ProjectOnDisk) -> None:
    old = outputs(made.root)
    write_sources(made, -1)
    new = built_elsewhere(made, NOW)
    began = time.perf_counter()
    old = repaired(made, NOW, new)
    seconds = 1.3 * (time.perf_counter() - began)
    killed = 0
    for attempt in range(KILLS):
        now = NOW + attempt
        write_sources(made, attempt + 1)
        new = built_elsewhere(made, now)
        process = start(made.root, now)
        assert process.stdin
        process.stdin.write(b"\n")
        process.stdin.flush()
        time.sleep(seconds * (attempt + 0.5) / KILLS)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        check_whole(old, new, made.root)
        old = repaired(made, now, new)
    assert killed >= KILLS // 4, "the builds were over before they were killed"


@pytest.mark.slow
def test_a_build_killed_before_each_step_of_writing_leaves_whole_files(made: ProjectOnDisk) -> None:
    """Steps are: flush and rename of the lock, of five packages, of the manifest."""
    files = 1 + len(TOPICS) + 1 + 1
    old = outputs(made.root)
    for step in range(1, 2 * files + 1, 3):
        now = NOW + step
        write_sources(made, step)
        new = built_elsewhere(made, now)
        process = start(made.root, now, die_at=step)
        process.communicate(b"\n")
        assert process.returncode == -signal.SIGKILL, f"there is no step {step}"
        assert len(list(leftovers(made.root))) == 1
        check_whole(old, new, made.root)
        old = repaired(made, now, new)
