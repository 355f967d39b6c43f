"""Bad projects, one file each in `cases/bad/`: exactly the problems that are there, at the places where a person would look."""

import re
import sys
from pathlib import Path

import pytest

from deckgen.cli import _run as run_command
from deckgen.codes import CODES, RULE_CODES, Severity
from deckgen.lock import Permissions
from tests.bad_projects import FOLDER, Case, case_files, contents_of
from tests.conftest import MakeProject, sections

WITHOUT_CASE = {
    "I020": "needs a release: cli/test_release.py",
    "P107": "stops before compiling: tests/files",
    "P108": "stops before compiling: tests/files",
    "P109": "stops before compiling: tests/files",
    "S008": "stops before compiling: tests/files",
    "S009": "needs a file that changes: tests/files",
    "K302": "needs code that runs: test_runner.py",
    "K303": "needs code that runs: test_runner.py",
    "M006": "advice, which fails nothing: render/test_media.py",
    "M014": "advice, which fails nothing: notes/test_look_files.py",
    "M010": "advice, which fails nothing: render/test_media.py",
}
"""Codes that no case can show, and why. Those of family V are shown in tests/verify, the rules of advice in tests/lint."""
_EXPECTED = re.compile(r"(?P<path>\S+):(?P<line>\d+|\*):(?P<column>\d+|\*) (?P<code>[A-Z]\d+)")


def _matches(expected: str, found: str) -> bool:
    return bool(re.fullmatch(re.escape(expected).replace(r"\*", r"\d+"), found))


def _state(root: Path) -> dict[str, tuple[int, bytes]]:
    """Everything a command could have written."""
    files = [root / "deckgen.lock", *(root / "build").rglob("*")]
    return {str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in files if file.is_file()}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "file" in metafunc.fixturenames:
        metafunc.parametrize("file", case_files(), ids=lambda file: file.stem)


def test_exactly_the_problems_that_are_there(file: Path, project: MakeProject) -> None:
    """Each problem once, with the right code, at the right place, sorted."""
    found = (case := Case(file, project)).diagnostics()
    shown = [f"{one.span} {one.code}" for one in found]
    assert len(shown) == len(case.expected), shown
    assert all(_matches(*pair) for pair in zip(case.expected, shown, strict=True)), shown
    assert all(one.message for one in found)
    assert all(one.severity in {CODES[one.code].severity, CODES[one.code].other} for one in found)


def test_the_commands_fail_and_write_nothing(
    file: Path, project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` exits with 1 on any problem but advice, `build` on any error; no traceback, and nothing is touched."""
    case = Case(file, project)
    monkeypatch.chdir(case.project.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(case.now))
    severities = {problem.severity for problem in case.diagnostics()}
    has_errors = Severity.ERROR in severities
    before = _state(case.project.root)
    commands = [] if case.locked or case.permissions != Permissions() else [["check"]]
    if has_errors:
        commands.append(["build", "--locked"] if case.locked else ["build"])
    for command in commands:
        monkeypatch.setattr(sys, "argv", ["deckgen", *command])
        assert run_command() == (0 if severities == {Severity.ADVICE} else 1)
        output = "".join(capsys.readouterr())
        assert "Traceback" not in output
        assert all(_EXPECTED.fullmatch(line)["code"] in output for line in case.expected)  # type: ignore[index]
        assert _state(case.project.root) == before


def test_the_real_command_line(project: MakeProject) -> None:
    """The same in a process of its own: diagnostics on stderr for `build`, on stdout for `check`."""
    broken = Case(FOLDER / "S006-everything-at-once.txt", project)
    build = broken.project.build()
    check = broken.project.run("check")
    assert (build.returncode, check.returncode) == (1, 1)
    assert build.stdout == ""
    assert "cards/a/x.yaml:2:12: error[S006]" in build.stderr
    assert "cards/a/x.yaml:2:12: error[S006]" in check.stdout
    assert not (broken.project.root / "deckgen.lock").exists()
    assert not (broken.project.root / "build").exists()


def test_every_code_has_a_case() -> None:
    """A new code comes with a bad source that shows it; a case shows the code it is named after."""
    shown: dict[str, list[str]] = {}
    for file in case_files():
        lines = contents_of(sections(file.read_text(encoding="utf-8"))["expect"]).splitlines()
        shown[file.name] = [match["code"] for line in lines if (match := _EXPECTED.fullmatch(line))]
        assert len(shown[file.name]) == len(lines), f"{file.name}: a line of `expect` is malformed"
        assert lines == sorted(lines, key=_place), f"{file.name}: `expect` is not sorted by place"
        assert file.name.split("-")[0] in shown[file.name], f"{file.name} does not show the code it is named after"
    codes = {code for codes in shown.values() for code in codes}
    assert codes <= CODES.keys()
    wanted = {code for code in CODES if code[0] != "V" and code not in RULE_CODES}
    assert wanted - codes == WITHOUT_CASE.keys()
    assert len(case_files()) >= 45


def _place(line: str) -> tuple[str, int, int, str]:
    match = _EXPECTED.fullmatch(line)
    assert match
    return match["path"], int(match["line"].replace("*", "0")), int(match["column"].replace("*", "0")), match["code"]


def test_no_leftovers_among_the_cases() -> None:
    """Every file in cases/bad/ is a case, named `<CODE>-<slug>.txt`, and says in its first line what is wrong."""
    for file in FOLDER.iterdir():
        assert re.fullmatch(r"[A-Z]\d{3}-[a-z0-9]+(-[a-z0-9]+)*\.txt", file.name), file.name
        assert not file.read_text(encoding="utf-8").startswith("-- "), f"{file.name} has no comment"
