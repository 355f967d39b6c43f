"""The slips that rule Q21 knows: each finds itself in a text, and most can be mended without changing a word."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deckgen.lint.misspellings import MISSPELT
from deckgen.lint.prose import HAN
from deckgen.markup.prose import prose

Mend = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip at `start` to `end` of a text; `new` mends it, None where a person has to."""

    start: int
    end: int
    message: str
    new: str | None = None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Where a slip is, what to say ({} is what was found), what to write instead."""

    pattern: re.Pattern[str]
    message: str
    mend: Mend | None = None


_WIDE = dict(zip(",;?!:", "，；？！：", strict=True))
_NARROW = dict(zip("，；：？！。", ",;:?!.", strict=True))
_EVERYWHERE = (
    _Pattern(
        re.compile(rf"(?<=[{HAN}])[,;?!:](?=[{HAN}])"),
        "half-width `{}` between Chinese characters",
        lambda found: _WIDE[found.group()],
    ),
    _Pattern(
        re.compile("[０-９Ａ-Ｚａ-ｚ]+"),
        "full-width `{}`",
        lambda found: unicodedata.normalize("NFKC", found.group()),
    ),
    _Pattern(re.compile("(?<=\\S) +(?=[，。；：？！、])"), "a space before Chinese punctuation", lambda _: ""),
    _Pattern(re.compile("，，|。。(?!。)(?<!。。。)|、、|；；|(?<=\\w),,(?=\\s)"), "`{}`"),
    _Pattern(re.compile(r"\b(the|a|an|of|to|is|are|and|for|with|by|at|from)[ \n]+\1(?![-\w])"), "`{}`"),
    _Pattern(re.compile("(?<![目标])的的(?!确)"), "`{}`"),
    _Pattern(re.compile(r"(?<=[a-z]{3})[,;](?=[a-z]{3})"), "no space after `{}`"),
    _Pattern(re.compile(r"(?<=[A-Za-z]) [,;](?=\s)"), "a space before `{}`", lambda found: found.group()[1:]),
)
_WITHOUT_HAN = _Pattern(
    re.compile("(?:[，；：？！]|。)(?P<next>.?)"),
    "full-width `{}` in a text without Chinese",
    lambda found: _NARROW[found.group()[0]] + (" " if found["next"].isalnum() else "") + found["next"],
)
_WORD = re.compile(r"[a-z]{3,}")
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_MARKER = re.compile(r"[ \t]*(?:[-*+>]|\d+[.)]|#+)?")
_TRAILING = re.compile(r"(?<=\S) (?=\n)|(?<=\S)[ \t]+\Z")
_PAIR = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_ENUMERATOR = re.compile(r"(?:^|(?<=[\s，。；：、,;:?？]))[\w￼]{1,3}[)）]")
_SMART = re.compile("[“”‘’]")
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_STRING_OR_COMMENT = re.compile(
    r"(?s)\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|(?:#|//|--)[^\n]*"
)


def slips_in_text(text: str, *, cjk: bool) -> Iterator[Slip]:
    """The slips in a Markdown text; `cjk` says whether its language is written with Chinese characters."""
    words = prose(text)
    patterns = _EVERYWHERE if cjk or re.search(f"[{HAN}]", words) else (*_EVERYWHERE, _WITHOUT_HAN)
    for one in patterns:
        for found in one.pattern.finditer(words):
            shown = found.group()[0] if one is _WITHOUT_HAN else " ".join(found.group().split())
            new = one.mend(found) if one.mend else None
            yield Slip(found.start(), found.end(), one.message.format(shown), new)
    yield from _misspelt(words)
    yield from _double_spaces(words)
    yield from _unclosed_bracket(words)


def slips_in_code(code: str) -> Iterator[Slip]:
    """Typographic quotes outside of strings and comments, where no language knows them."""
    rest = _STRING_OR_COMMENT.sub(lambda found: " " * len(found.group()), code)
    for found in _SMART.finditer(rest):
        yield Slip(found.start(), found.end(), f"a typographic quote {found.group()} in code", _STRAIGHT[found.group()])


def trailing_spaces(text: str) -> Iterator[Slip]:
    """Single spaces at the end of lines, and any at the end of the text; two would be a line break of Markdown."""
    for found in _TRAILING.finditer(prose(text)):
        yield Slip(found.start(), found.end(), "a space at the end of a line", "")


def _misspelt(words: str) -> Iterator[Slip]:
    for word in set(_WORD.findall(words.lower())) & MISSPELT.keys():
        for found in re.finditer(rf"(?i)\b{word}\b", words):
            yield Slip(found.start(), found.end(), f"`{found.group()}` for `{MISSPELT[word]}`")


def _double_spaces(words: str) -> Iterator[Slip]:
    for found in _SPACES.finditer(words):
        start = words.rfind("\n", 0, found.start()) + 1
        line = words[start:].split("\n")[0]
        if "|" not in line and not _MARKER.fullmatch(
            words, start, found.start()
        ):  # tables and lists are laid out with spaces
            yield Slip(found.start(), found.end(), "two spaces", " ")


def _unclosed_bracket(words: str) -> Iterator[Slip]:
    """Brackets without a partner. `[0, 1)` is a pair, and so is a full-width with a half-width one; `a)` needs none."""
    rest = words
    while (without := _PAIR.sub(lambda found: " " * len(found.group()), rest)) != rest:
        rest = without
    rest = _ENUMERATOR.sub(lambda found: " " * len(found.group()), rest)
    if found := re.search(r"[()（）]", rest):
        what = "opened and not closed" if found.group() in "(（" else "closed and not opened"
        yield Slip(found.start(), found.end(), f"a bracket that is {what}")
