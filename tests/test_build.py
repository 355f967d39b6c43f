"""`deckgen build` from the command line: what it prints, what it writes, how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import deckgen.cli
from deckgen.errors import DeckgenError
from tests.conftest import NOW, Contents, MakeProject, ProjectOnDisk

TWO = "- {id: one, front: question, back: answer}\n- {id: two, front: second, back: answer, reverse: true}\n"
CLOCK = {"SOURCE_DATE_EPOCH": str(NOW)}


@pytest.fixture
def made(project: MakeProject) -> ProjectOnDisk:
    return project({"cards/a/x.yaml": TWO})


@pytest.fixture
def built(made: ProjectOnDisk) -> ProjectOnDisk:
    assert made.build().returncode == 0
    return made


@pytest.fixture
def released(built: ProjectOnDisk) -> ProjectOnDisk:
    assert built.run("release", "1.0.0", now=NOW).returncode == 0
    return built


def files(root: Path) -> dict[str, tuple[int, bytes]]:
    """Everything but the sources: path to time of change and contents."""
    paths = [*root.glob("deckgen.lock"), *(path for path in (root / "build").rglob("*") if path.is_file())]
    return {path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}


def reworded(text: str = TWO) -> str:
    return text.replace("front: question", "front: other question")


# -- what it prints -----------------------------------------------------------------------------------------------------


def test_the_first_build_says_what_was_made_and_what_comes_next(made: ProjectOnDisk) -> None:
    done = made.build()
    assert done.returncode == 0
    assert done.stdout == "Built 2 packages in build/: 2 notes, 3 cards.\n"
    assert "deckgen release 1.0.0" in done.stderr


def test_a_build_without_changes_says_so(built: ProjectOnDisk) -> None:
    assert "Nothing has changed since the last build." in built.build().stdout


@pytest.mark.parametrize(
    ("source", "args", "line"),
    [
        (TWO + "- {id: three, front: q, back: a}\n", [], "new 1 three"),
        (reworded(), [], "reworded 1 one"),
        (TWO.replace("id: one", "id: uno, was: one"), [], "renamed 1 uno"),
        (TWO.splitlines(keepends=True)[0], ["--retire", "two"], "retired 1 two"),
        (TWO.splitlines(keepends=True)[0], ["--retire"], "retired 1 two"),
    ],
)
def test_the_plan_is_printed_by_kind_of_change(
    released: ProjectOnDisk, source: str, args: list[str], line: str
) -> None:
    released.write("cards/a/x.yaml", source)
    done = released.build(*args, now=NOW + 60)
    assert done.returncode == 0, done.stderr
    assert line in [" ".join(printed.split()).split(" [")[0] for printed in done.stdout.splitlines()]


def test_after_a_release_it_says_what_people_will_see(released: ProjectOnDisk) -> None:
    released.write("cards/a/x.yaml", reworded() + "- {id: three, front: q, back: a}\n")
    printed = released.build(now=NOW + 60).stdout
    assert "People who have release 1.0.0 will, at their next import:" in printed
    assert "get 1 new note" in printed
    assert "see 1 corrected note: one" in printed


def test_a_new_template_is_said_to_reach_new_learners_only_until_it_is_restamped(released: ProjectOnDisk) -> None:
    released.write("templates/qa/front.html.j2", "<b>{{ front }}</b>\n")
    done = released.build(now=NOW + 60)
    assert "re-rendered" in done.stdout
    assert "do not see the new HTML of 2 notes" in done.stdout
    done = released.build("--restamp", "one", now=NOW + 120)
    assert "restamped" in done.stdout
    assert "do not see the new HTML of 1 note " in done.stdout


def test_json_is_all_of_stdout_and_says_what_the_text_says(made: ProjectOnDisk) -> None:
    done = made.build("--format", "json")
    assert done.returncode == 0
    data = json.loads(done.stdout)
    assert [(row["change"], row["id"]) for row in data["changes"]] == [("new", "one"), ("new", "two")]
    assert [(row["path"], row["notes"], row["cards"]) for row in data["packages"]] == [
        ("build/a.apkg", 2, 3),
        ("build/bundle.apkg", 2, 3),
    ]
    assert data["pending"]["new"] == ["one", "two"]


def test_json_stays_json_when_there_are_warnings(made: ProjectOnDisk) -> None:
    made.write("cards/a/notes.txt", "stray")
    done = made.build("--format", "json")
    assert done.returncode == 0
    assert [row["code"] for row in json.loads(done.stdout)["diagnostics"]] == ["P106"]


def test_what_stops_a_build_is_on_stderr_for_people_and_on_stdout_for_programs(made: ProjectOnDisk) -> None:
    made.write("cards/a/x.yaml", "- {id: one, front: q}\n")
    for_people, for_programs = made.build(), made.build("--format", "json")
    assert (for_people.returncode, for_people.stdout) == (1, "")
    assert "E001" in for_people.stderr
    assert for_programs.returncode == 1
    assert [row["code"] for row in json.loads(for_programs.stdout)] == ["E001"]


# -- what it writes -----------------------------------------------------------------------------------------------------


def test_it_writes_packages_manifest_and_lock_and_nothing_else(made: ProjectOnDisk) -> None:
    before = {path for path in made.root.rglob("*") if path.is_file()}
    made.build()
    new = {
        path.relative_to(made.root).as_posix() for path in made.root.rglob("*") if path.is_file() and path not in before
    }
    assert new == {"deckgen.lock", "build/a.apkg", "build/bundle.apkg", "build/manifest.json"}


def test_a_second_build_touches_no_file(built: ProjectOnDisk) -> None:
    before = files(built.root)
    assert built.build(now=NOW + 3600).returncode == 0
    assert files(built.root) == before


def test_only_packages_with_changes_are_written(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": TWO, "cards/b/y.yaml": "- {id: three, front: q, back: a}\n"})
    made.build()
    before = files(made.root)
    made.write("cards/a/x.yaml", reworded())
    made.build(now=NOW + 60)
    after = files(made.root)
    assert {path for path in after if after[path] != before[path]} == {
        "deckgen.lock", "build/a.apkg", "build/bundle.apkg", "build/manifest.json",
    }  # fmt: skip


def test_packages_that_are_no_longer_made_are_removed_and_other_files_stay(built: ProjectOnDisk) -> None:
    built.write("build/notes.txt", "mine")
    built.write("build/mine.apkg", "mine")
    built.write("cards/b/topic.yaml", "title: B\norder: 2\n")
    built.write("cards/b/x.yaml", TWO)
    (built.root / "cards/a/x.yaml").unlink()
    (built.root / "cards/a/topic.yaml").unlink()
    assert built.build("--allow", "move:one", "--allow", "move:two").returncode == 0
    assert sorted(path.name for path in (built.root / "build").iterdir()) == [
        "b.apkg", "bundle.apkg", "manifest.json", "mine.apkg", "notes.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["../victim.apkg", "/victim.apkg", "notes.txt"])
def test_a_forged_manifest_removes_nothing_outside_the_build_folder(built: ProjectOnDisk, path: str) -> None:
    victim = built.write("victim.apkg", "precious")
    built.write("build/notes.txt", "mine")
    named = str(victim) if path.startswith("/") else path
    built.write("build/manifest.json", json.dumps({"packages": [{"path": named}]}))
    assert built.build().returncode == 0
    assert victim.read_text() == "precious"
    assert (built.root / "build/notes.txt").exists()


def test_what_a_killed_build_left_behind_is_removed(built: ProjectOnDisk) -> None:
    parts = [built.write(name, "half") for name in (".deckgen.lock.x.part", "build/.a.apkg.x.part")]
    assert built.build().returncode == 0
    assert not any(part.exists() for part in parts)


BROKEN: dict[str, tuple[str, Contents, int]] = {
    "an error in the sources": ("cards/a/x.yaml", "- {id: one, front: q}\n", 1),
    "invalid YAML": ("cards/a/x.yaml", "- {id: one, front: [q\n", 1),
    "a released entry gone": ("cards/a/x.yaml", TWO.splitlines()[0] + "\n", 1),
    "a renamed deck": ("cards/a/topic.yaml", "title: Other\norder: 1\n", 1),
    "an unusable setting": ("deckgen.toml", "[project]\n", 1),
    "another namespace": ("deckgen.toml", '[project]\nnamespace = "other"\ntitle = "Test"\n', 1),
    "a broken template": ("templates/notetypes/basic/forward.front.html", "{{#Front}}", 1),
    "a broken Jinja template": ("templates/qa/front.html.j2", "{{ front", 1),
    "a damaged lock": ("deckgen.lock", "version = 1\n<<<<<<< HEAD\n", 2),
    "a lock of a newer deckgen": ("deckgen.lock", "version = 99\n", 2),
    "settings that are not text": ("deckgen.toml", b"\xff\xfe", 2),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_build_that_fails_touches_no_file(released: ProjectOnDisk, what: str) -> None:
    path, contents, code = BROKEN[what]
    released.write(path, contents)
    before = files(released.root)
    done = released.build(now=NOW + 60)
    assert done.returncode == code, done.stderr
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert files(released.root) == before


# -- `--locked` ---------------------------------------------------------------------------------------------------------


def test_locked_builds_what_the_lock_knows_and_leaves_the_lock_alone(built: ProjectOnDisk) -> None:
    before = files(built.root)
    for path in (built.root / "build").iterdir():
        path.unlink()
    assert built.build("--locked", now=NOW + 3600).returncode == 0
    after = files(built.root)
    assert after["deckgen.lock"] == before["deckgen.lock"]
    assert {path: data for path, (_, data) in after.items()} == {path: data for path, (_, data) in before.items()}


@pytest.mark.parametrize(
    ("path", "contents"),
    [
        ("cards/a/x.yaml", reworded()),
        ("cards/a/x.yaml", TWO + "- {id: three, front: q, back: a}\n"),
        ("templates/style.css", ".dk {}\n"),
        ("templates/qa/front.html.j2", "<b>{{ front }}</b>\n"),
        ("deckgen.toml", '[project]\nnamespace = "test"\ntitle = "Test"\nlanguages = ["en"]\n'),
        ("cards/a/x.yaml", "".join(reversed(TWO.splitlines(keepends=True)))),
    ],
)
def test_locked_fails_when_the_lock_is_behind_and_writes_nothing(
    built: ProjectOnDisk, path: str, contents: str
) -> None:
    built.write(path, contents)
    before = files(built.root)
    done = built.build("--locked", now=NOW + 60)
    assert done.returncode == 1
    assert "I010" in done.stderr
    assert files(built.root) == before


def test_locked_before_the_first_build_fails(made: ProjectOnDisk) -> None:
    assert made.build("--locked").returncode == 1
    assert files(made.root) == {}


# -- how it ends --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ["build", "--no-such-option"],
        ["bulid"],
        ["build", "--format", "xml"],
        ["build", "extra"],
        ["--project", "nowhere", "build"],
    ],
)
def test_wrong_usage_ends_with_2(made: ProjectOnDisk, args: list[str]) -> None:
    done = made.run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr
    assert files(made.root) == {}


def test_outside_of_a_project_it_ends_with_2_and_says_what_to_do(tmp_path: Path) -> None:
    done = ProjectOnDisk(tmp_path).run("build")
    assert done.returncode == 2
    assert "there is no deckgen.toml" in done.stderr
    assert "--project" in done.stderr


@pytest.mark.parametrize("value", ["", "soon", "1.5", "-1", "１７００", " 1700000000", "1700000000000", "9" * 30])
def test_a_bad_source_date_epoch_is_a_clear_error(made: ProjectOnDisk, value: str) -> None:
    done = made.run("build", env={"SOURCE_DATE_EPOCH": value})
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr
    assert files(made.root) == {}


def test_source_date_epoch_is_the_clock(made: ProjectOnDisk) -> None:
    made.build(now=1_690_000_000)
    assert {row.mtime for row in made.read().lock.notes.values()} == {1_690_000_000}


def test_a_folder_that_cannot_be_written_is_an_error_and_no_bug(made: ProjectOnDisk) -> None:
    made.write("build", "a file where the folder should be")
    done = made.build()
    assert done.returncode == 2
    assert "bug" not in done.stderr


def test_help_is_fine_everywhere(tmp_path: Path) -> None:
    done = ProjectOnDisk(tmp_path).run("build", "--help")
    assert done.returncode == 0
    assert "--restamp" in done.stdout


def test_a_reader_that_goes_away_is_no_error(built: ProjectOnDisk) -> None:
    command = f"{sys.executable} -m deckgen build --format json | head -c 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=built.root, capture_output=True, text=True, check=False,
        env={**os.environ, **CLOCK},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    assert "bug" not in done.stderr


@pytest.fixture
def run_here(built: ProjectOnDisk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """`deckgen build` in this process, in a built project."""
    monkeypatch.setattr(sys, "argv", ["deckgen", "build"])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.chdir(built.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    return monkeypatch


def _raising(error: BaseException) -> object:
    def compiled(*_args: object, **_kwargs: object) -> None:
        raise error

    return compiled


def test_an_interrupt_ends_with_130(run_here: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run_here.setattr("deckgen.cli.build.compiled", _raising(KeyboardInterrupt()))
    assert deckgen.cli._run() == 130
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", "interrupted")


def test_a_bug_ends_with_3_and_a_report_to_send(
    run_here: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run_here.setattr("deckgen.cli.build.compiled", _raising(ZeroDivisionError("oh")))
    assert deckgen.cli._run() == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "this is a bug in deckgen (ZeroDivisionError: oh)" in err
    assert "Traceback" not in err
    [report] = tmp_path.glob("deckgen-bug-*.txt")
    assert str(report) in err
    text = report.read_text()
    assert "arguments: ['build']" in text
    assert "Traceback" in text


def test_a_project_error_ends_with_2_and_its_hint(
    run_here: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_here.setattr("deckgen.cli.build.compiled", _raising(DeckgenError("no luck", hint="try again")))
    assert deckgen.cli._run() == 2
    assert capsys.readouterr().err == "error: no luck\nhint: try again\n"


def test_a_full_disk_ends_with_2(run_here: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run_here.setattr("deckgen.cli.build.compiled", _raising(OSError(28, "No space left on device", "build/a.apkg")))
    assert deckgen.cli._run() == 2
    assert "build/a.apkg: No space left on device" in capsys.readouterr().err


def test_a_build_in_this_process_ends_with_0(run_here: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert deckgen.cli._run() == 0
    assert "Nothing has changed" in capsys.readouterr().out


# -- colours ------------------------------------------------------------------------------------------------------------

ON_A_TERMINAL = """
import os, pty, sys
status = pty.spawn([sys.executable, "-m", "deckgen", "build"])
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    "broken", [("cards/a/x.yaml", "- {id: one, front: q}\n", "E001"), ("deckgen.lock", "version = ", "damaged")]
)
@pytest.mark.parametrize("colour", [True, False])
def test_colours_are_for_a_terminal_without_no_color(
    built: ProjectOnDisk, broken: tuple[str, str, str], colour: bool
) -> None:
    path, contents, said = broken
    built.write(path, contents)
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    environment |= {"TERM": "xterm", **({} if colour else {"NO_COLOR": "1"})}
    done = subprocess.run(
        [sys.executable, "-c", ON_A_TERMINAL], cwd=built.root, env=environment, capture_output=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert said.encode() in done.stdout
    assert (b"\x1b[31m" in done.stdout) == colour


def test_there_are_no_colours_in_a_pipe(made: ProjectOnDisk) -> None:
    made.write("cards/a/x.yaml", "- {id: one, front: q}\n")
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, "-m", "deckgen", "build"], cwd=made.root, env=environment, capture_output=True, check=False
    )
    assert b"\x1b" not in done.stdout + done.stderr
