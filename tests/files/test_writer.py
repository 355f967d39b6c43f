"""Whatever is written is the old file or the new one, whole: whenever the process dies."""

import errno
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from deckgen.build import build_project
from deckgen.errors import DeckgenError
from deckgen.files import FileFaultError, Folder, writing
from deckgen.files.directory import Directory
from tests import forked
from tests.conftest import NOW, MakeProject, ProjectOnDisk

KILLS = 16
TOPICS = "abcd"


def write(root: Path, files: dict[str, bytes], delete: Iterable[str] = ()) -> int:
    with writing(Folder.at(root), "test") as writer:
        return writer.write(files.items(), delete=delete)


def below(root: Path) -> list[str]:
    """Everything below a folder, hidden files too."""
    return sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_symlink() or not path.is_dir()
    )


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    assert write(tmp_path, {"a/b/c.bin": b"new"}) == 1
    assert (tmp_path / "a/b/c.bin").read_bytes() == b"new"
    assert below(tmp_path) == ["a/b/c.bin"]


def test_a_file_that_holds_the_data_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write(tmp_path, {"file": b"same"})
    os.utime(path, ns=(1, 1))
    assert write(tmp_path, {"file": b"same"}) == 0
    assert path.stat().st_mtime_ns == 1
    assert write(tmp_path, {"file": b"sane"}) == 1


def test_everyone_may_read_what_was_written(tmp_path: Path) -> None:
    write(tmp_path, {"file": b"data"})
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644


def test_a_file_that_is_deleted_counts_and_one_that_is_not_there_does_not(tmp_path: Path) -> None:
    write(tmp_path, {"a/old": b"", "a/other": b""})
    assert write(tmp_path, {"new": b""}, ["a/old", "a/never", "b/never"]) == 2
    assert below(tmp_path) == ["a/other", "new"]


def fail(*_args: object, **_more: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_files_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    write(tmp_path, {"file": b"old"})
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space") as raised:
        write(tmp_path, {"file": b"new", "folder/other": b"new"})
    assert str(tmp_path / ".file") in str(raised.value.filename)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]


def test_a_disk_that_is_full_at_the_last_file_leaves_none_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    real, done = os.fsync, []

    def full_at_the_third(descriptor: int) -> None:
        done.append(descriptor)
        (fail if len(done) == 3 else real)(descriptor)

    monkeypatch.setattr(os, "fsync", full_at_the_third)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, {"a/one": b"1", "mine/two": b"2", "b/c/three": b"3"})
    assert [path.name for path in tmp_path.rglob("*")] == ["mine"]


@pytest.mark.parametrize("by_handle", [True, False])
@pytest.mark.parametrize("name", ["link/x", "link", "folder", "../x", "file/x"])
def test_nothing_is_written_through_a_link_or_over_a_folder(tmp_path: Path, name: str, *, by_handle: bool) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / "folder").mkdir(parents=True)
    (root / "file").write_bytes(b"")
    outside.mkdir()
    (outside / "x").write_bytes(b"mine")
    (root / "link").symlink_to("../outside")
    folder = Folder(root, by_handle=by_handle)
    with writing(folder, "test") as writer:
        with pytest.raises(FileFaultError):
            writer.write([("fine", b"new"), (name, b"new")])
        with pytest.raises(FileFaultError):
            writer.refuse([name])
        assert writer.write([], delete=[f"{name}/x", "link"]) == 0
    assert below(root) == ["file", "link"]
    assert below(outside) == ["x"]


@pytest.mark.parametrize("by_handle", [True, False])
def test_a_folder_that_becomes_a_link_while_files_are_written_leads_nowhere(tmp_path: Path, *, by_handle: bool) -> None:
    """What is checked is what is opened: the exchange comes after every check of the names."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / "build").mkdir(parents=True)
    outside.mkdir()

    def files() -> Iterator[tuple[str, bytes]]:
        yield "build/a", b"new"
        (root / "build").rename(root / "moved")
        (root / "build").symlink_to("../outside")

    with writing(Folder(root, by_handle=by_handle), "test") as writer, pytest.raises(OSError, match="Not a directory"):
        writer.write(files())
    assert below(outside) == []


def test_within_a_block_the_same_process_may_write_again(tmp_path: Path) -> None:
    with writing(Folder.at(tmp_path), "outer") as outer:
        assert write(tmp_path, {"file": b"inner"}) == 1
        assert outer.write([("file", b"outer")]) == 1
    assert below(tmp_path) == ["file"]


HOLD = """
import sys, pathlib
from deckgen.files import Folder, writing
with writing(Folder.at(pathlib.Path(sys.argv[1])), "release 1.0.0") as writer:
    writer.write([("begun", b"1")])
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Another process that owns the folder until it gets a line."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_the_first_one_is(tmp_path: Path, holder: "subprocess.Popen[bytes]") -> None:
    with (
        pytest.raises(DeckgenError, match=f"`deckgen release 1.0.0`, process {holder.pid}"),
        writing(Folder.at(tmp_path), "build", wait=0.1),
    ):
        pytest.fail("two writers at once")
    with writing(Folder.at(tmp_path), "preview", area="previewing", wait=0.1) as other:
        assert other.write([("site", b"")]) == 1


