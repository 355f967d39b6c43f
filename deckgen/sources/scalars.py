"""Where each character of a text stands in the YAML it was read from, whatever style it is written in.

The scalar is read a second time, as libyaml reads it, and this time every character keeps its range in the file: quotes that are
doubled, escapes, line ends that fold to a blank, indentation. If the text that comes out is not the one that was read, nothing
is claimed.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

_BREAK = r"(?:\r\n|[\n\r\x85\u2028\u2029])"
_BREAKS = re.compile(_BREAK)
_FOLD = re.compile(rf"[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*")
_AFTER_ESCAPED_BREAK = re.compile(rf"(?:[ \t]*{_BREAK})*[ \t]*")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
"""An anchor or tag before a scalar."""
_HEADER = re.compile(rf"(?P<style>[|>])(?P<indicators>[-+1-9]*)[^\n\r\x85\u2028\u2029]*(?:{_BREAK}|\Z)")
_LINE = re.compile(rf"(?P<spaces> *)(?P<rest>[^\n\r\x85\u2028\u2029]*)(?P<end>{_BREAK}|\Z)")
_RUN = re.compile(r"[^ \t\n\r\x85\u2028\u2029'\\]+")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", " ": " ",
    '"': '"', "'": "'", "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}


@dataclass(slots=True)
class Characters:
    """`text[n]` stands in the file from `starts[n]` to `ends[n]`; the last of `starts` is where the text ends."""

    pieces: list[str] = field(default_factory=list)
    starts: "array[int]" = field(default_factory=lambda: array("q"))
    ends: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, character: str, start: int, end: int) -> None:
        """One character of the text, however it is written in the file."""
        self.pieces.append(character)
        self.starts.append(start)
        self.ends.append(end)

    def copy(self, file: str, start: int, end: int) -> None:
        """Characters that stand in the file as they are."""
        self.pieces.append(file[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@lru_cache(maxsize=32)
def characters(file: str, start: int, end: int, style: str, value: str) -> Characters | None:
    """The characters of the scalar that YAML reads as `value` and that stands in `file[start:end]`; None if it cannot be told.

    They are those of the composed text, in which a letter and its accent are one character.
    """
    properties = _PROPERTIES.match(file, start, end)
    start = properties.end() if properties else start
    if style in {"|", ">"}:
        found = _block(file, start, end, value)
    else:
        inset = 1 if style else 0
        found = _flow(file, start + inset, end - inset, style)
    if found is None or found.text != value:
        return None
    return found if value.isascii() or unicodedata.is_normalized("NFC", value) else _composed(value, found)


def _flow(file: str, at: int, end: int, style: str) -> Characters:
    """A text without quotes, or what stands between them."""
    out = Characters()
    while at < end:
        if run := _RUN.match(file, at, end):
            out.copy(file, at, run.end())
            at = run.end()
        elif fold := _FOLD.match(file, at, end):
            _folded(out, fold, first_is_folded=True)
            at = fold.end()
        elif style == '"' and file[at] == "\\":
            at = _escape(out, file, at, end)
        else:
            length = 2 if style == "'" and file.startswith("''", at) else 1
            out.add(file[at], at, at + length)
            at += length
    out.starts.append(end)
    return out


def _folded(out: Characters, fold: re.Match[str], *, first_is_folded: bool) -> None:
    """Line ends inside a text: one is a blank, and of several the first one is none."""
    breaks = list(_BREAKS.finditer(fold.string, fold.start(), fold.end()))
    is_folded = first_is_folded and _as_read(breaks[0]) == "\n"
    if is_folded and len(breaks) == 1:
        out.add(" ", fold.start(), fold.end())
        return
    for place, said in zip(breaks, islice(breaks, int(is_folded), None), strict=False):
        out.add(_as_read(said), *place.span())


def _as_read(line_end: re.Match[str]) -> str:
    return line_end[0] if line_end[0] in "\u2028\u2029" else "\n"


def _escape(out: Characters, file: str, at: int, end: int) -> int:
    """The character behind a backslash; returns where it ends. A line end behind one is nothing."""
    if line_end := _BREAKS.match(file, at + 1, end):
        rest = _AFTER_ESCAPED_BREAK.match(file, line_end.end(), end)
        assert rest is not None  # it matches nothing, too
        if _BREAKS.search(rest[0]):
            _folded(out, rest, first_is_folded=False)
        return rest.end()
    kind = file[at + 1 : at + 2]
    after = at + 2 + _HEX_DIGITS.get(kind, 0)
    if kind in _HEX_DIGITS:
        out.add(chr(int(file[at + 2 : after], 16)), at, after)
    else:
        out.add(_ESCAPES.get(kind, kind), at, after)
    return after


def _block(file: str, at: int, end: int, value: str) -> Characters | None:
    header = _HEADER.match(file, at, end)
    if header is None:
        return None
    for indent in _indents(file, header.end(), end, value):
        found = _lines(file, header, end, indent)
        if found.text == value:
            return found
    return None


def _indents(file: str, at: int, end: int, value: str) -> Iterable[int]:
    """How far a block may be indented: what its first line with words has more of blanks than the text has there."""
    in_file, in_text = _first_column(file[at:end]), _first_column(value)
    if in_file >= 0 and in_text >= 0:
        return (in_file - in_text,)
    return range(max((len(line["spaces"]) for line in _lines_from(file, at, end)), default=0) + 1)


def _first_column(text: str) -> int:
    found = re.search(r"[^ \n\r\x85\u2028\u2029]", text)
    return (
        -1
        if not found
        else found.start() - max(text.rfind(sign, 0, found.start()) for sign in "\n\r\x85\u2028\u2029") - 1
    )


def _lines_from(file: str, at: int, end: int) -> Iterator[re.Match[str]]:
    while at < end and (line := _LINE.match(file, at, end)):
        yield line
        at = line.end()


def _lines(file: str, header: re.Match[str], end: int, indent: int) -> Characters:
    """The lines of a block. `waiting` are the line ends of which it is not known yet whether they are kept, folded or dropped."""
    out = Characters()
    waiting: list[re.Match[str]] = []
    was_blank, has_words, at = False, False, header.end()
    for line in _lines_from(file, header.end(), end):
        at = line.end()
        if not line["rest"] and len(line["spaces"]) <= indent:
            waiting.append(line)
            continue
        start = line.start() + indent
        is_blank = file[start] in " \t"
        is_folded = header["style"] == ">" and has_words and not was_blank and not is_blank
        _line_ends(out, waiting, start, is_folded=is_folded)
        out.copy(file, start, line.start("end"))
        waiting, was_blank, has_words = [line], is_blank, True
    keeps = "+" in header["indicators"]
    if "-" not in header["indicators"]:
        _line_ends(out, waiting if keeps else waiting[: int(has_words)], at, is_folded=False)
    out.starts.append(at)
    return out


def _line_ends(out: Characters, waiting: list[re.Match[str]], next_line: int, *, is_folded: bool) -> None:
    ends = [end for line in waiting if (end := _BREAKS.match(line.string, line.start("end")))]
    is_folded = is_folded and bool(ends) and _as_read(ends[0]) == "\n"
    if is_folded and len(ends) == 1:
        out.add(" ", ends[0].start(), next_line)
        return
    for place, said in zip(ends, islice(ends, int(is_folded), None), strict=False):
        out.add(_as_read(said), *place.span())


def _composed(value: str, found: Characters) -> Characters | None:
    """The characters of the composed text; each has the range of all that it is composed of."""
    out = Characters()
    at = 0
    for end in _ends_of_letters(value):
        for character in unicodedata.normalize("NFC", value[at:end]):
            out.add(character, found.starts[at], found.ends[end - 1])
        at = end
    out.starts.append(found.starts[-1])
    return out if out.text == unicodedata.normalize("NFC", value) else None


def _ends_of_letters(value: str) -> Iterator[int]:
    """Where a letter ends, its accents included: nothing of what follows could be composed with it."""
    start = 0
    for at, character in enumerate(value):
        if at > start and not unicodedata.combining(character):
            alone = unicodedata.normalize("NFC", value[start:at])
            if unicodedata.normalize("NFC", alone + character) == alone + unicodedata.normalize("NFC", character):
                yield at
                start = at
    if start < len(value):
        yield len(value)
