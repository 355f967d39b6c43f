"""What Anki's filters `cloze` and `cloze-only` make of deletions (rslib `cloze.rs`). Image occlusion is not supported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TypeAlias

from deckgen.notes.cardgen import DEEPEST_CLOZE, cloze_marks
from deckgen.preview.tags import without_tags

_MATH = re.compile(r"(?P<open>\\[(\[])(?P<tex>.*?)(?P<close>\\[\])])", re.DOTALL)
_ATTRIBUTE = re.compile(r"[^0-9A-Za-z\u0100-\U0010ffff]")
_NO_HINT = "..."


@dataclass(slots=True)
class Deletion:
    """`{{c1,2::content::hint}}`; the content may hold further deletions."""

    numbers: tuple[int, ...]
    content: list["str | Deletion"] = field(default_factory=list)
    hint: str = _NO_HINT

    @property
    def attribute(self) -> str:
        return ",".join(map(str, self.numbers))

    def plain(self) -> str:
        """Everything inside, without the marks of inner deletions."""
        return "".join(part if isinstance(part, str) else part.plain() for part in self.content)


Part: TypeAlias = str | Deletion


def cloze(html: str, number: int, *, is_front: bool) -> str:
    """The text with deletion `number` hidden, or shown on the back; "" if there is no such deletion."""
    parts = _parse(html)
    if not any(number in deletion.numbers for deletion in _reached(parts)):
        return ""
    shown = _shown(parts, number, is_front=is_front)
    return _MATH.sub(lambda math: math["open"] + without_tags(math["tex"]) + math["close"], shown)


def cloze_only(html: str, number: int, *, is_front: bool) -> str:
    """What deletion `number` hides, or its hints on the front, with commas between several."""
    found = (deletion for deletion in _reached(_parse(html)) if number in deletion.numbers)
    return ", ".join(deletion.hint if is_front else deletion.plain() for deletion in found)


@lru_cache(maxsize=16)
def _parse(html: str) -> tuple[Part, ...]:
    """Text and deletions in order. Deletions that are never closed are not there, as in Anki, nor is what they hold."""
    done: list[Part] = []
    opened: list[Deletion] = []
    position = 0
    for mark, numbers in cloze_marks(html):
        _add(html[position : mark.start()], done, opened)
        position = mark.end()
        if not numbers:
            closed: Part = opened.pop() if opened else mark.group()
            (opened[-1].content if opened else done).append(closed)
        elif len(opened) < DEEPEST_CLOZE:
            opened.append(Deletion(numbers))
    _add(html[position:], done, opened)
    return tuple(done)


def _add(text: str, done: list[Part], opened: list[Deletion]) -> None:
    if not text:
        return
    if not opened:
        done.append(text)
        return
    text, mark, hint = text.partition("::")
    opened[-1].content.append(text)
    if mark:
        opened[-1].hint = hint


def _reached(parts: tuple[Part, ...] | list[Part]) -> Iterator[Deletion]:
    for part in parts:
        if isinstance(part, Deletion):
            yield part
            yield from _reached(part.content)


def _shown(parts: tuple[Part, ...] | list[Part], number: int, *, is_front: bool) -> str:
    return "".join(part if isinstance(part, str) else _span(part, number, is_front=is_front) for part in parts)


def _span(deletion: Deletion, number: int, *, is_front: bool) -> str:
    inside = _shown(deletion.content, number, is_front=is_front)
    ordinals = f'data-ordinal="{deletion.attribute}"'
    if number not in deletion.numbers:
        return f'<span class="cloze-inactive" {ordinals}>{inside}</span>'
    if is_front:
        hidden = _ATTRIBUTE.sub(_reference, inside)
        return f'<span class="cloze" data-cloze="{hidden}" {ordinals}>[{deletion.hint}]</span>'
    return f'<span class="cloze" {ordinals}>{inside}</span>'


def _reference(found: re.Match[str]) -> str:
    """The character as Anki spells it in attributes."""
    character = found.group()
    return escape(character) if character in '&<>"' else f"&#x{ord(character):02X};"
