"""Cards as Anki renders them from a note and its card templates (rslib `template.rs`, `notetype/render.rs`)."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from deckgen.model import Html
from deckgen.notes import Note, Notetype
from deckgen.notes.cardgen import is_empty_field
from deckgen.notes.note import CardTemplate
from deckgen.notes.template import Node, Replacement, Section, TemplateText, parse_template
from deckgen.preview.field_filters import Place, filtered

_FRONT_SIDE = "FrontSide"


@dataclass(frozen=True, slots=True)
class Card:
    """One card: `ord` counts from 0. The sides hold `[sound:..]`, `[anki:tts ..]`, `[[type:..]]` and TeX as clients get them."""

    note: Note
    ord: int
    front: Html
    back: Html


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side is rendered from. `front` is the finished front, or None while that is rendered."""

    values: Mapping[str, str]
    filled: Set[str]
    number: int
    front: str | None


def render_cards(note: Note, notetype: Notetype, *, deck: str) -> tuple[Card, ...]:
    """The note's cards in order. `deck` is the full name of their deck, as learners see it.

    No card id is known before an import, so `{{CardID}}` is 0. A template that cannot be parsed or names an unknown field
    raises `TemplateFaultError` or `KeyError`; `load_notetypes` lets none through.
    """
    return tuple(render_card(note, notetype, one.ord, deck=deck) for one in note.cards)


def render_card(note: Note, notetype: Notetype, ord_: int, *, deck: str) -> Card:
    """One of them alone."""
    template = notetype.templates[0 if notetype.is_cloze else ord_]
    values = _special_fields(note, notetype, template, deck)
    values |= {field.name: str(value) for field, value in zip(notetype.fields, note.fields, strict=True)}
    filled = {name for name, value in values.items() if not is_empty_field(value)} | {f"c{ord_ + 1}"}
    front = _rendered(parse_template(template.front), _Side(values, filled, ord_ + 1, None))
    back = _rendered(parse_template(template.back), _Side(values, filled, ord_ + 1, front))
    return Card(note, ord_, Html(front), Html(back))


def _special_fields(note: Note, notetype: Notetype, template: CardTemplate, deck: str) -> dict[str, str]:
    """Fields that every note has, unless it has one of that name itself."""
    return {
        "Tags": " ".join(note.tags),
        "Type": notetype.name,
        "Deck": deck,
        "Subdeck": deck.rpartition("::")[2],
        "Card": template.name,
        "CardFlag": "flag0",
        "CardID": "0",
    }


def _rendered(nodes: Sequence[Node], side: _Side) -> str:
    return "".join(_node(node, side) for node in nodes)


def _node(node: Node, side: _Side) -> str:
    match node:
        case TemplateText(text):
            return text
        case Section(mark, field, children):
            return _rendered(children, side) if (field in side.filled) == (mark == "#") else ""
        case Replacement(field, filters):
            return _replaced(field, filters, side)


def _replaced(field: str, filters: tuple[str, ...], side: _Side) -> str:
    if field == _FRONT_SIDE:
        return side.front or ""
    if not field and filters:
        return ""  # an add-on's filter may bring text of its own
    return filtered(side.values[field], filters, Place(field, side.number, is_front=side.front is None))
