"""What an author allows by name or by pattern, and what hints offer when there is much to allow."""

import pytest

from deckgen.codes import Severity
from deckgen.lock import Permissions
from tests.lock.workbench import Desk, codes, make_note, make_topic


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        ("move:clip-*", {"clip-loss", "clip-text"}),
        ("move:*", {"clip-loss", "clip-text", "clip", "vit"}),
        ("move:clip", {"clip"}),
        ("move:cli?", {"clip"}),
        ("move:[cv]*t", {"clip-text", "vit"}),
        ("move:CLIP*", set()),
        ("*:clip", set()),
        ("*", set()),
        ("cards:*", set()),
    ],
)
def test_a_pattern_is_for_the_names_it_matches_and_its_word_is_none(pattern: str, allowed: set[str]) -> None:
    permissions = Permissions.of([pattern])
    names = ("clip-loss", "clip-text", "clip", "vit")
    assert {name for name in names if permissions.allows("move", name)} == allowed


def test_every_word_takes_patterns() -> None:
    permissions = Permissions.of(("deck:c*", "kind:c*", "cards:c*"), ("old-*",), ("new-*",))
    assert all(permissions.allows(word, "clip") for word in ("deck", "kind", "cards"))
    assert not permissions.allows("move", "clip")
    assert (permissions.retires("old-one"), permissions.retires("one")) == (True, False)
    assert (permissions.restamps("new-one"), permissions.restamps("one")) == (True, False)


@pytest.fixture
def released() -> Desk:
    desk = Desk(topics={"a": make_topic("a"), "b": make_topic("b", order=2)})
    desk.build(make_note("clip-a"), make_note("clip-b"), make_note("vit"), make_note("stays", topic="b"))
    desk.release("1.0.0")
    return desk


def test_a_pattern_that_matches_nothing_is_named(released: Desk) -> None:
    given = [make_note("clip-a"), make_note("clip-b"), make_note("vit"), make_note("stays", topic="b")]
    plan = released.try_build(given, allow=["move:clpi-*", "deck:z*", "move:c*"], retire=["z-*"], restamp=["z*"])
    assert {one.severity for one in plan.diagnostics} == {Severity.WARNING}
    assert sorted(one.message.split(":")[0].split(" names")[0] for one in plan.diagnostics) == [
        "--allow deck", "--allow move", "--restamp z*", "--retire z-*",
    ]  # fmt: skip


def test_many_findings_of_a_kind_offer_one_pattern_that_allows_them(released: Desk) -> None:
    moved = [
        make_note("clip-a", topic="b"),
        make_note("clip-b", topic="b"),
        make_note("vit"),
        make_note("stays", topic="b"),
    ]
    plan = released.try_build(moved)
    assert codes(plan) == ["I004", "I004"]
    for entry, problem in zip(("clip-a", "clip-b"), plan.diagnostics, strict=True):
        assert f"--allow move:{entry} " in str(problem.hint)
        assert '(for all 2: --allow "move:clip-*")' in str(problem.hint)
    assert not released.try_build(moved, allow=["move:clip-*"]).diagnostics


def test_names_that_begin_differently_are_all_names(released: Desk) -> None:
    plan = released.try_build([make_note("stays", topic="b")])
    assert codes(plan) == ["I001"] * 3
    assert '(for all 3: --retire "*")' in str(plan.diagnostics[0].hint)
    plan = released.try_build([make_note("stays", topic="b"), make_note("vit")])
    assert '(for all 2: --retire "clip-*")' in str(plan.diagnostics[0].hint)
    assert not released.try_build([make_note("stays", topic="b"), make_note("vit")], retire=["clip-*"]).diagnostics


def test_a_single_finding_names_itself_only(released: Desk) -> None:
    plan = released.try_build([make_note("clip-a"), make_note("clip-b"), make_note("stays", topic="b")])
    assert str(plan.diagnostics[0].hint).endswith("--retire vit")
