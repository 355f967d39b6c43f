"""How notes are called in lists: by id, and by language only where the other languages have no part in it."""

from collections.abc import Iterable, Iterator

from deckgen.diff.comparison import Comparison, Difference
from deckgen.model import Language


def labels(comparison: Comparison, differences: Iterable[Difference]) -> Iterator[str]:
    """One label an entry, in the given order: `id`, `id (en)`, `id (en: card 2 gone)`."""
    written = _languages(comparison)
    groups: dict[tuple[str, str], list[Difference]] = {}
    for one in differences:
        groups.setdefault((one.note.name, one.detail), []).append(one)
    for (name, detail), group in groups.items():
        languages = {one.note.language for one in group if one.note.language}
        partial = languages if languages < written.get(name, set()) else set()
        more = ": ".join(part for part in (", ".join(sorted(partial)), detail) if part)
        yield f"{name} ({more})" if more else name


def _languages(comparison: Comparison) -> dict[str, set[Language]]:
    """The languages each entry is written in, as far as they are known."""
    written: dict[str, set[Language]] = {}
    for snapshot in (comparison.old, comparison.new):
        for note in snapshot.notes.values():
            if note.language:
                written.setdefault(note.name, set()).add(note.language)
    return written
