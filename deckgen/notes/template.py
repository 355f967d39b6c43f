"""Anki's card templates as trees (rslib `template.rs`): text, `{{filter:Field}}`, `{{#Field}}..{{/Field}}`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias, cast

_TAG = re.compile(r"<!--.*?-->|\{\{(?P<tag>.*?)\}\}", re.DOTALL)
"""Comments too, since Anki reads no tags inside them."""
_CARD_SECTION = re.compile(r"c\d+", re.ASCII)


class TemplateFaultError(ValueError):
    """A card template Anki could not parse; the message says why."""


@dataclass(frozen=True, slots=True)
class TemplateText:
    """What Anki copies as it stands, comments included."""

    text: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """The place of a field. `filters` are in the order in which they work: the one next to the field's name first."""

    field: str
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What is there only if the field has content (`#`), or only if it has none (`^`)."""

    mark: Literal["#", "^"]
    field: str
    children: tuple["Node", ...]


Node: TypeAlias = TemplateText | Replacement | Section


@lru_cache(maxsize=64)
def parse_template(text: str) -> tuple[Node, ...]:
    """A card template as a tree. Raises `TemplateFaultError` for sections that do not match."""
    stack: list[tuple[str, str, list[Node]]] = [("", "", [])]
    position = 0
    for found in _TAG.finditer(text):
        if found["tag"] is None:
            continue
        _add_text(stack[-1][2], text[position : found.start()])
        position = found.end()
        mark, name = _mark_and_name(found["tag"])
        if mark == "/":
            _close(stack, name)
        elif mark:
            stack.append((mark, name, []))
        else:
            field, *filters = reversed(name.split(":"))
            stack[-1][2].append(Replacement(field, tuple(filters)))
    _add_text(stack[-1][2], text[position:])
    if len(stack) > 1:
        raise TemplateFaultError(f"{{{{{stack[-1][0]}{stack[-1][1]}}}}} is never closed")
    return tuple(stack[0][2])


def _add_text(nodes: list[Node], text: str) -> None:
    if text:
        nodes.append(TemplateText(text))


def _mark_and_name(tag: str) -> tuple[str, str]:
    """`{{{Field}}}` names the field too, and a mark alone is a name."""
    name = tag.lstrip("{").strip()
    if len(name) > 1 and name[0] in "#^/":
        return name[0], name[1:].lstrip()
    return "", name


def _close(stack: list[tuple[str, str, list[Node]]], name: str) -> None:
    mark, opened, children = stack[-1]
    if not mark or opened != name:
        raise TemplateFaultError(f"{{{{/{name}}}}} closes nothing that is open")
    stack.pop()
    stack[-1][2].append(Section(cast("Literal['#', '^']", mark), name, tuple(children)))


def fields_used(nodes: Sequence[Node]) -> Iterator[str]:
    """Every field name a template mentions. `{{#c2}}` names none: it asks whether this is the second card."""
    for node in nodes:
        match node:
            case Replacement(field):
                yield field
            case Section(_, field, children):
                if not _CARD_SECTION.fullmatch(field):
                    yield field
                yield from fields_used(children)
