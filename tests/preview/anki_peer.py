"""Cards that real Anki renders, in the shape of ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deckgen.diagnostics import Span
from deckgen.model import EntryId, Guid, Html, Language, NotetypeKey, Sha256, TopicName
from deckgen.notes import Note, NoteKey, Notetype
from deckgen.notes.cardgen import cloze_ordinals, normal_ordinals
from deckgen.notes.note import CardTemplate, NoteCard, NoteField
from deckgen.preview.anki_html import Card, render_cards

DECK = "Books::Birds::Owls"
MOST_CLOZES = 500
"""Anki makes one empty card for all higher numbers; deckgen takes none of them (K102)."""

EMPTY = "docs.ankiweb.net/templates/errors.html"
"""Anki says what is wrong with a card whose front is empty, and where to read more."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What a card shows, with what differs by nature made equal: see `theirs` and `ours`."""

    ord: int
    front: str
    back: str


def theirs(card: Any) -> Sides:
    """A card of real Anki. Its marks for players become sound tags again, the ids of hints and cards 0."""
    output = card.render_output()
    front = _with_sounds(output.question_text, "q", output.question_av_tags)
    back = _with_sounds(output.answer_text, "q", output.question_av_tags)
    back = _with_sounds(back, "a", output.answer_av_tags)
    return Sides(card.ord, *(_equal(side).replace(str(card.id), "0") for side in (front, back)))


def ours(card: Card) -> Sides:
    """A card of the preview."""
    return Sides(card.ord, _equal(card.front), _equal(card.back))


def _with_sounds(html: str, side: str, tags: Iterable[Any]) -> str:
    for index, tag in enumerate(tags):
        html = html.replace(f"[anki:play:{side}:{index}]", f"[sound:{getattr(tag, 'filename', '')}]")
    return html


def _equal(html: str) -> str:
    return re.sub(r"\bhint[0-9a-f]{16}\b", "hint0", html)


def same_note(note: Any) -> tuple[Note, Notetype]:
    """A note of Anki and its notetype as ours."""
    model = note.note_type()
    templates = tuple(CardTemplate("t", t["name"], 0, t["qfmt"], t["afmt"]) for t in model["tmpls"])
    names = tuple(field["name"] for field in model["flds"])
    key: NotetypeKey = "cloze" if model["type"] else "basic"
    fields = tuple(NoteField(name.lower(), name, 0) for name in names)
    notetype = Notetype(key, 0, model["name"], fields, templates, "", 0, Sha256(""))
    values = tuple(map(Html, note.fields))
    named = dict(zip(names, note.fields, strict=True))
    ordinals = cloze_ordinals(note.fields) if notetype.is_cloze else normal_ordinals(templates, named)
    ordinals = tuple(ord_ for ord_ in ordinals if ord_ + 1 < MOST_CLOZES)
    return Note(
        NoteKey(EntryId("one"), Language("en")), TopicName("a"), "qa", key, values, tuple(note.tags), {},
        tuple(NoteCard(ord_, str(ord_)) for ord_ in ordinals), Guid("guid"), Sha256(""), Sha256(""), None,
        Span("cards/a/x.yaml"),
    ), notetype  # fmt: skip


def both(note: Any) -> tuple[list[Sides], list[Sides]]:
    """The cards of a note as real Anki renders them, and as we do. Empty cards are left out: we have nothing to show there."""
    note_of_ours, notetype = same_note(note)
    rendered = [ours(card) for card in render_cards(note_of_ours, notetype, deck=DECK)]
    full = {card.ord: theirs(card) for card in note.cards() if EMPTY not in card.render_output().question_text}
    full = {ord_: sides for ord_, sides in full.items() if ord_ in {one.ord for one in rendered}}
    return list(full.values()), [sides for sides in rendered if sides.ord in full]
