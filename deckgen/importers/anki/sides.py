"""Which fields of a note stand on which side of a card, as its template says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.notes.cardgen import is_empty_field
from deckgen.notes.template import Node, Replacement, Section, TemplateFaultError, parse_template

_SPECIAL = {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}


@dataclass(frozen=True, slots=True)
class CardSides:
    """Field names in the order of the template. What is behind a hint counts as answer; a box to type in shows nothing."""

    question: tuple[str, ...]
    answer: tuple[str, ...]
    clozes: tuple[str, ...]
    readings: Mapping[str, str] = field(default_factory=dict)
    """Fields that a filter for Japanese writes: `furigana`, `kanji` or `kana`, by the field's name."""
    aids: tuple[str, ...] = ()
    """What the card has that an entry has not."""


_READINGS = ("furigana", "kanji", "kana")
_AIDS = {
    "type": "the box to type the answer into",
    "tts": "the voice that reads a text aloud",
    "hint": "the click that shows a hint, which stands with the answer now",
}
"""Filter to what is lost without it."""


def card_sides(front: str, back: str, values: Mapping[str, str]) -> CardSides:
    """The fields with content that one card of a note shows. A template that is broken shows all fields, the first one in front."""
    filled = [name for name, value in values.items() if not is_empty_field(value)]
    try:
        fronts = list(_replacements(parse_template(front), values))
        backs = list(_replacements(parse_template(back), values))
    except TemplateFaultError:
        return CardSides(tuple(filled[:1]), tuple(filled[1:]), ())
    shown = [node for node in fronts if not _is_speech(node)]
    behind = [node for node in backs if not _is_speech(node)]
    used = [node for node in (*fronts, *backs) if node.field in filled]
    question = [node.field for node in shown if not _is_for_later(node)]
    answer = [node.field for node in (*behind, *(one for one in shown if _is_for_later(one)))]
    clozes = tuple(dict.fromkeys(node.field for node in shown if "cloze" in node.filters))
    return CardSides(
        tuple(name for name in dict.fromkeys(question) if name in filled),
        tuple(name for name in dict.fromkeys(answer) if name in filled and name not in question),
        tuple(name for name in clozes if name in filled),
        {node.field: one for node in used for one in node.filters if one in _READINGS},
        tuple(aid for name, aid in _AIDS.items() if any(name in map(_bare, node.filters) for node in used)),
    )


def _is_for_later(node: Replacement) -> bool:
    return bool({"type", "hint"} & set(node.filters))


def _bare(filter_: str) -> str:
    """The name of a filter: `tts` of `tts en_US voices=...`."""
    return filter_.split(" ", 1)[0]


def _is_speech(node: Replacement) -> bool:
    return any(_bare(one) == "tts" for one in node.filters)


def _replacements(nodes: Sequence[Node], values: Mapping[str, str]) -> Iterator[Replacement]:
    """The fields that are shown or spoken, in order."""
    for node in nodes:
        match node:
            case Replacement(name):
                if name not in _SPECIAL:
                    yield node
            case Section(mark, name, children):
                if (not is_empty_field(values.get(name, ""))) == (mark == "#"):
                    yield from _replacements(children, values)
