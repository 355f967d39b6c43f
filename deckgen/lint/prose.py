"""Texts without what is not prose: code, math, cloze marks and addresses are covered, every other character stays in its place."""

import re
from functools import lru_cache

from deckgen.render.languages import LANGUAGE_RUN
from deckgen.render.scan import MATH

COVER = "\ufffc"
"""Stands for each covered character; line breaks stay."""
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The range of Chinese characters, for use inside [...] of a pattern."""
_NOT_PROSE = re.compile(
    rf"""
    ^[ \t]*(?P<fence>`{{3,}}|~{{3,}}).*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?P<ticks>(?<!`)`+(?!`))(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)
    | {MATH.pattern}
    | \[sound:[^\]\n]+\]
    | (?<=\])\([^()\s]*(?:\s"[^"\n]*")?\)
    | (?<=\])\{{[ ]?lang=[^}}\n]*\}}
    | https?://[^\s）]+
    | \{{\{{c[\d,]+:: | \}}\}} | ::
    | \\[^\sA-Za-z0-9]
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.](?=\S)[^.!?。！？\n]*)*[.!?。！？]*")
_QUOTED = re.compile(r"“[^”\n]*”|「[^」\n]*」|\"[^\"\n]*\"")


@lru_cache(maxsize=1024)
def prose(markdown: str) -> str:
    """The text with `COVER` for each character of code, math, cloze marks and link targets; as long as the text itself."""
    return _NOT_PROSE.sub(_covered, markdown)


def _covered(match: re.Match[str]) -> str:
    token = match.group()
    if token[0] == "\\" and len(token) == 2 and token[1] not in "()[]{}":  # an escaped character is that character
        return COVER + token[1]
    return re.sub(r"[^\n]", COVER, token)


def without_named_languages(markdown: str) -> str:
    """The text with `COVER` for runs that name their language, such as `[漢字]{lang=ja}`; as long as the text itself."""
    return LANGUAGE_RUN.sub(_covered, markdown)


def without_quotes(text: str) -> str:
    """The text with covered quotations, which may hold questions of their own; as long as the text itself."""
    return _QUOTED.sub(lambda match: COVER * len(match.group()), text)


def sentences(text: str) -> list[str]:
    """The sentences of a prose text, with their ends."""
    return [found for match in _SENTENCE.finditer(text) if (found := match.group().strip())]


def is_cjk(language: str) -> bool:
    """Whether texts in this language are written with Chinese characters."""
    return language.split("-")[0].lower() in {"zh", "ja", "yue", "lzh", "wuu", "ko"}
