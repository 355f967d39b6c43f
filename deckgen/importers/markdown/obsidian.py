"""What plugins of Obsidian write into notes: the blocks of Obsidian_to_Anki, and the ids, decks and holes of both plugins.

Works on a page before it is read: blocks are taken out as questions, the other marks go, every line keeps its number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from deckgen.importers.markdown.answers import Question
from deckgen.importers.markdown.code import words_and_code
from deckgen.importers.markdown.page import Fragment, NotePage
from deckgen.importers.markdown.signs import has_card_tag

_INLINE = re.compile(r"\s*STARTI\s+\[(?P<kind>[^\]]+)\]\s*(?P<text>.*?)\s*ENDI\s*")
_FIELD = re.compile(r"^(?P<name>Front|Back|Text|Extra|Back Extra|Question|Answer|Tags):[ \t]*", re.IGNORECASE)
_INLINE_FIELD = re.compile(r"\s(?=(?:Front|Back|Text|Extra|Back Extra|Question|Answer|Tags):\s)", re.IGNORECASE)
_ID = re.compile(r"<!--\s*ID:\s*\d+\s*-->|^\s*(?:DELETE\s*)?ID:\s*\d{6,}\s*$")
_BLOCK_ID = re.compile(r"(?:^|(?<=\s))\^(?:\d{13}|[0-9a-f]{6})\s*$")
_DECK = re.compile(r"^(?P<what>TARGET DECK|FILE TAGS)\s*(?::\s*(?P<value>.*))?$")
_HOLE = re.compile(r"(?<![{$\\\w])\{(?P<number>\d{1,2})(?:::?)(?P<text>[^{}\n]+)\}(?!\})")
_OTHER_LINE = re.compile(r" {0,3}(?:#{1,6}\s|[-*+>|]|\d+[.)]\s)|\s*#")
"""A heading, an item, a quote, a row of a table, a line of nothing but tags."""
_PLAIN_HOLE = re.compile(r"(?<![{$\\\w])\{([^{}\n]+)\}(?!\})")  # {wall}
_NUMBERED = re.compile(r"\{\{c(\d+)::")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_FARTHEST = 200
"""Lines that a block may have; a START without END is a word."""


@dataclass(frozen=True, slots=True)
class ObsidianPage:
    """The page without the marks of plugins, and the questions that stood in blocks."""

    page: NotePage
    questions: tuple[Question, ...] = ()


def without_plugins(page: NotePage) -> ObsidianPage:
    """Read what the plugins wrote. A page of nobody's plugin comes back as it is."""
    lines = list(page.body.lines)
    questions: list[Question] = []
    title, ids = page.title, 0
    tags = list(page.tags)
    holes = has_card_tag("\n".join(lines))
    is_code = False
    index = 0
    while index < len(lines):
        line = lines[index]
        is_code ^= bool(_FENCE.match(line))
        number = page.body.first + index
        end = _block_end(lines, index) if line.strip() == "START" and not is_code else None
        if is_code:
            index += 1
        elif end:
            questions += _question(lines[index + 1], lines[index + 2 : end], number)
            lines[index : end + 1] = [""] * (end + 1 - index)
            index = end + 1
        elif inline := _INLINE.fullmatch(line):
            questions += _question(inline["kind"], _INLINE_FIELD.split(inline["text"]), number)
            lines[index] = ""
            index += 1
        elif deck := _DECK.match(line.strip()):
            value = (deck["value"] or "").strip()
            if not value and index + 1 < len(lines):
                value, lines[index + 1] = lines[index + 1].strip(), ""
            if deck["what"] == "FILE TAGS":
                tags += value.replace(",", " ").split()
            else:
                title = title or value.replace("::", " / ")
            lines[index] = ""
            index += 1
        else:
            bare = _BLOCK_ID.sub("", _ID.sub("", line))
            ids += bare != line
            lines[index] = _as_heading(_with_holes(bare) if holes else bare)
            index += 1
    remarks = [f"{ids} ids of Obsidian's plugins left out"] if ids else []
    body = Fragment(tuple(lines), page.body.first)
    return ObsidianPage(
        replace(page, body=body, title=title, tags=tuple(tags), remarks=(*page.remarks, *remarks)), tuple(questions)
    )


def _as_heading(line: str) -> str:
    """A question that its tag alone makes one (`What is DNA? #card`) as the heading that the plugin takes it for."""
    is_question = has_card_tag(line) and not _OTHER_LINE.match(line) and "{{c" not in line and "::" not in line
    return f"###### {line.strip()}" if is_question else line


def _block_end(lines: Sequence[str], start: int) -> int | None:
    """The line with END; None where there is none before the next START."""
    for index in range(start + 2, min(len(lines), start + _FARTHEST)):
        word = lines[index].strip()
        if word == "END":
            return index
        if word == "START":
            return None
    return None


def _question(kind: str, lines: Sequence[str], number: int) -> list[Question]:
    """The note of a block: its fields by name, the first one without."""
    is_cloze = "cloze" in kind.lower()
    fields: dict[str, list[str]] = {}
    name = "front"
    for line in lines:
        bare = _ID.sub("", line).rstrip()
        if found := _FIELD.match(bare):
            name, bare = _ROLES.get(found["name"].lower(), "extra"), bare[found.end() :]
        fields.setdefault(name, []).append(bare)
    texts = {name: "\n".join(parts).strip() for name, parts in fields.items()}
    front = texts.get("front", "")
    if not front:
        return []
    tags = tuple(texts.get("tags", "").replace(",", " ").split())
    back, extra = texts.get("back", ""), texts.get("extra", "")
    if is_cloze:
        front, extra, back = (
            _with_holes(front, all_of_them=True),
            "\n\n".join(part for part in (back, extra) if part),
            "",
        )
    return [Question(number, front, back, extra, is_reversed="reversed" in kind.lower(), is_cloze=is_cloze, tags=tags)]


_ROLES = {"front": "front", "text": "front", "question": "front", "back": "back", "answer": "back", "tags": "tags"}


def _with_holes(line: str, *, all_of_them: bool = False) -> str:
    """`{1:wall}` as a deletion, but in code and math. Beside numbered ones, and in a block, `{wall}` gets the next number."""
    if "{" not in line:
        return line
    parts = words_and_code(line, is_math_code=True)
    parts[::2] = [_HOLE.sub(r"{{c\g<number>::\g<text>}}", part) for part in parts[::2]]
    numbers = [int(number) for number in _NUMBERED.findall("".join(parts))]
    if (numbers or all_of_them) and "\\" not in line:  # braces of TeX are no holes
        following = count(max(numbers, default=0) + 1)
        parts[::2] = [
            _PLAIN_HOLE.sub(lambda hole: f"{{{{c{next(following)}::{hole[1]}}}}}", part) for part in parts[::2]
        ]
    return "".join(parts)
