"""Cloze marks as authors write them, the private characters that stand for them while a text is rendered, and the way back."""

import re

CLOZE_OPEN, CLOZE_CLOSE, CLOZE_HINT, NUMBERS_END = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
CLOZE_MARK = re.compile(r"\{\{c(\d+(?:,\d+)*)::")
"""The beginning of a deletion, with its numbers."""
_MARKS = re.compile(rf"{CLOZE_MARK.pattern}|\}}\}}|::")
_MARKS_AND_HINTS = re.compile(rf"{CLOZE_MARK.pattern}|::[^:{{}}]*(?=\}}\}})|\}}\}}")
OPENING = re.compile(f"{CLOZE_OPEN}([0-9,]+){NUMBERS_END}")


def as_author_wrote(text: str) -> str:
    """The author's `{{c1::`, `::` and `}}` for the private characters."""
    return OPENING.sub(r"{{c\1::", text).replace(CLOZE_CLOSE, "}}").replace(CLOZE_HINT, "::")


def covered_marks(text: str, cover: str) -> str:
    """The text with `cover` for each character of a mark; as long as the text itself."""
    return _MARKS.sub(lambda mark: cover * len(mark[0]), text)


def without_marks(text: str) -> str:
    """What stands in a text when nothing is hidden: without its marks and hints."""
    return _MARKS_AND_HINTS.sub("", text)
