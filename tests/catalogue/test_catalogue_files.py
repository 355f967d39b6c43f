"""Every code of the compile stages has its document, and the projects in it show exactly what they are there to show."""

from importlib import resources
from pathlib import Path

import pytest

from deckgen.catalogue import RuleDoc, documentation, parse_document
from deckgen.codes import CODES, RULE_CODES
from deckgen.files import FileFaultError
from deckgen.lint import lint
from deckgen.runner import run_all
from tests.bad_projects import Case
from tests.conftest import MakeProject

FOLDER = Path(str(resources.files("deckgen.catalogue")))
RUN_CODE = "deckgen check --run-code"
SHOWN_WITHOUT_PROJECT = {code for code in CODES if code.startswith("V")} | {"I020", "P109", "S009"}
"""What only real Anki or a release can say needs packages, and for the most part a mistake in deckgen itself; what is in the way of
writing, or changes meanwhile, cannot be seen in a project that is only read.
"""
WITHOUT_LICENSE = "C001"
"""Advice on every released project whose settings are the default ones of the tests; beside the point here."""


def document(code: str) -> RuleDoc:
    return parse_document((FOLDER / f"{code}.md").read_text(encoding="utf-8"))


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.md"))


def projects(name: str) -> list[tuple[str, str]]:
    """The code and the text of every project of one name."""
    return [(file.stem, text) for file in files() if (text := getattr(document(file.stem), name))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every document is a case, and every project in one."""
    if "file" in metafunc.fixturenames:
        metafunc.parametrize("file", files(), ids=lambda file: file.stem)
    for name in {"fires", "silent"} & set(metafunc.fixturenames):
        metafunc.parametrize(("code", name), projects(name), ids=[code for code, _ in projects(name)])


def codes_found(text: str, project: MakeProject, folder: Path, *, run_code: bool) -> set[str]:
    """What `deckgen check` says about a project in the form of the bad cases, `before/` and `options` included."""
    file = folder / "example.txt"
    file.write_text(f"{text}-- expect --\n", encoding="utf-8")
    case = Case(file, project)
    try:
        compilation = case.compile()
    except FileFaultError as fault:
        return {one.code for one in fault.diagnostics}
    found = [*case.diagnostics(), *(advice for advice in lint(compilation) if advice.code != WITHOUT_LICENSE)]
    if run_code:
        found += run_all(compilation.parsed.entries)
    return {one.code for one in found}


def test_every_code_of_the_compile_stages_has_a_file_and_every_file_a_code() -> None:
    """The rules of advice are documented by their modules."""
    assert {file.stem for file in files()} == CODES.keys() - RULE_CODES


def test_a_document_has_the_title_of_its_code_and_says_what_to_do(file: Path) -> None:
    found = documentation(file.stem)
    assert (found.code, found.title) == (file.stem, CODES[file.stem].meaning)
    meaning, _, remedy = found.text.partition("What to do:")
    assert len(meaning.split()) >= 20
    assert len(remedy.split()) >= 4
    assert bool(found.fires) == bool(found.silent) == (found.code not in SHOWN_WITHOUT_PROJECT)
    assert found.fires != found.silent or not found.fires
    assert found.fires or found.shown_by


def test_the_project_that_fires_has_exactly_this_problem(
    code: str, fires: str, project: MakeProject, tmp_path: Path
) -> None:
    run_code = document(code).shown_by.startswith(RUN_CODE)
    assert codes_found(fires, project, tmp_path, run_code=run_code) == {code}


def test_the_same_project_mended_has_no_problem_at_all(
    code: str, silent: str, project: MakeProject, tmp_path: Path
) -> None:
    assert codes_found(silent, project, tmp_path, run_code=document(code).shown_by.startswith(RUN_CODE)) == set()
