"""The files that an author's own HTML names: found, renamed and packed like the pictures of Markdown.

Anki's import copies only files that it sees in a field, and it does not see `poster`, `srcset`, the `<image>` of an SVG or a
style's `url()`; versions differ about `<video>` and `<source>`. What it may not see gets a name with `_` in front, which every
version copies.
"""

import re
from html import escape, unescape
from typing import Protocol

from deckgen.render.raw_html import Tag, tags_in

_FILES = {
    "img": ("src", "srcset"), "source": ("src", "srcset"), "audio": ("src",), "video": ("src", "poster"),
    "track": ("src",), "embed": ("src",), "input": ("src",), "object": ("data",),
    "image": ("href", "xlink:href"), "feimage": ("href", "xlink:href"), "use": ("href", "xlink:href"),
}  # fmt: skip
_SEEN = {("img", "src"), ("audio", "src"), ("object", "data")}
_SEEN_BEFORE = re.compile(r"\b(?:src|data)=", re.IGNORECASE)
"""Anki takes the first of these in a tag, also from `data-src=`."""
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])(?P<name>[^\s"'<>/=]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>][^\s>]*))"""
)
_IN_SRCSET = re.compile(r"(?P<before>(?:^|,)\s*)(?P<file>\S*[^\s,])")
_IN_STYLE = re.compile(
    r"""(?P<before>url\(\s*["']?|@import\s+["'])(?P<file>(?:(?<=["'])[^"']+|(?<!["'])[^\s"')]+))""", re.IGNORECASE
)
_BREAKS = re.compile(r"[\t\n\r]")
_END_OF_STYLE = re.compile(r"</style|\Z", re.IGNORECASE)


class FileNamer(Protocol):
    """Turns a reference into the file's name inside Anki; None where there is no such file, which it reports."""

    def __call__(self, written: str, at: int | None, *, seen: bool) -> str | None:
        """`at` is where it stands in the HTML; `seen`, whether Anki's import sees the reference."""


def with_media_names(html: str, name_of: FileNamer) -> str:
    """The HTML with the names that its files have inside Anki. What cannot be resolved stays as written."""
    out, at = [], 0
    for tag in tags_in(html):
        if tag.is_end:
            continue
        end = tag.start + len(tag.written)
        out += [html[at : tag.start], _tag(tag, name_of)]
        at = end
        if tag.name == "style" and (close := _END_OF_STYLE.search(html, end)):
            at = close.start()
            out.append(_style(html[end:at], html[end:at], end, name_of))
    return "".join((*out, html[at:]))


def _tag(tag: Tag, name_of: FileNamer) -> str:
    start = len(tag.name) + 1
    at = tag.start + start
    return tag.written[:start] + _ATTRIBUTE.sub(lambda found: _attribute(tag, found, at, name_of), tag.written[start:])


def _attribute(tag: Tag, found: re.Match[str], start: int, name_of: FileNamer) -> str:
    name, raw = found["name"].lower(), found["double"] or found["single"] or found["bare"] or ""
    at = start + (found.start(found.lastgroup) if found.lastgroup and raw else found.start())
    value = unescape(raw)
    if name == "style":
        new = _style(value, raw, at, name_of)
    elif name not in _FILES.get(tag.name, ()):
        return found[0]
    elif name == "srcset":
        new = _IN_SRCSET.sub(
            lambda one: one["before"] + _renamed(one["file"], at + _spelt_at(one, value, raw), name_of), value
        )
    elif name.endswith("href"):
        new = _renamed_but_part(value, at, name_of)
    else:
        seen = (tag.name, name) in _SEEN and not _SEEN_BEFORE.search(found.string, 0, found.start())
        new = _renamed(value, at, name_of, seen=seen)
    return found[0] if new == value else f'{found["name"]}="{escape(new)}"'


def _style(css: str, raw: str, at: int, name_of: FileNamer) -> str:
    return _IN_STYLE.sub(
        lambda one: one["before"] + _renamed_but_part(one["file"], at + _spelt_at(one, css, raw), name_of), css
    )


def _spelt_at(one: re.Match[str], value: str, raw: str) -> int:
    """Where a file's name stands in what the author wrote; character references in it make the rest longer."""
    return one.start("file") if value == raw else max(raw.find(one["file"]), 0)


def _renamed_but_part(reference: str, at: int, name_of: FileNamer) -> str:
    """`picture.svg#part` names a part of a file, `#part` one of the card itself."""
    path, mark, part = reference.partition("#")
    return _renamed(path, at, name_of) + mark + part if path.strip() or not mark else reference


def _renamed(reference: str, at: int, name_of: FileNamer, *, seen: bool = False) -> str:
    written = _BREAKS.sub("", reference).strip()  # as browsers do
    blanks = len(reference) - len(reference.lstrip())
    return name_of(written, at + blanks, seen=seen) or reference
