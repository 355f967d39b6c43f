"""The copy of a note that the Markdown parser reads: as many lines, but without what it would misread.

- Display math may hold blank lines and lines such as `= 2`, which would be a heading's underline.
- `<details>` are taken out as a whole, so that the headings in them are no headings of the note.
- `##Title` without a space is meant as a heading; so is `<h2>Title</h2>`.
- `---` right below a sentence is meant as a rule, not as an underline.
- Lines of nothing but wrapping tags (`<div align=center>`) would hide what they wrap.
"""

import re
from dataclasses import dataclass, field

from deckgen.importers.markdown.page import Fragment
from deckgen.importers.markdown.parsing import lines_of_code

_WRAPPER = re.compile(
    r"\s*(?:</?(?:div|p|center|span|font|b|strong|br|section|article|main|a)\b[^<>]*>\s*)+", re.IGNORECASE
)
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>\s*", re.IGNORECASE)
_TIGHT_HEADING = re.compile(r" {0,3}(#{2,6})(?=[^#\s])")
_UNDERLINE = re.compile(r" {0,3}(?:-+|=+)\s*")
_DETAILS = re.compile(r"<(/?)details\b[^>]*>", re.IGNORECASE)
_OPENS_DETAILS = re.compile(r"(?P<before>\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?)<details\b[^>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.IGNORECASE | re.DOTALL)
_LOOKS = re.compile(r"</?(?:b|p|i|u|em|strong|br|span|font|big|h[1-6])\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_MAX_MATH_LINES = 80


@dataclass(frozen=True, slots=True)
class DetailsRegion:
    """Lines `start` up to `end` that are one `<details>` element; `body_lines` are as many, without its tags and summary."""

    start: int
    end: int
    summary: str
    body_lines: tuple[str, ...]

    def body(self, fragment: Fragment) -> Fragment:
        """What is shown when it is open."""
        return Fragment(self.body_lines, fragment.first + self.start)


@dataclass(frozen=True, slots=True)
class Guide:
    """The copy for the parser, and the details it leaves out, by their first line."""

    lines: tuple[str, ...]
    details: dict[int, DetailsRegion] = field(default_factory=dict)


def guide_of(lines: tuple[str, ...]) -> Guide:
    """The guide for some lines. Those inside code stay as they are."""
    code = lines_of_code(lines)
    guide = list(lines)
    details = _details(lines, code)
    hidden = {index for region in details.values() for index in range(region.start, region.end)} | code
    for region in details.values():
        guide[region.start : region.end] = _stand_in(lines[region.start], region.end - region.start)
    hidden |= _hide_math(guide, hidden)
    for index, line in enumerate(guide):
        if index not in hidden and line:
            guide[index] = _guided(line, guide[index - 1] if index else "", guide[index - 2] if index > 1 else "")
    return Guide(tuple(guide), details)


def _stand_in(line: str, height: int) -> list[str]:
    """A comment of some lines, in the same place of a list; it may follow a paragraph without a blank line."""
    opening = _OPENS_DETAILS.match(line)
    before = opening["before"] if opening else ""
    indent = " " * len(before.expandtabs(4))
    if height == 1:
        return [f"{before}<!--x-->"]
    return [f"{before}<!--", *[f"{indent}x"] * (height - 2), f"{indent}-->"]


def _guided(line: str, previous: str, before: str) -> str:
    if _WRAPPER.fullmatch(line):
        return ""
    if heading := _HTML_HEADING.fullmatch(line):
        return f"{'#' * int(heading[1])} {heading[2]}"
    if heading := _TIGHT_HEADING.match(line):
        return f"{heading[1]} {line[heading.end() :]}"
    if previous.strip() and _UNDERLINE.fullmatch(line) and not _is_title(previous, before):
        return "***" if "-" in line else "x"
    return line


def _is_title(line: str, before: str) -> bool:
    """Whether a line above `---` or `===` can be a title: short, alone, no sentence, no label, nothing of a list or table."""
    text = line.strip()
    is_block = re.match(r"[-*+>|#]|\d+[.)]|(?:[AQaq]|答|问)\w*\s*[:：]", text) or "|" in text
    return (
        len(text) <= 100
        and not is_block
        and not text.endswith((".", "。", "；", ";", "，", ","))
        and not before.strip()
    )


def _hide_math(guide: list[str], hidden: set[int]) -> set[int]:
    """Put words in the place of display math that takes several lines. Answers the lines."""
    found: set[int] = set()
    index = 0
    while index < len(guide):
        end = _math_end(guide, index, hidden) if index not in hidden else None
        if end is None:
            index += 1
            continue
        for line in range(index, end + 1):
            indent = guide[line][: len(guide[line]) - len(guide[line].lstrip())]
            guide[line] = f"{indent if guide[line].strip() else ''}x" if line > index else _opening(guide[line])
            found.add(line)
        index = end + 1
    return found


def _opening(line: str) -> str:
    """The first line of display math with the math left out."""
    return re.sub(r"(?:\$\$|\\\[).*$", "x", line)


def _math_end(guide: list[str], index: int, hidden: set[int]) -> int | None:
    """The last line of display math that starts on a line and does not end there."""
    line = guide[index]
    if line.count("$$") % 2:
        closes = re.compile(r"\$\$")
    elif line.strip() == "\\[":
        closes = re.compile(r"\\\]")
    else:
        return None
    for end in range(index + 1, min(len(guide), index + _MAX_MATH_LINES)):
        if end in hidden or _HEADING.match(guide[end]):
            return None
        if closes.search(guide[end]):
            return end
    return None


def _details(lines: tuple[str, ...], code: frozenset[int]) -> dict[int, DetailsRegion]:
    regions: dict[int, DetailsRegion] = {}
    index = 0
    while index < len(lines):
        if index in code or not _OPENS_DETAILS.match(lines[index]):
            index += 1
            continue
        end = _details_end(lines, index, code)
        regions[index] = _region(lines, index, end)
        index = end
    return regions


def _details_end(lines: tuple[str, ...], start: int, code: frozenset[int]) -> int:
    """The line after `</details>`; where it is missing, the next heading or `<details>`, or the end."""
    depth, restart = 0, len(lines)
    for index in range(start, len(lines)):
        if index in code:
            continue
        is_new = index > start and depth == 1 and restart == len(lines)
        if is_new and (_HEADING.match(lines[index]) or _OPENS_DETAILS.match(lines[index])):
            restart = index
        for tag in _DETAILS.finditer(lines[index]):
            depth += -1 if tag[1] else 1
        if depth <= 0:
            return index + 1
    return restart


def _region(lines: tuple[str, ...], start: int, end: int) -> DetailsRegion:
    """The summary, and the body with as many lines as the whole, so that numbers of lines stay right."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    text = "\n".join(line[min(indent, len(line) - len(line.lstrip())) :] for line in lines[start:end])
    text = _OPENS_DETAILS.sub("", text, count=1)
    head, tag, tail = text.rpartition("</details>")
    text = head + tail if tag else text
    found = _SUMMARY.search(text)
    summary = re.sub(r"\s+", " ", _LOOKS.sub(" ", found[1])).strip() if found else ""
    if found:
        text = text[: found.start()] + "\n" * found.group().count("\n") + text[found.end() :]
    return DetailsRegion(start, end, summary, tuple(text.split("\n")))
