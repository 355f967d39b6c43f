"""Takes a file that is not valid YAML apart, by its lines alone: entries of a list, pairs of a map.

What an author sees as one entry is the lines from its dash to the next dash in that column. Each such chunk is tried alone, so
that a quote that is never closed, or a bracket, breaks its own entry and no other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from deckgen.kinds import KIND_BY_NAME
from deckgen.sources.near_misses import MEANT

_LANGUAGES = "ar de en es fr hi it ja ko nl pl pt ru tr vi zh zh-Hans zh-Hant"
_INNER = "after at authors before description label language name order output question ref title topic url values year"
KNOWN_KEYS = frozenset(
    {name for kind in KIND_BY_NAME.values() for name in kind.spec.model_fields}
    | {*MEANT, *_LANGUAGES.split(), *_INNER.split()}
)
"""What a line has to begin with to be taken for a key where the indentation does not show that it is one."""
KEY_LINE = re.compile(r"[ \t\u3000\xa0]*(?:[^\s#:\-'\"\[\]{},|>]|-[^\s:：])[^\n:：]*:(?=\s|$)")
WORD_LINE = re.compile(r"[ \t\u3000\xa0]*(?P<key>[\w-]+)[ \t]*[:：]")
_DASH = re.compile(r"(?P<indent> *)-(?=\s|$)")
_GLUED_DASH = re.compile(r" *-(?=[a-z_]+[ \t]*[:：])")
_JOINED = 10
"""How many chunks a text in quotes may reach over."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a file. `start` is the index of their first character in the file."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Every line with its offset in the chunk."""
        offset = 0
        while (end := self.text.find("\n", offset)) >= 0:
            yield offset, self.text[offset:end]
            offset = end + 1
        yield offset, self.text[offset:]

    def contents(self) -> Iterator[tuple[int, str]]:
        """The lines that are neither blank nor a comment."""
        return ((offset, line) for offset, line in self.lines() if line.strip() and not line.lstrip().startswith("#"))

    @property
    def first_line(self) -> str:
        return next((line for _, line in self.contents()), "")

    @property
    def column(self) -> int:
        """How far the first line is indented."""
        return indent_of(self.first_line)

    @property
    def is_list(self) -> bool:
        return _DASH.match(self.first_line) is not None


def indent_of(line: str) -> int:
    """How many blanks of any kind a line begins with: a tab or a wide space is a mistake, but meant as indentation."""
    return len(line) - len(line.lstrip(" \t\u3000\xa0"))


def glued_dash(line: str) -> int:
    """The column of a dash without the space after it that makes it a dash of YAML; -1 if there is none."""
    found = _GLUED_DASH.match(line)
    return found.end() - 1 if found and is_known_key(line.replace("-", " ", 1)) else -1


def is_known_key(line: str) -> bool:
    """Whether a line begins as one of an entry's keys does, whatever is wrong with its colon or its indentation."""
    found = WORD_LINE.match(line)
    return found is not None and found["key"] in KNOWN_KEYS


def items(chunk: Chunk) -> list[Chunk]:
    """The entries of a list, or the pairs of a map; the chunk itself if it is one item."""
    is_list = chunk.is_list or _has_entries(chunk)
    starts = list(_entry_starts(chunk) if is_list else _pair_starts(chunk))
    starts = [0, *starts[1:]]  # blank lines and comments at the top belong to the first
    ends = [*starts[1:], len(chunk.text)]
    return [Chunk(chunk.start + start, chunk.text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _pair_starts(chunk: Chunk) -> Iterator[int]:
    column, is_first = chunk.column, True
    for offset, line in chunk.contents():
        if is_first or (indent_of(line) <= column and (KEY_LINE.match(line) or is_known_key(line))):
            yield offset
        is_first = False


def _entry_starts(chunk: Chunk) -> Iterator[int]:
    """Lines with a dash in the list's column, and lines that were meant to be such lines."""
    column = chunk.column
    is_stray = holds_list = False
    for offset, line in chunk.contents():
        indent, has_dash = indent_of(line), bool(_DASH.match(line))
        if indent <= column:
            if has_dash or _GLUED_DASH.match(line) or (not is_stray and is_known_key(line)):
                is_stray = not has_dash
                yield offset
        elif has_dash and indent <= column + 2 and not holds_list and is_known_key(line.replace("-", " ", 1)):
            yield offset
        if not has_dash and (key := KEY_LINE.match(line)) and indent <= column + 2:
            holds_list = not line[key.end() :].strip()
        elif has_dash and indent <= column:
            holds_list = False


def _has_entries(chunk: Chunk) -> bool:
    """Whether a map at the left edge is the first entry of a list, whose dash was forgotten or has no space after it."""
    lines = [line for _, line in chunk.contents() if line.startswith("-")] if chunk.column == 0 else []
    return any(glued_dash(line) == 0 or (line[1:2] == " " and is_known_key(line[2:])) for line in lines)


def inside(item: Chunk) -> Chunk | None:
    """What an entry or a pair holds, in lines of its own: an entry without its dash, the lines below `key:`."""
    offset, line = next(item.contents(), (0, ""))
    if dash := _DASH.match(line):
        at = offset + len(dash["indent"])
        return Chunk(item.start, f"{item.text[:at]} {item.text[at + 1 :]}")
    rest = offset + len(line) + 1
    below = Chunk(item.start + rest, item.text[rest:])
    key = KEY_LINE.match(line)
    if key and re.fullmatch(r"\s*(#.*)?", line[key.end() :]) and below.first_line and below.column >= indent_of(line):
        return below
    return None


def why_broken(chunk: Chunk) -> yaml.YAMLError | None:
    """Why a chunk alone is not valid YAML; None if it is."""
    try:
        for _ in yaml.parse(chunk.text, Loader=yaml.CSafeLoader):
            pass
    except yaml.YAMLError as error:
        return error
    return None


def is_never_closed(error: yaml.YAMLError) -> bool:
    """Whether a text in quotes or brackets was still open at the end."""
    context, problem = str(getattr(error, "context", "")), str(getattr(error, "problem", ""))
    return ("quoted scalar" in context and "end of stream" in problem) or "flow" in context


def tried(chunks: list[Chunk]) -> Iterator[tuple[Chunk, yaml.YAMLError | None]]:
    """Each chunk with what is wrong with it. What is open at the end of one may be closed, as meant, in a later one."""
    index = 0
    while index < len(chunks):
        chunk, count = chunks[index], 1
        error = why_broken(chunk)
        if error is not None and is_never_closed(error):
            for more in range(2, min(_JOINED, len(chunks) - index) + 1):
                joined = Chunk(chunk.start, "".join(one.text for one in chunks[index : index + more]))
                if why_broken(joined) is None:
                    chunk, count, error = joined, more, None
                    break
        yield chunk, error
        index += count
