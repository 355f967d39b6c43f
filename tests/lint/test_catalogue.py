"""Every rule keeps what its documentation shows: its example fires exactly this rule, and the mended one nothing at all."""

import importlib
import inspect
import pkgutil

import pytest

import deckgen.lint
from deckgen.catalogue import documentation
from deckgen.codes import CODES, RULE_CODES
from deckgen.lint import RULES, lint
from tests.conftest import MakeProject

ROWS = sorted(RULES)


def codes_found(project: MakeProject, text: str) -> set[str]:
    """What `deckgen check` says with every rule selected."""
    compilation = project(text).compile()
    return {one.code for one in (*compilation.diagnostics, *lint(compilation))}


def test_the_rules_are_the_codes_that_can_be_waived() -> None:
    assert RULES.keys() == RULE_CODES


@pytest.mark.parametrize("code", ROWS)
def test_a_rule_is_documented_by_its_module(code: str) -> None:
    found = documentation(code)
    assert (found.code, found.title) == (code, CODES[code].meaning)
    meaning, _, remedy = found.text.partition("What to do:")
    assert len(meaning.split()) >= 30, "say why it hurts the learner"
    assert len(remedy.split()) >= 4


@pytest.mark.parametrize("code", ROWS)
def test_a_rule_is_one_file_with_one_rule(code: str) -> None:
    modules = [importlib.import_module(f"deckgen.lint.{name}") for name in _names()]
    holders = [module for module in modules if getattr(module, "RULE", None) is RULES[code]]
    assert len(holders) == 1
    assert (inspect.getdoc(holders[0]) or "").startswith(f"{code}: ")


@pytest.mark.parametrize("code", ROWS)
def test_its_example_fires_this_rule_and_no_other(code: str, project: MakeProject) -> None:
    assert codes_found(project, documentation(code).fires) == {code}


@pytest.mark.parametrize("code", ROWS)
def test_it_is_as_bad_as_its_row_says(code: str, project: MakeProject) -> None:
    found = [one for one in lint(project(documentation(code).fires).compile()) if one.code == code]
    assert {one.severity for one in found} <= {CODES[code].severity, CODES[code].other}


@pytest.mark.parametrize("code", ROWS)
def test_its_mended_example_has_no_problem_at_all(code: str, project: MakeProject) -> None:
    assert codes_found(project, documentation(code).silent) == set()


def _names() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(deckgen.lint.__path__)]
