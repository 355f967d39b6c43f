"""What of two snapshots can be compared: one package is perhaps only a topic, or only one language."""

from collections.abc import Iterable
from dataclasses import replace

from deckgen.diff.snapshot import Snapshot
from deckgen.model import Language


def scoped(old: Snapshot, new: Snapshot) -> tuple[Snapshot, Snapshot, tuple[str, ...]]:
    """Both without what the other one was not made to hold, and remarks about that and about what does not fit."""
    narrow_new, said_of_new = _narrowed(new, old)
    narrow_old, said_of_old = _narrowed(old, new)
    remarks = (*said_of_new, *said_of_old, *_mismatches(narrow_old, narrow_new))
    return narrow_old, narrow_new, remarks


def _narrowed(whole: Snapshot, part: Snapshot) -> tuple[Snapshot, tuple[str, ...]]:
    """`whole` as far as the package `part` reaches: the deck of its topic, or the decks of its language."""
    if not part.is_package or whole.namespace != part.namespace:
        return whole, ()
    known = [deck for identity, deck in whole.decks.items() if identity in part.decks]
    if len(part.decks) == 1 and len(whole.decks) > 1 and known:
        kept = {deck.id for deck in known}
        said = f"{part.origin} is the package of one deck: of {whole.origin} only that deck is compared"
    else:
        languages = part.languages or {deck.language for deck in known if deck.language}
        kept = {identity for identity, deck in whole.decks.items() if deck.language in languages}
        said = f"{part.origin} is a package in {_listed(languages)}: of {whole.origin} only that language is compared"
        if not kept or not languages:
            return whole, ()
    notes = {guid: note for guid, note in whole.notes.items() if note.deck.id in kept or guid in part.notes}
    return (replace(whole, notes=notes), (said,)) if len(notes) < len(whole.notes) else (whole, ())


def _mismatches(old: Snapshot, new: Snapshot) -> tuple[str, ...]:
    remarks = []
    if old.namespace != new.namespace and old.notes and new.notes:
        names = [f"`{one.namespace}`" if one.namespace else "none of deckgen's" for one in (old, new)]
        remarks.append(f"the namespaces differ ({names[0]} and {names[1]}): to Anki these are other decks")
    elif (
        old.languages
        and new.languages
        and not old.languages & new.languages
        and not old.notes.keys() & new.notes.keys()
    ):
        editions = f"{_listed(old.languages)} and {_listed(new.languages)}"
        remarks.append(f"these are editions in different languages ({editions}), which have no note in common")
    if old.notes.keys() & new.notes.keys() and new.newest_mtime < old.newest_mtime:
        remarks.append(f"{new.origin} is older than {old.origin}: people who have the latter would see nothing of it")
    return tuple(remarks)


def _listed(languages: Iterable[Language]) -> str:
    return ", ".join(sorted(languages))
