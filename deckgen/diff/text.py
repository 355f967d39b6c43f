"""A comparison as lines for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator

from deckgen.diff.comparison import Comparison, DifferenceKind, SchemaCost
from deckgen.diff.labels import labels

_WIDTH = 110
_INDENT = " " * 22
_HARD_SPACE = "\u00a0"
_IN_WORDS = {DifferenceKind.CARDS: "with other cards"}
COSTS = {
    SchemaCost.MERGE: "people must tick `Merge note types` once, or their notes are never updated again; one full sync",
    SchemaCost.MERGE_ALWAYS: (
        "people must tick `Merge note types` and choose `Update notes: Always` once, or their notes are never updated again; "
        "one full sync"
    ),
    SchemaCost.FULL_SYNC: "forces a full sync on everyone, and with `Update notes: If newer` no correction of this import arrives",
}


def outcome(comparison: Comparison) -> str:
    """The line that comes first."""
    names = f"{comparison.old.origin} -> {comparison.new.origin}"
    if comparison.is_empty:
        return f"{names}: no difference in {_notes(comparison.same)}."
    counts = [f"{len(found):,} {_IN_WORDS.get(kind, kind.value)}" for kind, found in comparison.by_kind().items()]
    counts += [f"{len(found)} {what}" for found, what in _others(comparison) if found]
    return f"{names}: {', '.join(counts)}; {_notes(comparison.same)} the same."


def lines(comparison: Comparison) -> Iterator[str]:
    """What differs, topic by topic, then notetypes and decks."""
    for section, differences in comparison.by_section().items():
        yield section
        for kind in dict.fromkeys(one.kind for one in differences):
            found = [one for one in differences if one.kind is kind]
            yield from _row(kind.value, len(found), ", ".join(_unbroken(labels(comparison, found))))
    if comparison.looks or comparison.schemas:
        yield "notetypes"
    for arrives, what in ((True, "no note is touched"), (False, "not newer, so nobody who has the decks sees it")):
        if names := [one.notetype for one in comparison.looks if one.arrives is arrives]:
            yield from _row("look", len(names), f"{', '.join(names)}: {what}")
    for schema in comparison.schemas:
        yield from _row("schema", 1, f"{schema.notetype} ({schema.detail}): {COSTS[schema.cost]}")
    if comparison.renamed_decks:
        yield "decks"
        renamed = "; ".join(f"`{before}` -> `{now}`" for before, now in comparison.renamed_decks)
        yield from _row("renamed", len(comparison.renamed_decks), renamed)


def _others(comparison: Comparison) -> Iterable[tuple[tuple[object, ...], str]]:
    many = len(comparison.renamed_decks) > 1
    return (
        (comparison.looks, "with a new look" if len(comparison.looks) == 1 else "with new looks"),
        (comparison.schemas, "with another schema"),
        (comparison.renamed_decks, "decks renamed" if many else "deck renamed"),
    )


def _unbroken(names: Iterable[str]) -> Iterator[str]:
    return (name.replace(" ", _HARD_SPACE) for name in names)


def _row(what: str, count: int, text: str) -> list[str]:
    wrapped = textwrap.wrap(
        text, _WIDTH, initial_indent=f"  {what:<12}{count:>6}  ", subsequent_indent=_INDENT,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [line.replace(_HARD_SPACE, " ") for line in wrapped]


def _notes(count: int) -> str:
    return f"{count:,} note{'' if count == 1 else 's'}"