def test_a_second_writer_waits_for_the_first(tmp_path: Path, holder: "subprocess.Popen[bytes]") -> None:
    assert holder.stdin
    holder.stdin.write(b"\n")
    holder.stdin.flush()
    assert write(tmp_path, {"after": b"2"}) == 1
    assert below(tmp_path) == ["after", "begun"]


def test_what_a_killed_owner_left_is_no_lock(tmp_path: Path, holder: "subprocess.Popen[bytes]") -> None:
    holder.kill()
    holder.wait()
    assert below(tmp_path) == [".deckgen-writing", "begun"]
    with writing(Folder.at(tmp_path), "build", wait=0):
        pass
    assert below(tmp_path) == ["begun"]


def test_a_journal_that_came_with_a_clone_does_nothing(tmp_path: Path) -> None:
    part = ".precious.0123abcd.part"
    lines = [{"process": 1, "command": "x", "file": [1, 2]}, {"part": part}, {"whole": [part], "gone": ["precious"]}]
    (tmp_path / "precious").write_bytes(b"work")
    (tmp_path / part).write_bytes(b"other")
    (tmp_path / ".deckgen-writing").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    write(tmp_path, {"file": b""})
    assert below(tmp_path) == [part, "file", "precious"]
    assert (tmp_path / "precious").read_bytes() == b"work"


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.symlink_to("/dev/zero"), os.mkfifo])
def test_something_else_in_the_place_of_the_journal_is_told(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / ".deckgen-writing")
    with pytest.raises(FileFaultError) as raised:
        write(tmp_path, {"file": b""})
    assert [one.code for one in raised.value.diagnostics] == ["P109"]


# -- real builds, killed ------------------------------------------------------------------------------------------------

STEPS = ("fsync", "replace")
"""What a build that is killed dies before."""


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
        process = forked.start(["build"], made.root, {"SOURCE_DATE_EPOCH": str(now)})
        time.sleep(seconds * (attempt + 0.5) / KILLS)
        process.kill()
        killed += process.wait().returncode == -signal.SIGKILL
        check_whole(old, new, made.root)
        old = repaired(made, now, new)
    assert killed >= KILLS // 4, "the builds were over before they were killed"


def test_a_build_killed_before_each_step_of_writing_is_undone_or_finished(made: ProjectOnDisk) -> None:
    """Steps are: the flush of the lock, of five packages and of the manifest; then as many renames."""
    files = 1 + len(TOPICS) + 1 + 1
    old = outputs(made.root)
    for step in range(1, 2 * files + 1, 3):
        now = NOW + step
        write_sources(made, step)
        new = built_elsewhere(made, now)
        done = forked.run(["build"], made.root, {"SOURCE_DATE_EPOCH": str(now)}, dies_at=step, steps=STEPS)
        assert done.returncode == -signal.SIGKILL, f"there is no step {step}"
        assert len(list(leftovers(made.root))) == (step if step <= files else 2 * files + 1 - step)
        check_whole(old, new, made.root)
        with writing(made.read().folder, "build"):
            assert outputs(made.root) == (old if step <= files else new)
        old = repaired(made, now, new)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such rights there")
def test_a_folder_that_is_closed_to_the_user_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_folder: Directory, name: str) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", name)

    monkeypatch.setattr(Directory, "update", closed)  # root, as whom tests may run, may write anywhere
    with pytest.raises(DeckgenError, match=re.escape(f"the folder {tmp_path} cannot be written to")) as caught:
        write(tmp_path, {"a": b"a"})
    assert "the right to write there" in str(caught.value.hint)
