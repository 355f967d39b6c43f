"""Texts without what is not prose: code, math, cloze marks and addresses are covered, every other character stays in its place."""

from collections.abc import Iterator
from functools import lru_cache

from deckgen.markup.cloze_marks import covered_marks
from deckgen.markup.tokens import tokenize

COVER = "\ufffc"
"""Stands for each covered character; line breaks stay."""
_COVERED = frozenset({"fence", "code", "inline_math", "display_math", "open_math", "sound", "autolink", "address"})


@lru_cache(maxsize=1024)
def prose(markdown: str) -> str:
    """The text with `COVER` for each character of code, math, cloze marks and link targets; as long as the text itself."""
    out = list(markdown)
    for start, end in _not_prose(markdown):
        out[start:end] = [character if character == "\n" else COVER for character in out[start:end]]
    return covered_marks("".join(out), COVER)


def _not_prose(markdown: str) -> Iterator[tuple[int, int]]:
    for token in tokenize(markdown):
        if token.kind in _COVERED:
            yield token.start, token.end
        elif token.kind in {"link", "picture", "language"}:
            yield token.inner_end + 1, token.end
        elif token.kind == "escape":  # an escaped character is that character, but for a bracket, which is none
            yield token.start, token.end if markdown[token.inner_start] in "()[]{}" else token.inner_start
