"""What may be read of a folder: plain files below it, also through links that stay below; else a fault with its place."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.files import FileFaultError, Folder


@pytest.fixture(params=[True, False], ids=["by-handle", "by-path"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    """A root with some files, and a secret beside it; also as it is read where folders have no handles (Windows)."""
    root = tmp_path / "root"
    (root / "cards/a/media").mkdir(parents=True)
    (root / "cards/a/x.yaml").write_bytes(b"x")
    (root / "cards/a/media/dot.png").write_bytes(b"dot")
    (root / "shared/deep").mkdir(parents=True)
    (root / "shared/deep/y.yaml").write_bytes(b"y")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key").write_bytes(b"secret")
    return Folder(root, by_handle=request.param)


def link(folder: Folder, name: str, target: str) -> None:
    (folder.path / name).symlink_to(target)


def codes(folder: Folder, name: str) -> list[str]:
    """What is wrong with reading a file."""
    with pytest.raises(FileFaultError) as raised:
        folder.read(name)
    return [f"{one.span.path} {one.code}" for one in raised.value.diagnostics]


def found(folder: Folder) -> tuple[list[str], list[str]]:
    """The files below cards/, and what is wrong with others."""
    below = folder.files_below("cards")
    return list(below.names), sorted(f"{one.span.path} {one.code}" for one in below.faults)


FILES = ["cards/a/media/dot.png", "cards/a/x.yaml"]


def test_all_files_at_any_depth_are_found_but_no_hidden_ones(folder: Folder) -> None:
    (folder.path / "cards/.git").mkdir()
    (folder.path / "cards/.git/x.yaml").write_bytes(b"")
    (folder.path / "cards/a/.x.yaml.swp").write_bytes(b"")
    assert found(folder) == (FILES, [])
    assert folder.files_below("templates") == folder.files_below("nothing/here")
    assert folder.files_below("templates").names == ()


def test_what_is_not_there_is_nothing_and_what_must_be_there_is_a_fault(folder: Folder) -> None:
    assert folder.read_if_there("cards/a/none.yaml") is None
    assert folder.read_if_there("none/none/none") is None
    assert folder.read_if_there("cards/a/x.yaml/below-a-file") is None
    assert codes(folder, "cards/a/none.yaml") == ["cards/a/none.yaml P108"]


@pytest.mark.parametrize(
    "target", ["../../shared/deep/y.yaml", "../a/../../shared/./deep/y.yaml", "{root}/shared/deep/y.yaml"]
)
def test_a_link_to_a_file_inside_is_followed(folder: Folder, target: str) -> None:
    link(folder, "cards/a/y.yaml", target.format(root=folder.path))
    assert folder.read("cards/a/y.yaml") == b"y"
    assert folder.real_name("cards/a/y.yaml") == "shared/deep/y.yaml"
    assert found(folder) == ([*FILES, "cards/a/y.yaml"], [])


@pytest.mark.parametrize("target", ["../shared/deep", "{root}/shared/deep"])
def test_a_link_to_a_folder_inside_is_followed(folder: Folder, target: str) -> None:
    link(folder, "cards/b", target.format(root=folder.path))
    assert found(folder) == ([*FILES, "cards/b/y.yaml"], [])
    assert folder.read("cards/b/y.yaml") == b"y"


def test_links_to_links_are_followed_while_they_stay_inside(folder: Folder) -> None:
    link(folder, "shared/one", "deep")
    link(folder, "shared/two", "one/../one")
    link(folder, "cards/b", "../shared/two")
    assert folder.real_name("cards/b/y.yaml") == "shared/deep/y.yaml"


OUT = ["../secret", "../../secret", "{root}/../secret", "/", "/proc/self", "..", "../.."]


@pytest.mark.parametrize("target", OUT)
def test_a_link_that_leads_out_is_refused_whatever_is_there(folder: Folder, target: str) -> None:
    link(folder, "out", target.format(root=folder.path))
    link(folder, "cards/a/b", "../../out")
    names, faults = found(folder)
    assert names == FILES
    assert [fault.split()[1] for fault in faults] == ["P107"]
    assert codes(folder, "out/secret/key")[0].endswith(("P107", "P108"))
    assert codes(folder, "cards/a/b/key")[0].split()[1] in {"P107", "P108"}


@pytest.mark.parametrize("name", ["../secret/key", "/etc/passwd", "cards/../../secret/key", "cards/a/..", "a\0b"])
def test_a_name_that_leads_out_by_itself_is_refused(folder: Folder, name: str) -> None:
    assert codes(folder, name) == [f"{name} P107"]


@pytest.mark.parametrize("target", ["loop", "../a/loop", "./loop/x", "nowhere", "nowhere/at/all", "x.yaml/below"])
def test_a_link_to_itself_or_nowhere_is_told_and_never_a_file_less(folder: Folder, target: str) -> None:
    link(folder, "cards/a/loop", target)
    assert found(folder) == (FILES, ["cards/a/loop P107"])
    assert codes(folder, "cards/a/loop") == ["cards/a/loop P107"]
    with pytest.raises(FileFaultError, match="leads out of the project or nowhere"):
        folder.read_if_there("cards/a/loop")


@pytest.mark.parametrize("target", [".", "..", "../..", "../../cards/a"])
def test_a_link_to_a_folder_above_itself_is_told(folder: Folder, target: str) -> None:
    link(folder, "cards/a/up", target)
    assert found(folder) == (FILES, ["cards/a/up P107"])


def test_links_to_folders_in_linked_folders_are_told_since_they_could_multiply_without_end(folder: Folder) -> None:
    for level in range(30):
        (folder.path / f"shared/{level}").mkdir()
        link(folder, f"shared/{level}/left", f"../{level + 1}")
        link(folder, f"shared/{level}/right", f"../{level + 1}")
    link(folder, "cards/b", "../shared/0")
    assert found(folder) == (FILES, ["cards/b/left P107", "cards/b/right P107"])


def bind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(path))


@pytest.mark.parametrize("make", [os.mkfifo, bind], ids=["pipe", "socket"])
def test_a_pipe_or_socket_is_told_and_not_opened(
    folder: Folder, make: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.path)
    make(folder.path / "cards/a/odd.yaml")
    link(folder, "cards/a/odd2.yaml", "odd.yaml")
    assert found(folder) == (FILES, ["cards/a/odd.yaml S008", "cards/a/odd2.yaml S008"])
    assert codes(folder, "cards/a/odd2.yaml") == ["cards/a/odd2.yaml S008"]


def test_a_folder_in_the_place_of_a_file_is_told_and_a_file_in_the_place_of_a_folder(folder: Folder) -> None:
    assert codes(folder, "cards/a") == ["cards/a S008"]
    (folder.path / "templates").write_bytes(b"")
    assert [one.code for one in folder.files_below("templates").faults] == ["P108"]


def test_folders_without_end_are_told(folder: Folder) -> None:
    deep = folder.path / "cards" / "/".join(["d"] * 500)
    deep.mkdir(parents=True)
    names, faults = found(folder)
    assert names == FILES
    assert [fault.split()[1] for fault in faults] == ["P108"]


def test_a_name_that_no_file_can_have_is_no_file(folder: Folder) -> None:
    assert codes(folder, "x" * 5000) == [f"{'x' * 5000} P108"]
    assert codes(folder, "\ud800") == ["\ud800 P108"]


names = st.lists(st.sampled_from(["a", "b", "..", ".", "l", "m", "", "secret"]), max_size=7).map("/".join)


@given(first=names, second=names, asked=names)
def test_whatever_links_say_nothing_outside_is_ever_read(
    tmp_path_factory: pytest.TempPathFactory, first: str, second: str, asked: str
) -> None:
    """The law behind the cases above: what is read is what the system itself finds at a place inside, or a fault."""
    base = tmp_path_factory.mktemp("law")
    root = base / "root"
    (root / "a/b").mkdir(parents=True)
    (base / "secret").write_bytes(b"secret")
    (root / "a/b/secret").write_bytes(b"inside")
    for name, target in (("l", first), ("a/m", second)):
        if target:
            (root / name).symlink_to(target)
    for by_handle in (True, False):
        try:
            data = Folder(root, by_handle=by_handle).read_if_there(asked)
        except FileFaultError:
            continue
        assert data in (None, b"inside")
        assert data is None or (root / asked).read_bytes() == data
