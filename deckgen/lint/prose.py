"""The sentences of a text, and what of it is in the language of the card."""

import re

from deckgen.markup.prose import COVER
from deckgen.markup.tokens import tokenize

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The range of Chinese characters, for use inside [...] of a pattern."""
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.](?=\S)[^.!?。！？\n]*)*[.!?。！？]*")
_QUOTED = re.compile(r"“[^”\n]*”|「[^」\n]*」|\"[^\"\n]*\"")


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
