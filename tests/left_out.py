"""What a run leaves out is named at its end, and a browser that is missing is said before anything has run.

Hooks of pytest, which conftest.py takes over. With pytest-xdist only its workers collect, so each tells what it has deselected.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.needs import help_for, missing_for_a_browser

REASONS = {"anki": "real Anki", "browser": "a real browser", "slow": "takes more than a few seconds"}
"""Marker to what is said of a test that was left out for it."""
LEFT_OUT = pytest.StashKey[Counter[tuple[str, str]]]()
"""How many tests were left out, by reason and file."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Whatever asks for the browser is marked, so that `-m "not browser"` is all that somebody without one needs."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    if items:
        count = items[0].config.stash.setdefault(LEFT_OUT, Counter())
        for item in items:
            count[_reason(item), item.nodeid.split("::")[0]] += 1


def _reason(item: pytest.Item) -> str:
    return next((reason for marker, reason in REASONS.items() if item.get_closest_marker(marker)), "not asked for")


def pytest_collection_finish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return  # `make test` asks for it by `python -m tests.needs` beforehand
    needing = [item for item in session.items if item.get_closest_marker("browser")]
    if needing and (missing := missing_for_a_browser()):
        raise pytest.UsageError(help_for(missing))


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        count = session.config.stash.get(LEFT_OUT, Counter())
        output["left_out"] = [[*key, number] for key, number in count.items()]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker has ended. All have left out the same."""
    rows = getattr(node, "workeroutput", {}).get("left_out", [])
    node.config.stash[LEFT_OUT] = Counter({(reason, path): number for reason, path, number in rows})


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    count = config.stash.get(LEFT_OUT, Counter())
    if count:
        terminalreporter.section("left out")
        for line in lines(count):
            terminalreporter.line(line)


def lines(count: Mapping[tuple[str, str], int]) -> list[str]:
    """What was left out, reason by reason, with the files and how many of their tests."""
    reasons = sorted({reason for reason, _ in count})
    said = []
    for reason in reasons:
        files = [f"{path} ({number})" for (why, path), number in sorted(count.items()) if why == reason]
        said += [f"{reason}:", *(f"  {one}" for one in files)]
    return said
