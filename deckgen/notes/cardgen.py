"""Which cards Anki makes from a note, by Anki's own rules (rslib `template.rs`, `cloze.rs`, `notetype/cardgen.rs`).

Import takes card rows from the package and makes none itself, so the rows must be exactly those Anki would make.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from deckgen.notes.note import CardTemplate

_TAG = re.compile(r"<!--.*?-->|\{\{\s*(?P<mark>[#^/]?)(?P<body>.*?)\}\}", re.DOTALL)
"""Comments too, since Anki reads no tags inside them."""
_EMPTY_FIELD = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*", re.IGNORECASE | re.ASCII)
_CLOZE = re.compile(r"\{\{c(?P<numbers>\d+(?:,\d+)*)::|\}\}")
_CLOZE_START = re.compile(r"\{\{(?=c\d)")
_MOST_CLOZES = 500
_SHOWS_SOMETHING = re.compile(r"<(?:img|audio|video|object|svg|table)\b|\[sound:", re.IGNORECASE)


class TemplateFaultError(ValueError):
    """A card template Anki could not parse; the message says why."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A replacement (mark ""), a section (`#`) or an inverted section (`^`)."""

    mark: str
    field: str
    filters: tuple[str, ...] = ()
    children: tuple["_Node", ...] = ()


@lru_cache(maxsize=64)
def parse_template(text: str) -> tuple[_Node, ...]:
    """The tags of a card template as a tree. Raises `TemplateFaultError` for sections that do not match."""
    stack: list[tuple[str, str, list[_Node]]] = [("", "", [])]
    for tag in _TAG.finditer(text):
        if tag["body"] is None:
            continue
        mark, body = tag["mark"], tag["body"].strip()
        if mark in {"#", "^"}:
            stack.append((mark, body, []))
        elif mark == "/":
            opened, name, children = stack.pop() if len(stack) > 1 else ("", "", [])
            if name != body or not opened:
                raise TemplateFaultError(f"{{{{/{body}}}}} closes nothing that is open")
            stack[-1][2].append(_Node(opened, name, (), tuple(children)))
        else:
            *filters, name = body.split(":")
            stack[-1][2].append(_Node("", name, tuple(filters)))
    if len(stack) > 1:
        raise TemplateFaultError(f"{{{{{stack[-1][0]}{stack[-1][1]}}}}} is never closed")
    return tuple(stack[0][2])


def fields_used(nodes: Sequence[_Node]) -> Iterator[str]:
    """Every field name a template mentions."""
    for node in nodes:
        yield node.field
        yield from fields_used(node.children)


def normal_ordinals(templates: Sequence[CardTemplate], fields: Mapping[str, str]) -> tuple[int, ...]:
    """Ordinals of the cards of a normal note: one for each template whose front would show a field."""
    filled = {name for name, value in fields.items() if not _EMPTY_FIELD.fullmatch(value)}
    return tuple(
        ord_ for ord_, template in enumerate(templates) if _shows_a_field(parse_template(template.front), filled)
    )


def _shows_a_field(nodes: Sequence[_Node], filled: set[str]) -> bool:
    for node in nodes:
        if node.mark == "":
            shown = node.field in filled
        else:
            shown = (node.field in filled) == (node.mark == "#") and _shows_a_field(node.children, filled)
        if shown:
            return True
    return False


def cloze_ordinals(fields: Iterable[str]) -> tuple[int, ...]:
    """Ordinals of the cards of a cloze note: one for each number in any field, whatever the template shows."""
    numbers = {number for field in fields for number in cloze_numbers(field)}
    return tuple(sorted({min(number, _MOST_CLOZES) - 1 for number in numbers if number > 0}))


def cloze_numbers(text: str) -> set[int]:
    """The numbers of all closed deletions, nested ones and `{{c1,2::...}}` included; one left open hides those inside it."""
    numbers: set[int] = set()
    opened: list[set[int]] = []
    for token in _CLOZE.finditer(text):
        if token["numbers"]:
            opened.append({int(number) for number in token["numbers"].split(",")})
        elif opened:
            closed = opened.pop()
            (opened[-1] if opened else numbers).update(closed)
    return numbers


def without_cloze_markup(html: str) -> str:
    """The same to a reader, and no deletion to Anki."""
    return _CLOZE_START.sub("&#123;&#123;", html)


def is_blank(html: str) -> bool:
    """Whether a person would see nothing: no text, picture, sound or table."""
    if _SHOWS_SOMETHING.search(html):
        return False
    text = re.sub(r"<!--.*?-->|<[^>]*>", "", html, flags=re.DOTALL)
    return not re.sub(r"&nbsp;|&#160;|[\s\u00a0\u200b\u3000\ufeff]", "", text)
