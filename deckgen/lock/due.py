"""The position of new cards: sparse numbers in authored order, kept for ever once given.

Anki keeps the `due` of cards a learner already has, so renumbering would only make ties. New entries therefore get a number
between their neighbours; a released note that the author moved is nobody's neighbour, since its number stays behind.
"""

from bisect import bisect_right
from collections.abc import Sequence

STEP = 100
LAST = 999_999
"""Anki's database check complains above a million."""


def positions(locked: Sequence[int | None], *, movable: Sequence[bool]) -> tuple[int, ...]:
    """A due for every note of one deck, in authored order; `locked` holds those given before.

    A locked due stays, unless the note is `movable` (never released) and stands in the wrong place. Where no number is free
    between two neighbours, the left one is repeated.
    """
    strays = _strays(locked, movable)
    others = [index for index in range(len(locked)) if index not in strays]
    kept = _kept([locked[index] for index in others], [movable[index] for index in others])
    result = {**strays, **dict(zip(others, _filled(kept), strict=True))}
    return tuple(result[index] for index in range(len(locked)))


def _strays(locked: Sequence[int | None], movable: Sequence[bool]) -> dict[int, int]:
    """The fixed numbers out of order, by place: those outside the longest run of fixed ones that never falls."""
    fixed = {index: due for index, due in enumerate(locked) if due is not None and not movable[index]}
    lowest: list[int] = []  # for each length of a run, the lowest number it can end with, and where that stands
    places: list[int] = []
    before: dict[int, int | None] = {}
    for index, due in fixed.items():
        length = bisect_right(lowest, due)
        before[index] = places[length - 1] if length else None
        lowest[length : length + 1] = [due]
        places[length : length + 1] = [index]
    place = places[-1] if places else None
    while place is not None:
        del fixed[place]
        place = before[place]
    return fixed


def _filled(kept: Sequence[int | None]) -> list[int]:
    """The numbers, with those that are missing between their neighbours."""
    result: list[int] = []
    index = 0
    while index < len(kept):
        due = kept[index]
        if due is not None:
            result.append(due)
            index += 1
            continue
        end = index
        while end < len(kept) and kept[end] is None:
            end += 1
        left = result[-1] if result else 0
        result += _between(left, kept[end] if end < len(kept) else None, end - index)
        index = end
    return result


def _kept(locked: Sequence[int | None], movable: Sequence[bool]) -> list[int | None]:
    """The locked numbers, without those of movable notes that are out of order."""
    ceilings = _ceilings(locked, movable)
    kept: list[int | None] = []
    highest = 0
    for due, may_move, ceiling in zip(locked, movable, ceilings, strict=True):
        in_order = due is not None and highest < due < ceiling
        if due is None or (may_move and not in_order):
            kept.append(None)
        else:
            kept.append(due)
            highest = max(highest, due)
    return kept


def _ceilings(locked: Sequence[int | None], movable: Sequence[bool]) -> list[int]:
    """For each place, the smallest fixed number to its right."""
    ceilings = [LAST + 1] * len(locked)
    ceiling = LAST + 1
    for index in range(len(locked) - 1, -1, -1):
        ceilings[index] = ceiling
        due = locked[index]
        if due is not None and not movable[index]:
            ceiling = min(ceiling, due)
    return ceilings


def _between(left: int, right: int | None, count: int) -> list[int]:
    """`count` numbers after `left` and before `right`, evenly spread."""
    if right is None:
        step = max(1, min(STEP, (LAST - left) // count))
        return [min(left + step * (n + 1), LAST) for n in range(count)]
    return [left + (right - left) * (n + 1) // (count + 1) for n in range(count)]
