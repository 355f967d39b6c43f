"""Texts without what is not prose: code, math, cloze marks and addresses are covered, every other character stays in its place."""

import re
from collections.abc import Iterator
from functools import lru_cache

from deckgen.markup.tokens import tokenize

COVER = "\ufffc"
"""Stands for each covered character; line breaks stay."""
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The range of Chinese characters, for use inside [...] of a pattern."""
_CLOZE_MARK = re.compile(r"\{\{c[\d,]+::|\}\}|::")
_COVERED = frozenset({"fence", "code", "inline_math", "display_math", "open_math", "sound", "autolink", "address"})
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.](?=\S)[^.!?。！？\n]*)*[.!?。！？]*")
_QUOTED = re.compile(r"“[^”\n]*”|「[^」\n]*」|\"[^\"\n]*\"")


@lru_cache(maxsize=1024)
def prose(markdown: str) -> str:
    """The text with `COVER` for each character of code, math, cloze marks and link targets; as long as the text itself."""
    out = list(markdown)
    for start, end in _not_prose(markdown):
        out[start:end] = [character if character == "\n" else COVER for character in out[start:end]]
    return _CLOZE_MARK.sub(lambda mark: COVER * len(mark[0]), "".join(out))


def _not_prose(markdown: str) -> Iterator[tuple[int, int]]:
    for token in tokenize(markdown):
        if token.kind in _COVERED:
            yield token.start, token.end
        elif token.kind in {"link", "picture", "language"}:
            yield token.inner_end + 1, token.end
        elif token.kind == "escape":  # an escaped character is that character, but for a bracket, which is none
            yield token.start, token.end if markdown[token.inner_start] in "()[]{}" else token.inner_start


def without_named_languages(markdown: str) -> str:
    """The text with `COVER` for runs that name their language, such as `[漢字]{lang=ja}`; as long as the text itself."""
    out = list(markdown)
    for token in tokenize(markdown):
        if token.kind == "language":
            out[token.start : token.end] = [COVER] * (token.end - token.start)
    return "".join(out)


def without_quotes(text: str) -> str:
    """The text with covered quotations, which may hold questions of their own; as long as the text itself."""
    return _QUOTED.sub(lambda match: COVER * len(match.group()), text)


def sentences(text: str) -> list[str]:
    """The sentences of a prose text, with their ends."""
    return [found for match in _SENTENCE.finditer(text) if (found := match.group().strip())]


def is_cjk(language: str) -> bool:
    """Whether texts in this language are written with Chinese characters."""
    return language.split("-")[0].lower() in {"zh", "ja", "yue", "lzh", "wuu", "ko"}
