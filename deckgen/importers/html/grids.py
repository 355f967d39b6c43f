"""Tables in HTML as tables in Markdown: the first row is the head, as Markdown has no table without one."""

import re

from bs4 import Tag

_MARKS = {"left": ":--", "right": "--:", "center": ":-:"}
_MAX_SPAN = 1000


def cell(tag: Tag, text: str) -> str:
    """A cell with the bar behind it, and a bar more for each column it spans; without a table it is only its words."""
    words = text.strip().replace("\n", " ")
    return f" {words} {'|' * _span(tag)}" if tag.find_parent("table") else f" {words} "


def row(tag: Tag, text: str) -> str:
    """A row with the bar before it; without a table it is a paragraph."""
    if not text.strip():
        return ""
    return f"|{text}\n" if tag.find_parent("table") else f"\n\n{text.strip()}\n\n"


def grid(tag: Tag, text: str) -> str:
    """The table. `text` are its rows, and perhaps lines that stood between them."""
    lines = [line for line in text.strip().split("\n") if line.strip()]
    head = next((index for index, line in enumerate(lines) if line.startswith("|")), None)
    if head is None:
        return f"\n\n{text.strip()}\n\n"
    before = "".join(f"{line}\n\n" for line in lines[:head])
    return "\n\n" + before + "\n".join([lines[head], _below_head(tag), *lines[head + 1 :]]) + "\n\n"


def plain(tag: Tag) -> str:
    """The words of a table for which there is no place."""
    return " ".join(one.get_text(" ", strip=True) for one in tag.find_all(["td", "th"]))


def _below_head(table: Tag) -> str:
    """The line below a table's head, with the alignment of its columns."""
    rows = (one for one in table.find_all("tr") if one.find(["td", "th"]))
    cells = next(rows, table).find_all(["td", "th"])
    marks = [mark for one in cells for mark in [_MARKS.get(_alignment(one), "---")] * _span(one)]
    return f"|{'|'.join(marks)}|"


def _alignment(tag: Tag) -> str:
    return str(tag.get("align") or "") or "".join(re.findall(r"text-align:\s*(\w+)", str(tag.get("style") or "")))


def _span(tag: Tag) -> int:
    written = str(tag.get("colspan") or "")
    return max(1, min(_MAX_SPAN, int(written))) if written.isdecimal() else 1
