"""Commands in a stranger's project: nothing outside of it is read, written or deleted, and nothing is dropped in silence."""

import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from deckgen.build import build_project
from deckgen.files import FileFaultError, Folder, writing
from tests import forked
from tests.conftest import NOW, Contents, MakeProject, ProjectOnDisk

AT = {"SOURCE_DATE_EPOCH": str(NOW)}
PNG = b"\x89PNG\r\n\x1a\n"
ENTRY = "- {id: one, front: Q, back: 'A ![](dot.png)'}\n"
PREVIEW = '<meta name="generator" content="deckgen preview">'


@pytest.fixture
def made(project: MakeProject) -> ProjectOnDisk:
    return project({"cards/a/x.yaml": ENTRY, "cards/a/media/dot.png": PNG})


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder beside the project, with somebody's work in it."""
    folder = tmp_path / "victim"
    for name in ("thesis.txt", "deep/notes.txt", ".a.apkg.0123abcd.part", "manifest.json", "x.apkg", "site/app.js"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("work", encoding="utf-8")
    return folder


def state(folder: Path) -> dict[str, bytes | str]:
    """Everything in a folder: contents of files, targets of links."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def refused(made: ProjectOnDisk, *args: str) -> str:
    """The command stops with a diagnostic; what it said. It has changed nothing, in the project or beside it."""
    before = state(made.root.parent)
    done = made.run(*args, now=NOW)
    assert done.returncode == 2, (args, done.stdout, done.stderr)
    assert re.search(r"^\S+:1:1: error\[[PS]\d+\]: .+\n    hint: .+", done.stderr, re.MULTILINE), done.stderr
    assert "Traceback" not in done.stderr
    assert state(made.root.parent) == before
    return done.stderr


WRITERS = {
    "build": ["build"],
    "release": ["release", "1.0.0"],
    "open": ["open", "--anki", "/bin/true"],
    "preview": ["preview"],
}


@pytest.mark.parametrize("target", ["../victim", "inside"])
@pytest.mark.parametrize("command", WRITERS)
def test_build_as_a_link_is_refused(made: ProjectOnDisk, victim: Path, command: str, target: str) -> None:
    (made.root / "inside").mkdir()
    made.write("build", Path(target))
    if command == "preview":
        (victim / "preview").mkdir()
        (victim / "preview/index.html").write_text(PREVIEW, encoding="utf-8")
    said = refused(made, *WRITERS[command])
    assert f"build:1:1: error[{'P107' if target == '../victim' else 'P109'}]" in said


@pytest.mark.parametrize(
    "place", ["build/preview", "build/preview/media", "build/preview/site", "build/preview/data/x.js"]
)
def test_a_preview_deletes_and_writes_nothing_through_a_link(made: ProjectOnDisk, victim: Path, place: str) -> None:
    made.write("build/preview/index.html", PREVIEW)
    made.write("build/preview/files.json", json.dumps({"files": ["media/thesis.txt", "data/x.js", "site/old.js"]}))
    if place == "build/preview":
        shutil.rmtree(made.root / place)
    (victim / "index.html").write_text(PREVIEW, encoding="utf-8")
    made.write(place, Path(os.path.relpath(victim, (made.root / place).parent)))
    assert f"{place}:1:1: error[P107]" in refused(made, "preview")


def test_a_folder_of_the_project_that_is_named_for_the_preview_may_be_no_link_out(
    made: ProjectOnDisk, victim: Path
) -> None:
    (victim / "index.html").write_text(PREVIEW, encoding="utf-8")
    made.write("site", Path("../victim"))
    assert "site:1:1: error[P107]" in refused(made, "preview", "--output", "site")


def test_a_preview_may_go_to_any_folder_that_the_user_names(made: ProjectOnDisk, tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    (tmp_path / "alias").symlink_to("place")
    assert made.run("preview", "--output", "../alias", now=NOW).returncode == 0
    assert (tmp_path / "place/index.html").is_file()


def test_only_what_its_own_list_names_is_removed_by_a_later_preview(made: ProjectOnDisk) -> None:
    assert made.run("preview", now=NOW).returncode == 0
    picture = next((made.root / "build/preview/media").iterdir())
    made.write("build/preview/media/mine.png", "mine")
    made.write("cards/a/x.yaml", "- {id: one, front: Q, back: A}\n")
    assert made.run("preview", now=NOW).returncode == 0
    assert not picture.exists()
    assert (made.root / "build/preview/media/mine.png").read_text(encoding="utf-8") == "mine"


LEADING = ["../../victim/x.apkg", "/etc/x.apkg", "..\\..\\victim\\x.apkg", "C:\\x.apkg", "en/../../../victim/x.apkg"]


@pytest.mark.parametrize("path", LEADING)
def test_a_manifest_leads_nobody_outside(made: ProjectOnDisk, victim: Path, path: str) -> None:
    row = {"path": path, "topic": "a", "language": "und"}
    made.write("build/manifest.json", json.dumps({"packages": [row]}))
    for command in (
        ["open", "--no-build", "--dry-run", "--anki", "/bin/true", "a"],
        ["verify"],
        ["diff", "build"],
    ):
        said = refused(made, *command)
        assert "build/manifest.json:1:1: error[P107]: leads out of build/" in said
        assert path in said
    before = state(victim)
    assert made.run("build", now=NOW).returncode == 0
    assert state(victim) == before


@pytest.mark.parametrize("name", ["../../../victim/thesis.txt", "media/../../../../victim/thesis.txt", "/etc/hosts"])
def test_the_list_of_a_preview_leads_nobody_outside(made: ProjectOnDisk, victim: Path, name: str) -> None:
    made.write("build/preview/index.html", PREVIEW)
    made.write("build/preview/files.json", json.dumps({"files": [name, 7, None]}))
    before = state(victim)
    done = made.run("preview", now=NOW)
    assert done.returncode == (2 if name.startswith("media/") else 0)
    assert state(victim) == before


@pytest.mark.parametrize("package", ["build/a.apkg", "build/bundle.apkg"])
def test_a_package_that_is_a_link_out_is_neither_opened_nor_verified_nor_replaced(
    made: ProjectOnDisk, victim: Path, package: str
) -> None:
    assert made.run("build", now=NOW).returncode == 0
    made.write(package, Path("../../victim/x.apkg"))
    topics = [] if "bundle" in package else ["a"]
    for command in (["open", "--no-build", "--dry-run", "--anki", "/bin/true", *topics], ["verify"], ["build"]):
        assert f"{package}:1:1: error[P107]" in refused(made, *command)


@pytest.mark.parametrize("place", ["CHANGELOG.md", "build/releases", "build/releases/1.0.0/SHA256SUMS"])
def test_a_release_writes_and_reads_through_no_link(made: ProjectOnDisk, victim: Path, place: str) -> None:
    made.write(place, Path("/".join([".."] * (place.count("/") + 1)) + "/victim/thesis.txt"))
    assert f"{place}:1:1: error[P107]" in refused(made, "release", "1.0.0")


@pytest.mark.parametrize("place", ["cards/b", "cards/b/media"])
def test_an_import_writes_through_no_link(made: ProjectOnDisk, victim: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "words.csv").write_text('front,back\nQ2,"<img src=""cat.png"">"\n', encoding="utf-8")
    (tmp_path / "cat.png").write_bytes(PNG)
    made.write(place, Path(os.path.relpath(victim, (made.root / place).parent)))
    assert "error[P107]" in refused(made, "import", "../words.csv", "--topic", "b")


def test_a_start_of_a_project_writes_through_no_link(tmp_path: Path, victim: Path, project: MakeProject) -> None:
    made = project({})
    for name in ("deckgen.toml", "cards/a/topic.yaml"):
        (made.root / name).unlink()
    shutil.rmtree(made.root / "cards")
    made.write(".github", Path("../victim"))
    refused(made, "init", "--yes")


def test_a_linked_source_is_mended_where_it_stands_and_only_inside(made: ProjectOnDisk, victim: Path) -> None:
    slip = "- {id: two, front: 'What  is it?', back: A thing.}\r\n"
    made.write("shared/y.yaml", slip)
    made.write("cards/a/y.yaml", Path("../../shared/y.yaml"))
    made.run("check", "--fix", now=NOW)
    assert (made.root / "cards/a/y.yaml").readlink() == Path("../../shared/y.yaml")
    assert b"'What is it?'" in (made.root / "shared/y.yaml").read_bytes()
    (victim / "z.yaml").write_text(slip.replace("two", "three"), encoding="utf-8")
    made.write("cards/a/z.yaml", Path("../../../victim/z.yaml"))
    assert "cards/a/z.yaml:1:1: error[P107]" in refused(made, "check", "--fix")


PLACES = [
    "deckgen.toml",
    "deckgen.lock",
    "cards/a/x.yaml",
    "cards/a/media/dot.png",
    "templates/style.css",
    "cards/a",
    "cards",
]
READERS = [["check"], ["build"], ["stats"], ["preview"], ["diff", "deckgen.toml"]]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("target", ["out", "/dev/zero", "loop", "nowhere"])
def test_nothing_is_read_through_a_link_out_whoever_reads(
    made: ProjectOnDisk, tmp_path: Path, place: str, target: str
) -> None:
    if (made.root / place).exists():
        (made.root / place).rename(tmp_path / "out")
    link = {"out": tmp_path / "out", "loop": Path(place.rpartition("/")[2])}.get(target, Path(target))
    made.write(place, link)
    for command in READERS[: 1 if target == "nowhere" else None]:
        if command[0] != "diff":
            assert f"{place}:1:1: error[P107]" in refused(made, *command)


def test_all_that_cannot_be_read_is_told_at_once(made: ProjectOnDisk) -> None:
    for place in ("cards/a/l.yaml", "templates/l.css", "deckgen.lock"):
        made.write(place, Path("nowhere"))
    os.mkfifo(made.root / "cards/a/media/pipe.png")
    said = refused(made, "check")
    found = re.findall(r"^(\S+):1:1: error\[(\w+)\]", said, re.MULTILINE)
    assert found == [
        ("cards/a/l.yaml", "P107"), ("cards/a/media/pipe.png", "S008"), ("deckgen.lock", "P107"), ("templates/l.css", "P107"),
    ]  # fmt: skip


def test_a_linked_folder_inside_is_a_topic_like_any_other(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": ENTRY, "cards/a/media": Path("../../pictures"), "pictures/dot.png": PNG})
    done = made.build()
    assert done.returncode == 0, done.stderr
    assert made.compile().diagnostics == ()


# -- what cannot be read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o100])
@pytest.mark.parametrize(
    "place",
    ["cards", "cards/b", "cards/b/y.yaml", "cards/a/media", "cards/a/media/dot.png", "templates", "deckgen.lock"],
)
def test_what_cannot_be_read_is_an_error_and_never_left_out(project: MakeProject, place: str, mode: int) -> None:
    made = project(
        {
            "cards/a/x.yaml": ENTRY, "cards/a/media/dot.png": PNG, "templates/extra.css": "",
            "cards/b/y.yaml": "- {id: two, front: Q2, back: A2}\n",
        }
    )  # fmt: skip
    assert made.run("build", now=NOW).returncode == 0
    if (made.root / place).is_file() and mode == 0o400:
        pytest.skip("a file of this mode can be read")
    before = state(made.root)
    old = (made.root / place).stat().st_mode
    (made.root / place).chmod(mode)
    for command in (["build"], ["check"]) if mode == 0 else (["build"],):
        done = forked.run(command, made.root, AT, as_a_user=True)
        assert done.returncode == 2, done.stdout
        assert place in done.stdout
        assert re.search(r"^\S+:1:1: error\[P108\]: cannot be read: Permission denied$", done.stdout, re.MULTILINE)
    (made.root / place).chmod(old)
    assert state(made.root) == before


def test_a_project_that_cannot_be_written_says_so(made: ProjectOnDisk) -> None:
    made.root.chmod(0o555)
    done = forked.run(["build"], made.root, AT, as_a_user=True)
    made.root.chmod(0o755)
    assert done.returncode == 2
    assert "Permission denied" in done.stdout
    assert not (made.root / "build").exists()


# -- while others are at work ---------------------------------------------------------------------------------------------


def test_a_picture_that_changes_while_a_build_runs_stops_it(made: ProjectOnDisk) -> None:
    project, compilation = made.read(), made.compile()
    made.write("cards/a/media/dot.png", PNG + b"other")
    with pytest.raises(FileFaultError) as raised:
        build_project(project, compilation)
    assert [f"{one.span.path} {one.code}" for one in raised.value.diagnostics] == ["cards/a/media/dot.png S009"]
    assert not (made.root / "deckgen.lock").exists()


def test_a_lock_that_changes_while_a_build_runs_is_not_written_over(made: ProjectOnDisk) -> None:
    assert made.run("build", now=NOW).returncode == 0
    made.write("cards/a/x.yaml", ENTRY.replace("Q", "Other?"))
    project, compilation = made.read(), made.compile()
    assert made.run("release", "1.0.0").returncode == 0
    before = state(made.root)
    with pytest.raises(FileFaultError) as raised:
        build_project(project, compilation)
    assert [f"{one.span.path} {one.code}" for one in raised.value.diagnostics] == ["deckgen.lock S009"]
    assert state(made.root) == before


@pytest.mark.parametrize("delay", [0.02, 0.1, 0.3])
@pytest.mark.parametrize("order", [("release", "build"), ("build", "release")])
def test_no_build_makes_the_lock_forget_a_release(made: ProjectOnDisk, order: tuple[str, str], delay: float) -> None:
    """Real processes, at any distance in time: one after the other has its turn, and both succeed."""
    arguments = {"release": ["release", "1.0.0"], "build": ["build"]}
    first = forked.start(arguments[order[0]], made.root)
    time.sleep(delay)
    second = forked.start(arguments[order[1]], made.root)
    for process in (first, second):
        done = process.wait()
        assert done.returncode == 0, done.stdout
    assert list(made.read().lock.releases) == ["1.0.0"]
    assert made.run("build", "--locked", now=NOW).returncode == 0
    assert not [path for path in made.root.rglob(".*") if path.is_file()]


def test_two_imports_at_once_give_every_entry_once(made: ProjectOnDisk, tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("front,back\nQ2,A2\nQ3,A3\n", encoding="utf-8")
    processes = [forked.start(["import", "../words.csv", "--topic", "b"], made.root) for _ in range(3)]
    assert [process.wait().returncode for process in processes] == [0, 0, 0]
    assert sorted(entry.id for entry in made.compile().parsed.entries) == ["one", "q2", "q3"]


FILE_EVENTS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "ftruncate")


@pytest.mark.parametrize(
    "command",
    [
        ["import", "../words.csv", "--topic", "b"],
        ["check", "--fix"],
        ["release", "1.0.0"],
        ["init", "--yes", "--title", "T"],
    ],
    ids=lambda command: command[0],
)
def test_a_command_that_is_killed_anywhere_is_whole_after_the_next_one(
    project: MakeProject, tmp_path: Path, command: list[str]
) -> None:
    """All files or none: the next command finishes what was begun, or undoes it, and leaves no parts."""
    (tmp_path / "words.csv").write_text('front,back\nQ2,A2\nQ3,"<img src=""cat.png"">"\n', encoding="utf-8")
    (tmp_path / "cat.png").write_bytes(PNG)
    slips: dict[str, Contents] = {
        f"cards/{topic}/x.yaml": f"- {{id: {topic}1, front: 'What  is it?', back: A}}\r\n" for topic in "ac"
    }
    before: dict[str, bytes | str] = {}
    after: dict[str, bytes | str] = {}
    seen = set()
    for step in (None, *range(2, 400, 37)):
        made = project(slips)
        if command[0] == "init":
            shutil.rmtree(made.root)
            made.root.mkdir()
        before = before or state(made.root)
        done = forked.run(command, made.root, AT, dies_at=step or 0, steps=FILE_EVENTS)
        if step is None:
            after = state(made.root)
            continue
        with writing(Folder.at(made.root), "test"):
            pass
        found = state(made.root)
        assert found in (before, after), (step, sorted(found))
        seen.add(found == after)
        if done.returncode >= 0:
            break
    assert seen == {True, False}
