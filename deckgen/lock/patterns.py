"""One pattern where many findings ask for permissions of one kind: nobody wants to type three hundred options."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from deckgen.diagnostics import Diagnostic

_OPTION = re.compile(r"deckgen build (?P<option>--\w+ (?:\w+:)?)(?P<name>[a-z0-9-]+)$")


def with_patterns(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The problems, with a pattern for all of a kind beside the permission that each hint names."""
    given = tuple(problems)
    names: dict[tuple[str, str], dict[str, None]] = {}
    for problem in given:
        if asked := _OPTION.search(problem.hint or ""):
            names.setdefault((problem.code, asked["option"]), {})[asked["name"]] = None
    for problem in given:
        asked = _OPTION.search(problem.hint or "")
        same = tuple(names[problem.code, asked["option"]]) if asked else ()
        if asked and len(same) > 1:
            # Double quotes keep every shell from expanding the pattern; cmd.exe knows no single ones.
            option, word = asked["option"].split(" ")
            every = f'{option} "{word}{_pattern(same)}"'
            yield replace(problem, hint=f"{problem.hint} (for all {len(same)}: {every})")
        else:
            yield problem


def _pattern(names: Sequence[str]) -> str:
    """The words that all names begin with, and `*`."""
    words = zip(*(name.split("-")[:-1] for name in names), strict=False)
    return "-".join([*(same[0] for same in takewhile(lambda some: len(set(some)) == 1, words)), "*"])
