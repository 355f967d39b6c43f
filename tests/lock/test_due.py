"""The positions of new cards: `deckgen.lock.due`."""

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.lock.due import LAST, STEP, positions

RELEASED, UNRELEASED = False, True


def place(*locked: int | None, movable: bool = UNRELEASED) -> tuple[int, ...]:
    return positions(locked, movable=[movable] * len(locked))


def test_the_first_build_counts_in_hundreds() -> None:
    assert place(None, None, None) == (100, 200, 300)


def test_an_empty_deck_has_no_positions() -> None:
    assert place() == ()


def test_a_new_entry_goes_between_its_neighbours() -> None:
    assert place(100, None, 200, movable=RELEASED) == (100, 150, 200)


def test_several_new_entries_are_spread_evenly_between_their_neighbours() -> None:
    assert place(100, None, None, None, 200, movable=RELEASED) == (100, 125, 150, 175, 200)


def test_a_new_first_entry_goes_before_the_others() -> None:
    assert place(None, 100, movable=RELEASED) == (50, 100)


def test_a_new_last_entry_goes_a_step_after_the_others() -> None:
    assert place(100, 150, None, movable=RELEASED) == (100, 150, 250)


def test_where_no_number_is_free_the_left_neighbour_is_repeated() -> None:
    assert place(100, None, 101, movable=RELEASED) == (100, 100, 101)


def test_released_entries_keep_their_number_when_the_author_reorders_them() -> None:
    assert place(300, 100, 200, movable=RELEASED) == (300, 100, 200)


def test_an_unreleased_entry_moves_to_the_place_where_it_stands() -> None:
    assert positions([100, 300, 200], movable=[RELEASED, UNRELEASED, RELEASED]) == (100, 150, 200)


def test_an_unreleased_entry_in_its_place_stays() -> None:
    assert place(100, 123, 200) == (100, 123, 200)


def test_one_released_entry_moved_to_the_front_does_not_push_later_new_ones_to_the_end() -> None:
    assert place(900, 100, None, 200, 300, movable=RELEASED) == (900, 100, 150, 200, 300)


def test_one_released_entry_moved_to_the_end_does_not_pull_earlier_new_ones_to_the_start() -> None:
    assert place(200, None, 300, 100, movable=RELEASED) == (200, 250, 300, 100)


def test_a_moved_released_entry_is_nobodys_neighbour() -> None:
    assert place(900, None, 100, 200, movable=RELEASED) == (900, 50, 100, 200)
    assert place(100, 200, 10, None, 300, movable=RELEASED) == (100, 200, 10, 250, 300)


def test_an_unreleased_entry_stays_when_a_released_one_is_moved_before_it() -> None:
    assert positions([900, 100, 120, 200], movable=[RELEASED, RELEASED, UNRELEASED, RELEASED]) == (900, 100, 120, 200)


def test_a_full_deck_repeats_the_last_number_rather_than_pass_the_limit() -> None:
    assert place(LAST, None, None, movable=RELEASED) == (LAST, LAST, LAST)


def test_twenty_thousand_entries_fit_below_the_limit_and_stay_in_order() -> None:
    due = positions([None] * 20_000, movable=[UNRELEASED] * 20_000)
    assert due[-1] <= LAST < 1_000_000
    assert list(due) == sorted(set(due))


numbers = st.one_of(st.none(), st.integers(0, 3000))
decks = st.lists(st.tuples(numbers, st.booleans()), max_size=14)


@settings(deadline=None)
@given(decks)
def test_placing_again_changes_nothing(deck: list[tuple[int | None, bool]]) -> None:
    movable = [may_move or due is None for due, may_move in deck]
    once = positions([due for due, _ in deck], movable=movable)
    assert positions(once, movable=movable) == once


@settings(deadline=None)
@given(decks)
def test_released_entries_never_move_and_every_number_is_one_anki_accepts(deck: list[tuple[int | None, bool]]) -> None:
    movable = [may_move or due is None for due, may_move in deck]
    placed = positions([due for due, _ in deck], movable=movable)
    assert all(0 <= due < 1_000_000 for due in placed)
    assert all(now == due for now, (due, _), free in zip(placed, deck, movable, strict=True) if not free)


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.integers(1, 50)), max_size=12), st.lists(st.booleans(), min_size=12, max_size=12)
)
def test_positions_rise_in_authored_order_while_released_ones_do_and_leave_gaps(
    gaps: list[int | None], released: list[bool]
) -> None:
    """A gap larger than the number of entries is room enough, whatever places the unreleased ones had before."""
    movable = [gap is None or not fixed for gap, fixed in zip(gaps, released, strict=False)]
    locked: list[int | None] = []
    at = 0
    for gap in gaps:
        at += (gap or 0) + STEP
        locked.append(None if gap is None else at)
    shuffled = [
        due if not free else (None if due is None else (due * 7919 % 50 + 1) * 15_000)
        for due, free in zip(locked, movable, strict=True)
    ]
    placed = positions(shuffled, movable=movable)
    assert list(placed) == sorted(placed)
    assert len(set(placed)) == len(placed)
