"""Cloze deletions in a text, in one pass: what stands in it when nothing is hidden."""

import re
from dataclasses import dataclass, field

_MARKS = re.compile(r"(\{\{c\d+(?:,\d+)*::|\}\}|::)", re.IGNORECASE)


@dataclass(slots=True)
class _Opened:
    """A deletion that is being read: its mark, its answer, and its hint once that has begun."""

    mark: str
    answer: list[str] = field(default_factory=list)
    hint: list[str] = field(default_factory=list)

    @property
    def last(self) -> list[str]:
        return self.hint or self.answer


def without_deletions(text: str) -> str:
    """The text with the answers of its deletions in their places, and without their hints. A mark that is never closed stays."""
    opened = [_Opened("")]
    for piece in _MARKS.split(text):
        if piece.startswith("{{") and piece.endswith("::"):
            opened.append(_Opened(piece))
        elif piece == "}}" and len(opened) > 1:
            closed = opened.pop()
            opened[-1].last.append("".join(closed.answer))
        elif piece == "::" and len(opened) > 1 and not opened[-1].hint:
            opened[-1].hint.append(piece)
        else:
            opened[-1].last.append(piece)
    return "".join("".join((one.mark, *one.answer, *one.hint)) for one in opened)
