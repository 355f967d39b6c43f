"""The bytes of a Markdown note to lines, and what its front matter says."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from deckgen.importers.kit import fit_tags
from deckgen.sources.characters import NONCHARACTERS

HOLD_START, HOLD_END = "\U000f0000", "\U000f0001"
"""Stand around the number of something that is put aside while a text is changed; a note never holds them."""
_CONTROL = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{HOLD_START}{HOLD_END}]|{NONCHARACTERS.pattern}")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CARD_KEYS = {"q", "a", "c", "question", "answer", "问", "答"}
"""Between the rules of a file of flashcards these are cards."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Consecutive lines of a note, perhaps with indentation or markup taken off; `first` is the number of the first one, from 1."""

    lines: tuple[str, ...]
    first: int = 1

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The lines from `start` up to `end`, without blank lines around them."""
        return "\n".join(self.lines[start:end]).strip("\n")

    def part(self, start: int, end: int) -> "Fragment":
        return Fragment(self.lines[start:end], self.first + start)


@dataclass(frozen=True, slots=True)
class NotePage:
    """A note: what its front matter says, and its lines; `remarks` say what was unusual about its bytes."""

    body: Fragment
    front_matter_lines: int = 0
    title: str = ""
    tags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_page(data: bytes) -> NotePage | None:
    """The note in a file; None if its encoding is none of UTF-8, UTF-16 and GB 18030."""
    decoded = _decoded(data)
    if decoded is None:
        return None
    text, encoding = decoded
    remarks = [f"read as {encoding}"] if encoding == "GB 18030" else []
    text, removed = _CONTROL.subn("", _BREAKS.sub("\n", text))
    if removed:
        remarks.append(f"{removed} control characters left out")
    lines = tuple(text.split("\n"))
    header, fields = _front_matter(lines)
    deck = _plain(fields.get("cards-deck")).replace("::", " / ")
    title, tags = _plain(fields.get("title")) or deck, _tags(fields)
    return NotePage(Fragment(lines[header:], header + 1), header, title, tags, tuple(remarks))


def _decoded(data: bytes) -> tuple[str, str] | None:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        candidates = ["UTF-16"]
    else:
        data = data.removeprefix(BOM_UTF8)
        candidates = ["UTF-8", "GB 18030"]
    for encoding in candidates:
        try:
            return data.decode(encoding.replace(" ", "")), encoding
        except UnicodeDecodeError:
            continue
    return None


def _front_matter(lines: tuple[str, ...]) -> tuple[int, Mapping[str, object]]:
    """How many lines YAML front matter takes at the start, and its fields; 0 if there is none."""
    if lines[0].rstrip() != "---":
        return 0, {}
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    try:
        fields = yaml.safe_load("\n".join(lines[1:end])) if end > 1 else None
    except (yaml.YAMLError, ValueError, RecursionError):
        return 0, {}
    if not isinstance(fields, dict):
        return 0, {}
    named = {_plain(key).lower(): value for key, value in fields.items()}
    return (0, {}) if _CARD_KEYS & set(named) else (end + 1, named)


def _tags(fields: Mapping[str, object]) -> tuple[str, ...]:
    """The tags as Anki would keep them: no spaces; `a/b` of Obsidian is a tag below a tag."""
    given = fields.get("tags") or fields.get("tag") or ()
    words = re.split(r"[,，\s]+", given) if isinstance(given, str) else given if isinstance(given, list) else ()
    names = (_plain(word).lstrip("#").replace(":", "-").replace("/", "::") for word in words)
    return tuple(tag for tag in fit_tags(names) if not re.match(r"(?i)(?:flash)?cards?(?:::|$)", tag))


def _plain(value: object) -> str:
    """The words of a value; a list or map, which may hold itself many times over, has none."""
    return str(value).strip() if isinstance(value, str | int | float | date) else ""
