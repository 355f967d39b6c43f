"""`--format`: whatever stops a command is reported in the form that was asked for."""

import json

import pytest

from tests.conftest import MakeProject

BROKEN = "- {id: one, front: Q1}\n"
UNUSED = {"cards/a/x.yaml": "- {id: one, front: Q1, back: A1}\n", "cards/a/notes.txt": "not read"}
COMMANDS = (["build"], ["check"], ["diff", "build"], ["release", "1.0.0"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_problems_are_rows_for_programs(command: list[str], project: MakeProject) -> None:
    one = project(UNUSED)
    one.build()
    one.write("cards/a/x.yaml", BROKEN)
    done = one.run(*command, "--format", "json")
    errors = [row for row in json.loads(done.stdout) if row["severity"] == "error"]
    assert [(row["code"], row["path"], row["line"]) for row in errors] == [("E001", "cards/a/x.yaml", 1)]
    assert done.returncode == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_problems_are_annotations_on_github(command: list[str], project: MakeProject) -> None:
    one = project(UNUSED)
    one.build()
    one.write("cards/a/x.yaml", BROKEN)
    done = one.run(*command, "--format", "github")
    assert "::error file=cards/a/x.yaml,line=1,col=3,title=E001::" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_as_text_they_are_talk_but_for_check(command: list[str], project: MakeProject) -> None:
    one = project(UNUSED)
    one.build()
    one.write("cards/a/x.yaml", BROKEN)
    done = one.run(*command)
    assert "cards/a/x.yaml:1:3: error[E001]" in (done.stdout if command == ["check"] else done.stderr)
    assert done.stdout == "" or command == ["check"]


def test_what_a_build_warns_of_is_in_its_data_and_its_annotations(project: MakeProject) -> None:
    one = project(UNUSED)
    data = json.loads(one.run("build", "--format", "json").stdout)
    assert [(row["code"], row["severity"]) for row in data["diagnostics"]] == [("P106", "warning")]
    done = one.run("build", "--format", "github")
    assert "::warning file=cards/a/notes.txt,line=1,col=1,title=P106::" in done.stdout
    assert "Built 2 packages" in done.stdout


def test_a_release_as_data(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": "- {id: one, front: Q1, back: A1}\n"})
    data = json.loads(one.run("release", "1.0.0", "--format", "json").stdout)
    assert (data["version"], data["changes"], data["finished"]) == ("1.0.0", "1 entry new", False)
    assert "build/releases/1.0.0/SHA256SUMS" in data["files"]
