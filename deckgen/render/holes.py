"""Holes in highlighted code: marks of deletions go back into the HTML that was made without them."""

import re
from collections.abc import Iterator

from deckgen.markup.cloze_marks import CLOZE_CLOSE, CLOZE_OPEN, NUMBERS_END
from deckgen.model import Html
from deckgen.render.highlight import highlight

_MARK = re.compile(f"{CLOZE_OPEN}[0-9,]+{NUMBERS_END}|{CLOZE_CLOSE}")
_EMPTY = re.compile(r"<span[^>]*></span>")
_PIECE = re.compile(r"<[^>]*>|&[#\w]+;|[^<&]")


def highlight_with_holes(language: str, source: str) -> Html:
    """The code block that `highlight` makes, with the marks of `source` in their places and every element whole around them."""
    marks = list(_marks(source))
    html = highlight(language, _MARK.sub("", source))
    if not marks:
        return html
    start = html.index("<code")
    start = html.index(">", start) + 1
    end = html.rindex("</code>")
    return Html(html[:start] + _EMPTY.sub("", "".join(_marked(html[start:end], marks))) + html[end:])


def _marks(source: str) -> Iterator[tuple[int, str]]:
    """Each mark with the number of characters of code before it."""
    taken = 0
    for mark in _MARK.finditer(source):
        yield mark.start() - taken, mark[0]
        taken += len(mark[0])


def _marked(html: str, marks: list[tuple[int, str]]) -> Iterator[str]:
    waiting, seen, element = list(reversed(marks)), 0, ""
    for piece in _PIECE.findall(html):
        if piece.startswith("<"):
            if piece.startswith("</"):
                yield from _due(waiting, seen, element, closings_only=True)
            element = "" if piece.startswith("</") else piece
        else:
            yield from _due(waiting, seen, element)
            seen += 1
        yield piece
    yield from (mark for _, mark in reversed(waiting))


def _due(waiting: list[tuple[int, str]], seen: int, element: str, *, closings_only: bool = False) -> Iterator[str]:
    """The marks that stand here; the element around them ends before and begins again after each."""
    while waiting and waiting[-1][0] <= seen and not (closings_only and waiting[-1][1] != CLOZE_CLOSE):
        mark = waiting.pop()[1]
        yield f"</span>{mark}{element}" if element else mark
