"""A problem in a text before it has a place in a file, and the marks that rendering puts into texts."""

from dataclasses import dataclass

MARK_START, MARK_END = "\ufdd0", "\ufdd1"


@dataclass(frozen=True, slots=True)
class TextProblem:
    """Something wrong with a text: what, and the offset in the text; None where it is the text as a whole."""

    code: str
    message: str
    offset: int | None = None
    hint: str | None = None
