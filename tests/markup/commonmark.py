"""The examples of CommonMark, and HTML as a normalised structure, in which two renderers can be compared.

The examples are read from the source distribution of markdown-it-py that `make` puts beside the environment; they are not ours.
"""

import json
import re
import sys
import tarfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

PLACES = (Path(sys.prefix) / "commonmark", Path(__file__).parents[2] / ".venv" / "commonmark")
_MEMBER = "tests/test_cmark_spec/commonmark.json"
_BLOCKS = frozenset({"p", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "br"})
_BLOCKS |= {"table", "thead", "tbody", "tr", "td", "th"}
_EMPTY = frozenset({"br", "hr", "img"})
_KEPT = frozenset({"href", "src", "alt", "title", "start"})
_OURS = frozenset({"div", "span"})


@dataclass(frozen=True, slots=True)
class Example:
    """One example of the specification."""

    number: int
    section: str
    markdown: str
    html: str


def examples() -> tuple[Example, ...]:
    """All of them, in the order of the specification."""
    archives = [path for place in PLACES for path in place.glob("markdown_it_py-*.tar.gz")]
    assert archives, (
        "the examples of CommonMark are missing; `make test` fetches them, and so does `make .venv/.developing`"
    )
    with tarfile.open(archives[0]) as archive:
        (member,) = [name for name in archive.getnames() if name.endswith(_MEMBER)]
        file = archive.extractfile(member)
        assert file
        rows = json.load(file)
    return tuple(Example(row["example"], row["section"], row["markdown"], row["html"]) for row in rows)


class _Structure(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _OURS:
            return
        kept = sorted(f"{name}={value or ''}" for name, value in attrs if name in _KEPT)
        self.parts.append(("open", tag, *kept))
        if tag in _EMPTY:
            self.parts.append(("close", tag))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _OURS | _EMPTY:
            self.parts.append(("close", tag))

    def handle_data(self, data: str) -> None:
        if self.parts and self.parts[-1][0] == "text":
            data = self.parts.pop()[1] + data
        self.parts.append(("text", data))


def structure(html: str) -> list[tuple[str, ...]]:
    """Elements and words in order; blanks count only where a browser shows them, wrappers and classes of ours don't."""
    parser = _Structure()
    parser.feed(html)
    parser.close()
    out: list[tuple[str, ...]] = []
    in_code = 0
    for index, part in enumerate(parser.parts):
        if part[1] == "pre":
            in_code += 1 if part[0] == "open" else -1
        if part[0] == "text":
            words = part[1].rstrip("\n") if in_code else _visible(parser.parts, index)
            out += [("text", words)] if words else []
        else:
            out.append(part)
    return out


def _visible(parts: list[tuple[str, ...]], index: int) -> str:
    words = re.sub(r"[ \t\n]+", " ", parts[index][1])
    if index == 0 or parts[index - 1][1] in _BLOCKS:
        words = words.lstrip(" ")
    if index + 1 == len(parts) or parts[index + 1][1] in _BLOCKS:
        words = words.rstrip(" ")
    return words
