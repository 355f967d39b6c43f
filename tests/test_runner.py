"""`check --run-code`: code on a card runs, and prints what the card says."""

import os
import time

import pytest

from deckgen.diagnostics import Diagnostic
from deckgen.runner import run_all
from tests.conftest import MakeProject


def entry(source: str, output: str, **run: str) -> str:
    rows = "".join(f"    {key}: {value}\n" for key, value in run.items())
    code = "".join(f"      {line}\n" for line in source.split("\n"))
    head = "- id: one\n  kind: code\n  front: Q\n  code:\n    language: python\n    source: |\n"
    return f"{head}{code}  run:\n    output: '{output}'\n{rows}"


def found(project: MakeProject, text: str) -> list[Diagnostic]:
    made = project({"cards/a/x.yaml": text}).compile()
    assert made.diagnostics == ()
    return run_all(made.parsed.entries)


def test_code_that_prints_what_the_card_says(project: MakeProject) -> None:
    assert found(project, entry("print(6 * 7)", "42")) == []


def test_white_space_at_line_ends_does_not_count(project: MakeProject) -> None:
    assert found(project, entry("print('a ')\nprint('b')\nprint()", "a\n\n    b")) == []


def test_what_runs_before_and_after_is_part_of_it(project: MakeProject) -> None:
    assert found(project, entry("y = x + 1", "3", before="x = 2", after="print(y)")) == []


def test_another_output_is_reported_at_the_output(project: MakeProject) -> None:
    (problem,) = found(project, entry("print(6 * 7)", "41"))
    assert (problem.code, str(problem.span)) == ("K302", "cards/a/x.yaml:9:13")
    assert "'42'" in problem.message


def test_code_that_fails_is_reported_with_its_error(project: MakeProject) -> None:
    (problem,) = found(project, entry("print(1)\n1 / 0", "1"))
    assert (problem.code, str(problem.span)) == ("K303", "cards/a/x.yaml:10:5")
    assert "ZeroDivisionError" in problem.message


@pytest.mark.parametrize("source", ["import sys; sys.exit(3)", "import os; os.abort()", "def f(:"])
def test_code_that_does_not_end_well(project: MakeProject, source: str) -> None:
    assert [problem.code for problem in found(project, entry(source, "1"))] == ["K303"]


def test_a_missing_library_is_one_problem_however_many_entries_want_it(project: MakeProject) -> None:
    code = [
        entry("import no_such_library.part", "1"),
        entry("import another_one", "1"),
        entry("import no_such_library", "1"),
    ]
    text = "".join(one.replace("id: one", f"id: e{number}") for number, one in enumerate(code))
    problems = found(project, text)
    assert [problem.code for problem in problems] == ["K303", "K303"]
    assert "`no_such_library` to run the code of 2 entries" in problems[0].message
    assert str(problems[0].span) == "cards/a/x.yaml:9:5"
    assert "`another_one` to run the code of one entry" in problems[1].message


@pytest.mark.parametrize("language", ["rust", "bash", "python2", "text"])
def test_a_language_that_cannot_be_run_is_not_run_as_python(project: MakeProject, language: str) -> None:
    made = project({"cards/a/x.yaml": entry("print(6 * 7)", "41").replace("python", language)})
    assert [problem.code for problem in made.compile().diagnostics] == ["K301"]
    done = made.run("check", "--run-code")
    assert "K301" in done.stdout
    assert "K302" not in done.stdout + done.stderr


def test_code_that_takes_too_long_is_stopped(project: MakeProject) -> None:
    started = time.monotonic()
    (problem,) = found(project, entry("while True: pass", "1", seconds="1"))
    assert problem.code == "K303"
    assert "longer than 1 s" in problem.message
    assert time.monotonic() - started < 8


def test_a_grandchild_that_keeps_the_pipe_open_does_not_hang_the_check(project: MakeProject) -> None:
    """The time limit holds for everything the code starts."""
    source = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(5)'])\nprint(1)"
    started = time.monotonic()
    found(project, entry(source, "1", seconds="1"))
    assert time.monotonic() - started < 10


def test_code_that_waits_for_input_gets_none(project: MakeProject) -> None:
    (problem,) = found(project, entry("input()", "1"))
    assert "EOFError" in problem.message


def test_code_runs_in_an_empty_folder_without_the_environment(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an author has lying about, or keeps secret, is neither needed nor seen."""
    monkeypatch.setenv("DECKGEN_TEST_SECRET", "x")
    monkeypatch.setenv("PYTHONPATH", os.getcwd())  # noqa: PTH109
    source = "import os\nprint(os.listdir('.'), os.environ.get('DECKGEN_TEST_SECRET'), os.environ.get('PYTHONPATH'))"
    (problem,) = found(project, entry(source, "?"))
    assert "[] None None" in problem.message


def test_text_of_every_language_is_printed(project: MakeProject) -> None:
    assert found(project, entry("print('编码器 é 😀')", "编码器 é 😀")) == []


def test_a_long_output_is_cut(project: MakeProject) -> None:
    (problem,) = found(project, entry("print('x' * 100_000)", "1"))
    assert len(problem.message) < 400


def test_nothing_runs_unless_asked_for(project: MakeProject) -> None:
    """`check` and `build` only read; `check --run-code` runs."""
    made = project({"cards/a/x.yaml": entry("open('ran', 'w'); print(6 * 7)", "41")})
    assert made.run("check").returncode == 0
    assert made.build().returncode == 0
    done = made.run("check", "--run-code")
    assert done.returncode == 1
    assert "cards/a/x.yaml:9:13: error[K302]" in done.stdout
    assert not list(made.root.rglob("ran"))
