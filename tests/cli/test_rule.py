"""`deckgen rule` explains every code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckgen.cli import cli
from deckgen.codes import CODES, FAMILIES
from deckgen.errors import DeckgenError
from tests.conftest import MakeProject


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_title_a_text_and_a_way_to_see_it(code: str) -> None:
    done = CliRunner().invoke(cli, ["rule", code, "--format", "json"])
    (row,) = json.loads(done.output)
    assert (row["code"], row["title"]) == (code, CODES[code].meaning)
    assert row["severity"] == CODES[code].severity.value
    assert row["text"]
    assert row["fires"] or row["shown_by"]
    assert row["family"] == FAMILIES[code[0]]


def test_several_codes_as_text() -> None:
    lines = CliRunner().invoke(cli, ["rule", "q04", "S001"]).output.splitlines()
    assert lines[0] == "Q04: a long unordered list"
    assert lines[1] == "study quality; advice, in some cases a warning; can be waived"
    assert "Fires:" in lines
    assert "    -- cards/a/x.yaml --" in lines
    at = lines.index("S001: the file is not UTF-8")
    assert lines[at + 1] == "source files; an error"


def test_without_a_code_it_lists_all_by_family() -> None:
    lines = CliRunner().invoke(cli, ["rule"]).output.splitlines()
    listed = [line.split("  ")[1] for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted(CODES)
    assert [line[0] for line in lines if line[:1].isalpha() and line[1:3] == "  "] == list(FAMILIES)


def test_an_unknown_code_gets_a_hint_and_exit_code_2(project: MakeProject) -> None:
    done = project({}).run("rule", "Q4")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no code `Q4`" in done.stderr
    assert "did you mean" in done.stderr
    with pytest.raises(DeckgenError):
        cli.main(["rule", "ZZZ"], standalone_mode=False)


def test_it_needs_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["rule", "E001"]).exit_code == 0
