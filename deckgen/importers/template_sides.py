"""Which fields of a note stand on which side of a card, as its template says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deckgen.notes.cardgen import is_empty_field
from deckgen.notes.template import Node, Replacement, Section, TemplateFaultError, parse_template

_SPECIAL = {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}


@dataclass(frozen=True, slots=True)
class CardSides:
    """Field names in the order of the template. What is behind a hint counts as answer; a box to type in shows nothing."""

    question: tuple[str, ...]
    answer: tuple[str, ...]
    clozes: tuple[str, ...]


def card_sides(front: str, back: str, values: Mapping[str, str]) -> CardSides:
    """The fields with content that one card of a note shows. A template that is broken shows all fields, the first one in front."""
    filled = [name for name, value in values.items() if not is_empty_field(value)]
    try:
        shown = list(_shown(parse_template(front), values))
        behind = list(_shown(parse_template(back), values))
    except TemplateFaultError:
        return CardSides(tuple(filled[:1]), tuple(filled[1:]), ())
    question = [node.field for node in shown if not _is_for_later(node)]
    answer = [node.field for node in (*behind, *(one for one in shown if _is_for_later(one)))]
    clozes = tuple(dict.fromkeys(node.field for node in shown if "cloze" in node.filters))
    return CardSides(
        tuple(name for name in dict.fromkeys(question) if name in filled),
        tuple(name for name in dict.fromkeys(answer) if name in filled and name not in question),
        tuple(name for name in clozes if name in filled),
    )


def _is_for_later(node: Replacement) -> bool:
    return bool({"type", "hint"} & set(node.filters))


def _shown(nodes: Sequence[Node], values: Mapping[str, str]) -> Iterator[Replacement]:
    for node in nodes:
        match node:
            case Replacement(field, filters):
                is_speech = any(one.startswith("tts") for one in filters)
                if field not in _SPECIAL and not is_speech:
                    yield node
            case Section(mark, field, children):
                if (not is_empty_field(values.get(field, ""))) == (mark == "#"):
                    yield from _shown(children, values)
