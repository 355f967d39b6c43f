"""What may open and close emphasis: CommonMark's flanking rules, amended for scripts that put no blank between words.

CommonMark asks for a blank or punctuation around a run next to punctuation, so `**注意：**文字` stays as it stands. The amendment,
which its community knows as the CJK-friendly one, counts a wide character as such a neighbour, and wide punctuation as a letter.
"""

import unicodedata
from functools import lru_cache
from typing import Literal

Neighbour = Literal["space", "punctuation", "wide", "letter"]


@lru_cache(maxsize=4096)
def neighbour(character: str) -> Neighbour:
    """What a character (`""` at the edge of the text) is to the run of delimiters beside it."""
    if not character or character.isspace():
        return "space"
    if "\ufdd0" <= character <= "\ufdef":  # a cloze mark, which stands between words
        return "wide"
    if unicodedata.east_asian_width(character) in {"W", "F", "H"}:
        return "wide"
    return "punctuation" if unicodedata.category(character)[0] in "PS" else "letter"


def flanking(before: str, after: str) -> tuple[bool, bool]:
    """Whether a run between the two characters is left-flanking, and right-flanking."""
    left, right = neighbour(before), neighbour(after)
    opens = right != "space" and (right != "punctuation" or left in {"space", "punctuation", "wide"})
    closes = left != "space" and (left != "punctuation" or right in {"space", "punctuation", "wide"})
    return opens, closes


def can_open_and_close(delimiter: str, before: str, after: str) -> tuple[bool, bool]:
    """The same for one kind of delimiter; `_` never works inside a word."""
    opens, closes = flanking(before, after)
    if delimiter == "_":
        outside_left, outside_right = neighbour(before) == "punctuation", neighbour(after) == "punctuation"
        return opens and (not closes or outside_left), closes and (not opens or outside_right)
    if delimiter == "=":
        return opens and not _in_word(before), closes and not _in_word(after)
    return opens, closes


def _in_word(character: str) -> bool:
    return character != "" and character.isascii() and (character.isalnum() or character in "_=<>!")
