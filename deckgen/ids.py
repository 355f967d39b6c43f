"""Ids for entries that come without one: short lower-case words of the question; Chinese is spelt in pinyin, without tones.

The same texts in the same order always give the same ids.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Iterable

from deckgen.deletions import without_deletions
from deckgen.source_values import MAX_ID_LENGTH, SLUG

MAX_LENGTH = 50
NAMELESS = "entry"
"""For a text of which no word can be spelt."""
_MARKUP = (
    (re.compile(r"(?s)<!--.*?-->|</?[a-zA-Z][^<>]*>"), " "),
    (re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)"), r"\1"),
    (re.compile(r"\[sound:[^\]]*\]"), " "),
)
_NAMES = (("c++", "cpp"), ("c#", "csharp"), ("f#", "fsharp"), (".net", "dotnet"), ("node.js", "nodejs"))
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_ARTICLES = {"a", "an", "the"}


def slug_of(text: str, max_length: int = MAX_LENGTH) -> str:
    """The words of a Markdown text as a slug of at most about `max_length` characters; "" if it has none."""
    words = re.findall(r"[a-z0-9]+", _ascii(_plain(text)))
    if len("-".join(words)) > max_length:
        words = [word for word in words if word not in _ARTICLES] or words
    return _cut(words, max_length)


def fit_slug(name: str) -> str:
    """The name itself where it can be an id, otherwise its words as one."""
    return name if re.fullmatch(SLUG, name) and len(name) <= MAX_ID_LENGTH else slug_of(name)


def new_ids(texts: Iterable[str], taken: Collection[str] = ()) -> tuple[str, ...]:
    """An id for each text, none of them in `taken` or there twice: what is there already gets -2, -3 ..."""
    names = FreeNames(taken)
    return tuple(names.free(slug_of(text) or NAMELESS) for text in texts)


class FreeNames:
    """Gives names out, each once. It knows where it stopped counting, so a thousand equal names take a thousand steps."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self.taken = set(taken)
        self._last: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The name itself, or the first of name-2, name-3 ... that was neither taken nor given out."""
        candidate, number = name, self._last.get(name, 1)
        while candidate in self.taken:
            number += 1
            candidate = f"{name}-{number}"
        self._last[name] = number
        self.taken.add(candidate)
        return candidate


def free_name(name: str, taken: Collection[str]) -> str:
    """The name itself, or the first of name-2, name-3 ... that is not taken."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate


def _plain(text: str) -> str:
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    text = without_deletions(text)
    text = html.unescape(text).lower()
    for name, spelling in _NAMES:
        text = text.replace(name, f" {spelling} ")
    return text.replace("'", "").replace("\u2019", "")


def _ascii(text: str) -> str:
    spelt = re.sub(r"[^\w\s.]", " ", _HAN.sub(lambda run: f" {_pinyin(run.group())} ", text))
    return unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode().lower()


def _pinyin(han: str) -> str:
    from pypinyin import lazy_pinyin  # its dictionaries take a while to load, and many decks hold no Chinese

    return " ".join(lazy_pinyin(han, errors="ignore", v_to_u=False))


def _cut(words: list[str], max_length: int) -> str:
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word[:max_length]
        if len(longer) > max_length:
            break
        kept = longer
    return kept
