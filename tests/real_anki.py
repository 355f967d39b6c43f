"""Real Anki as a peer: what it makes of one note after the other, each of a notetype of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

FIELDS = ("Front", "Back", "Extra")


class RealAnki:
    """One collection. Every note has the fields of `FIELDS`."""

    def __init__(self, path: Path, deck: str = "Default") -> None:
        self.collection: Any = pytest.importorskip("anki.collection").Collection(str(path))
        self.deck = self.collection.decks.id(deck)
        self.count = 0

    def add(
        self, templates: Sequence[tuple[str, str, str]], fields: Sequence[str], *, cloze: bool = False, tags: str = ""
    ) -> Any:
        """A new note. `templates` are name, front and back; None where Anki refuses one of them."""
        models = self.collection.models
        self.count += 1
        notetype = models.new(f"N{self.count}")
        notetype["type"] = int(cloze)
        for name in FIELDS:
            models.add_field(notetype, models.new_field(name))
        for name, front, back in templates:
            template = models.new_template(name)
            template["qfmt"], template["afmt"] = front, back
            models.add_template(notetype, template)
        try:
            models.add_dict(notetype)
        except Exception:  # what Anki raises for a template it refuses has changed its name over the versions
            return None
        note = self.collection.new_note(models.by_name(f"N{self.count}"))
        note.fields, note.tags = list(fields), tags.split()
        self.collection.add_note(note, self.deck)
        return self.collection.get_note(note.id)

    def ordinals(self, fronts: Sequence[str], fields: Sequence[str], *, cloze: bool = False) -> tuple[int, ...] | None:
        """The ordinals of the cards Anki makes for a new note, which then goes; None where it takes no such template."""
        templates = [(f"T{n}", front, front if cloze else f"{n}") for n, front in enumerate(fronts)]
        note = self.add(templates, fields, cloze=cloze)
        if note is None:
            return None
        ordinals = tuple(sorted(card.ord for card in note.cards()))
        self.collection.remove_notes([note.id])
        self.collection.models.remove(note.mid)
        return ordinals
