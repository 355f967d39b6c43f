"""Every page with commands and their output is followed, and shows what really happens."""

from pathlib import Path

import pytest

from tests.docs.walkthrough import DOCS, Step, can_be_followed, follow


def pages() -> list[str]:
    return sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md") if can_be_followed(page))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", pages())


def test_the_tutorial_can_be_followed() -> None:
    assert "tutorial.md" in pages()


@pytest.mark.anki
@pytest.mark.slow
def test_a_page_shows_what_its_commands_print(page: str, tmp_path: Path) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    if "$ deckgen verify" in text:
        pytest.importorskip("anki.collection", reason="needs the extra `verify`")
    for _, steps in follow(text, tmp_path):
        for step in steps:
            hint = f"\n\nif that is right: python -m tests.docs.walkthrough docs/{page}"
            assert step.agrees, f"$ {step.command}\n{step.printed}\ninstead of\n{step.shown}{hint}"


@pytest.mark.parametrize(
    ("shown", "printed", "agrees"),
    [
        ("one\n", "one\n", True),
        ("one\n", "two\n", False),
        ("one\n", "one\ntwo\n", False),
        ("...\n", "one\ntwo\n", True),
        ("one\n...\n", "one\n", True),
        ("one\n...\nfour\n", "one\ntwo\nthree\n", False),
        ("Anki 25.9.3\n", "Anki 26.09\n", True),
        ("on 2026-11-22\n", "on 2027-01-02\n", True),
    ],
)
def test_output_agrees_but_for_what_is_left_out_and_what_differs_between_machines(
    shown: str, printed: str, agrees: bool
) -> None:
    assert Step("deckgen", shown, printed).agrees is agrees
