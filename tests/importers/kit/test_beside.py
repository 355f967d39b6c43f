"""An import reads the files beside the imported one, and nothing else of the machine."""

import os
from pathlib import Path

import pytest

from deckgen.importers.kit import RefusedFileError
from deckgen.importers.kit.beside import reader_beside
from tests.conftest import MakeProject
from tests.importers.bring import FILES, bring, compiles, written

SECRET = b"SECRET"


def dot() -> bytes:
    return (FILES / "media" / "dot.png").read_bytes()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of notes; beside it lies what nobody meant to share."""
    folder = tmp_path / "notes"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "dot.png").write_bytes(dot())
    (tmp_path / "secret.png").write_bytes(SECRET)
    return folder


OUTSIDE = (
    "../secret.png",
    "img/../../secret.png",
    "img\\..\\..\\secret.png",
    "/etc/hostname",
    "\\\\server\\share\\a.png",
    "//server/share/a.png",
    "C:\\a.png",
    "c:a.png",
    "file:///etc/hostname",
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_path_out_of_the_folder_is_refused_whether_or_not_there_is_a_file(name: str, notes: Path) -> None:
    with pytest.raises(RefusedFileError, match="not in the folder"):
        reader_beside(notes / "notes.md")(name)


def test_a_path_below_the_folder_is_read_and_one_to_nothing_is_not_there(notes: Path) -> None:
    read = reader_beside(notes / "notes.md")
    assert read("img/dot.png") == read("img/../img/dot.png") == read("img\\..\\img/dot.png") or os.name != "nt"
    assert read("img/dot.png") == dot()
    assert read("lost.png") is None
    assert read("nul\0.png") is None


def test_links_are_followed_inside_the_folder_only(notes: Path) -> None:
    (notes / "inside.png").symlink_to(notes / "img" / "dot.png")
    (notes / "outside.png").symlink_to(notes.parent / "secret.png")
    (notes / "up").symlink_to(notes.parent)
    (notes / "circle.png").symlink_to(notes / "circle.png")
    read = reader_beside(notes / "notes.md")
    assert read("inside.png") == dot()
    for name, reason in (
        ("outside.png", "leads out of"),
        ("up/secret.png", "leads out of"),
        ("circle.png", "in a circle"),
    ):
        with pytest.raises(RefusedFileError, match=reason):
            read(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names on this system")
def test_a_pipe_is_refused_and_never_waited_for(notes: Path) -> None:
    os.mkfifo(notes / "pipe.png")
    with pytest.raises(RefusedFileError, match="not a file"):
        reader_beside(notes / "notes.md")("pipe.png")


def test_a_folder_of_notes_that_is_a_link_itself_is_read(notes: Path) -> None:
    (notes.parent / "linked").symlink_to(notes)
    assert reader_beside(notes.parent / "linked" / "notes.md")("img/dot.png") == dot()


QUESTIONS = {
    "notes.md": "## What is shown?\n\nIt is ![x]({0}) and <img src='{0}'> and ![[{0}]] and [sound:{0}]\n",
    "table.csv": "front,back\nWhat is <br> it?,<img src='{0}'> [sound:{0}]\n",
    "markdown.csv": "front,back\nWhat is **it**?,![x]({0}) [sound:{0}]\n",
    "plain.csv": "front,back\nWhat is it?,It is [sound:{0}]\n",
    "list.json": '[{{"front": "What is **it**?", "back": "![x]({0}) [sound:{0}]"}}]',
    "html.json": '[{{"front": "What is <br> it?", "back": "<img src=\'{0}\'> [sound:{0}]"}}]',
}


@pytest.mark.parametrize("file", QUESTIONS)
@pytest.mark.parametrize("path", ["../secret.png", "dir.png#/../../secret.png", "{root}/secret.png", "link.png"])
def test_no_file_outside_comes_along_and_the_report_says_so(
    file: str, path: str, notes: Path, project: MakeProject
) -> None:
    (notes / "dir.png#").mkdir()
    (notes / "link.png").symlink_to(notes.parent / "secret.png")
    (notes / file).write_text(QUESTIONS[file].format(path.format(root=notes.parent)), encoding="utf-8")
    deck = project({})
    brought = bring(deck, notes / file, "--topic", "t")
    assert not [one for one in deck.root.rglob("*") if one.is_file() and SECRET in one.read_bytes()]
    assert any("media file" in one or "a picture" in one for one in brought.details.values())
    assert compiles(deck) == 1


@pytest.mark.parametrize("file", QUESTIONS)
def test_what_lies_beside_the_file_comes_along(file: str, notes: Path, project: MakeProject) -> None:
    (notes / file).write_text(QUESTIONS[file].format("img/dot.png"), encoding="utf-8")
    deck = project({})
    bring(deck, notes / file, "--topic", "t")
    assert compiles(deck) == 1
    (entry,) = written(deck, "t")
    assert "dot.png" in entry["back"]
    assert (deck.root / "cards" / "t" / "media" / "dot.png").read_bytes() == dot()


@pytest.mark.parametrize("name", ["pipe.md", "endless.md"])
def test_an_imported_pipe_or_device_is_refused_and_never_waited_for(
    name: str, notes: Path, project: MakeProject
) -> None:
    os.mkfifo(notes / "pipe.md")
    (notes / "endless.md").symlink_to("/dev/zero")
    result = project({}).run("import", str(notes / name))
    assert result.returncode == 2
    assert f"{name} is not a regular file" in result.stderr
