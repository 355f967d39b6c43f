"""Names that every system can hold."""

import pytest

from deckgen.file_names import name_fault, path_faults, safe_stem, same_but_case


@pytest.mark.parametrize(
    "name",
    [
        "con",
        "CON",
        "Aux.txt",
        "nul.tar.gz",
        "com1",
        "lpt9.svg",
        "COM\u00b9",
        "prn .x",
        "a.",
        "a ",
        "a<b",
        'a"b',
        "a\\b",
        "a\tb",
        "x" * 256,
        "漢" * 86,
    ],
)
def test_windows_cannot_hold_it(name: str) -> None:
    assert name_fault(name)


@pytest.mark.parametrize(
    "name", ["console", "auxiliary", "com10", "com", "a.con", "nul-1", ".gitignore", "a b", "漢字.svg", "x" * 255]
)
def test_windows_holds_it(name: str) -> None:
    assert name_fault(name) == ""


def test_a_folder_is_told_once_and_a_long_path_as_a_whole() -> None:
    assert [place for place, _ in path_faults(["aux/a", "aux/b", "x/" * 101 + "y"])] == ["aux", "x/" * 101 + "y"]


def test_capitals_and_accents_are_compared_as_macs_do() -> None:
    assert list(same_but_case(["A/x", "a/y", "b/\u00e9", "b/E\u0301"])) == [("A", "a"), ("b/\u00e9", "b/E\u0301")]


def test_a_stem_that_is_a_device_is_changed() -> None:
    assert (safe_stem("con"), safe_stem("cone")) == ("con-1", "cone")
