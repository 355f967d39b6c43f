"""The beginning of a question in words, from the HTML of its field."""

from deckgen.notes.cardgen import cloze_marks
from deckgen.preview.plain_text import sentence

_LENGTH = 100
GAP = "[...]"


def question_of(html: str) -> str:
    """One line of at most 100 characters; what a cloze hides is `[...]`."""
    line = sentence(_with_gaps(html))
    return line if len(line) <= _LENGTH else line[: _LENGTH - 3] + "..."


def _with_gaps(text: str) -> str:
    shown: list[str] = []
    depth = position = 0
    for mark, opening in cloze_marks(text):
        if depth == 0:
            shown.append(text[position : mark.start()])
            shown.append(GAP if opening else mark.group())
        position = mark.end()
        depth = depth + 1 if opening else max(0, depth - 1)
    return "".join(shown) + text[position:]
