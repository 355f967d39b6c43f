"""Advice that is given often, as one line with a count and the first places."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from deckgen.codes import CODES, Severity
from deckgen.diagnostics import Diagnostic

MANY = 5
"""Up to this many of a kind are shown one by one."""
PLACES = 3
_UNTRANSLATED = {"E007", "E020"}
"""What comes in hundreds with each language that is added, errors too."""


def grouped(diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, ...]]:
    """The diagnostics in their order, those that are many together, where the first of them stands."""
    by_kind: dict[object, list[Diagnostic]] = defaultdict(list)
    for number, one in enumerate(diagnostics):
        by_kind[_kind(one, number)].append(one)
    for alike in by_kind.values():
        if len(alike) > MANY:
            yield tuple(alike)
        else:
            yield from ((one,) for one in alike)


def _kind(one: Diagnostic, number: int) -> object:
    return number if one.severity is Severity.ERROR and one.code not in _UNTRANSLATED else (one.code, one.severity)


def in_reading_order(groups: Iterator[tuple[Diagnostic, ...]]) -> list[tuple[Diagnostic, ...]]:
    return sorted(groups, key=lambda group: group[0].sort_key)


def places(group: Sequence[Diagnostic]) -> str:
    """`at a.yaml:3:5, a.yaml:9:5, b.yaml:2:5 and 297 more`, or for missing translations how many each file lacks."""
    if group[0].code in _UNTRANSLATED:
        files = [(path, len(list(some))) for path, some in groupby(group, key=lambda one: one.span.path)]
        shown = ", ".join(f"{path} ({count})" for path, count in files)
        return f"{shown}; first at {group[0].span}"
    shown = ", ".join(str(one.span) for one in group[:PLACES])
    return f"{shown} and {len(group) - PLACES:,} more"


def title(group: Sequence[Diagnostic]) -> str:
    return f"{CODES[group[0].code].meaning}, {len(group):,} times"


def shared_hint(group: Sequence[Diagnostic]) -> str:
    """The hint, if it is the same for all."""
    hints = {one.hint for one in group}
    return next(iter(hints)) or "" if len(hints) == 1 else ""
