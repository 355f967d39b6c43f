"""Which cards Anki makes from a note, by Anki's own rules (rslib `template.rs`, `cloze.rs`, `notetype/cardgen.rs`).

Import takes card rows from the package and makes none itself, so the rows must be exactly those Anki would make.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from deckgen.notes.note import CardTemplate
from deckgen.notes.template import Node, Replacement, Section, parse_template

_EMPTY_FIELD = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*", re.IGNORECASE | re.ASCII)
_CLOZE = re.compile(r"\{\{c(?P<numbers>[\d,]+)::|\}\}", re.ASCII)
_CLOZE_START = re.compile(r"\{\{(?=c[\d,])", re.ASCII)
_LARGEST_NUMBER = 65535
DEEPEST_CLOZE = 10
"""How many deletions may lie within each other; Anki passes over further openings."""
_MOST_CLOZES = 500
_SHOWS_SOMETHING = re.compile(r"<(?:img|audio|video|object|svg|table)\b|\[sound:", re.IGNORECASE)


def normal_ordinals(templates: Sequence[CardTemplate], fields: Mapping[str, str]) -> tuple[int, ...]:
    """Ordinals of the cards of a normal note: one for each template whose front would show a field."""
    filled = {name for name, value in fields.items() if not is_empty_field(value)}
    return tuple(
        ord_ for ord_, template in enumerate(templates) if _shows_a_field(parse_template(template.front), filled)
    )


def _shows_a_field(nodes: Sequence[Node], filled: set[str]) -> bool:
    return any(_shows(node, filled) for node in nodes)


def _shows(node: Node, filled: set[str]) -> bool:
    match node:
        case Replacement(field):
            return field in filled
        case Section(mark, field, children):
            return (field in filled) == (mark == "#") and _shows_a_field(children, filled)
    return False


def is_empty_field(html: str) -> bool:
    """Whether a template's sections take the field for empty: it has nothing but spaces and bare `<br>` and `<div>`."""
    return _EMPTY_FIELD.fullmatch(html) is not None


def cloze_ordinals(fields: Iterable[str]) -> tuple[int, ...]:
    """Ordinals of the cards of a cloze note: one for each number in any field, whatever the template shows."""
    numbers = {number for field in fields for number in cloze_numbers(field)}
    return tuple(sorted({min(number, _MOST_CLOZES) - 1 for number in numbers if number > 0}))


def cloze_numbers(text: str) -> set[int]:
    """The numbers of all closed deletions, nested ones and `{{c1,2::...}}` included; one left open hides those inside it."""
    numbers: set[int] = set()
    opened: list[set[int]] = []
    for _, opening in cloze_marks(text):
        if not opening and opened:
            closed = opened.pop()
            (opened[-1] if opened else numbers).update(closed)
        elif opening and len(opened) < DEEPEST_CLOZE:
            opened.append(set(opening))
    return numbers


def cloze_marks(text: str) -> Iterator[tuple[re.Match[str], tuple[int, ...]]]:
    """Every `{{c1,2::` with its numbers in order, and every `}}` with none."""
    for mark in _CLOZE.finditer(text):
        written = mark["numbers"]
        numbers = {int(one) for one in (written or "").split(",") if one and int(one) <= _LARGEST_NUMBER}
        if numbers or written is None:
            yield mark, tuple(sorted(numbers))


def without_cloze_markup(html: str) -> str:
    """The same to a reader, and no deletion to Anki."""
    return _CLOZE_START.sub("&#123;&#123;", html)


def is_blank(html: str) -> bool:
    """Whether a person would see nothing: no text, picture, sound or table."""
    if _SHOWS_SOMETHING.search(html):
        return False
    text = re.sub(r"<!--.*?-->|<[^>]*>", "", html, flags=re.DOTALL)
    return not re.sub(r"&nbsp;|&#160;|[\s\u00a0\u200b\u3000\ufeff]", "", text)
