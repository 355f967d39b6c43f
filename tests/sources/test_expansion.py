"""Aliases that would expand without end are found without being expanded."""

import pytest
import yaml

from deckgen.sources.expansion import first_beyond


def found(text: str, *, levels: int = 30, limit: int = 20) -> str | None:
    """The first line of what stands for too many nodes."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert root is not None
    node = first_beyond(root, text, levels=levels, limit=limit)
    return None if node is None else text[node.start_mark.index : node.end_mark.index].split("\n")[0]


FOUR = "- &a [x, x, x, x]\n"


def test_what_is_short_without_aliases_is_short() -> None:
    assert found(FOUR + "- *a\n- *a\n") is None


def test_a_node_counts_each_time_it_is_repeated() -> None:
    repeated = "- [*a, *a, *a]\n"  # 1 + 3 * 5
    assert found(FOUR + repeated, limit=22) is None
    assert found(FOUR + repeated, limit=21) == (FOUR + repeated).split("\n")[0]


def test_the_place_is_the_first_innermost_node_that_is_too_much() -> None:
    bomb = FOUR + "- &b [*a, *a, *a, *a]\n- &c {one: *b, two: *b}\n- [*c, *c]\n"
    assert found(bomb, limit=30) == "&c {one: *b, two: *b}"


def test_what_repeats_itself_is_followed_no_deeper_than_is_read() -> None:
    assert found("&a [*a]", limit=32) is None
    assert found("&a [*a, *a]", levels=3, limit=31) is None
    assert found("&a [*a, *a]", levels=4, limit=30) == "&a [*a, *a]"


@pytest.mark.parametrize("start", ["- ", "[", "{a: ", "a: ", ""])
def test_an_anchor_is_noticed_wherever_it_may_stand(start: str) -> None:
    end = {"[": "]", "{a: ": "}"}.get(start, "")
    assert found(f"{start}&a [*a, *a]{end}", levels=9) is not None
