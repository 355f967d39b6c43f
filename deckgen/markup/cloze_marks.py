"""The private characters that stand for cloze marks while a text is rendered, and the way back to what the author wrote."""

import re

CLOZE_OPEN, CLOZE_CLOSE, CLOZE_HINT, NUMBERS_END = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
OPENING = re.compile(f"{CLOZE_OPEN}([0-9,]+){NUMBERS_END}")


def as_author_wrote(text: str) -> str:
    """The author's `{{c1::`, `::` and `}}` for the private characters."""
    return OPENING.sub(r"{{c\1::", text).replace(CLOZE_CLOSE, "}}").replace(CLOZE_HINT, "::")
