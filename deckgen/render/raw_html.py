"""The HTML that authors write themselves, where a project allows it: its tags, and what no card may hold.

Cards are shown by a browser that belongs to Anki, so a script in a field runs with the learner's collection around it; AnkiWeb
refuses shared decks with scripts in fields, and a frame or a form loads what nobody has checked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from deckgen.markup.cloze_marks import as_author_wrote
from deckgen.render.scan import TextProblem

_FORBIDDEN_WORDS = "script iframe frame frameset object embed applet form link meta base"
_FORBIDDEN = frozenset(_FORBIDDEN_WORDS.split())
_DECLARATION = re.compile(r"<[!?](?!--)")
_EMPTY_COMMENT = re.compile(r"<!--(?=-?>)")
_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript")
"""What a browser reads without tags, up to the end tag, wherever that stands."""
_END_OF_RAW = re.compile(rf"(</(?:{'|'.join(_RAW)}))([\s/][^>]*)>", re.IGNORECASE)
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "srcdoc")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag at an offset of the text; names of tags and attributes are in lower case."""

    name: str
    start: int
    attributes: dict[str, str]
    is_end: bool = False
    closes_itself: bool = False
    written: str = ""


def tags_in(text: str) -> list[Tag]:
    """All tags of a text, in order. Never raises for any text."""
    parser = _Tags(text)
    parser.feed(_as_browsers_read(text))
    parser.close()
    return parser.tags


def _as_browsers_read(text: str) -> str:
    """The text, as long as before, without that in which Python's parser differs from a browser.

    It fails on some declarations, which are no tags; it takes `<!-->` for the beginning of a comment, which is all of one, and
    knows neither `--!>` as the end of one nor `</style/>` as an end tag.
    """
    text = _DECLARATION.sub("..", text)
    text = _EMPTY_COMMENT.sub("....", text).replace("--!>", " -->")
    return _END_OF_RAW.sub(lambda found: f"{found[1]}{' ' * len(found[2])}>", text)


def forbidden_html(html: str) -> Iterator[TextProblem]:
    """Scripts, frames and event handlers in the HTML of a text, where what stands in code is no tag any more. Offsets are in
    this HTML; cloze marks may still be private characters.
    """
    for tag in tags_in(html):
        if found := _forbidden(tag):
            hint = (
                "cards are shown without scripts; a picture, `<details>` or a class of the stylesheet does most of it"
            )
            yield TextProblem("H004", f"`{found}` cannot be on a card", tag.start, hint)


def _forbidden(tag: Tag) -> str:
    if tag.name in _FORBIDDEN:
        return "" if tag.is_end else f"<{tag.name}>"
    for name, written in tag.attributes.items():
        value = as_author_wrote(written)
        if name.startswith("on") or name == "srcdoc":
            return name
        if name in _ADDRESSES and "".join(value.split()).lower().startswith(
            ("javascript:", "vbscript:", "data:text/html")
        ):
            return f"{name}={value}"
    return ""


class _Tags(HTMLParser):
    """Collects tags with their offsets. A `<script>` hides what follows it from the parser, as it does from a browser."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[Tag] = []
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs, closes_itself=False)
        if tag in _RAW:
            self.set_cdata_mode(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs, closes_itself=True)
        if tag in _RAW:
            self.set_cdata_mode(tag)  # HTML knows no `<style/>`: it is open

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(Tag(tag, self._offset(), {}, is_end=True))

    def _add(self, name: str, attrs: list[tuple[str, str | None]], *, closes_itself: bool) -> None:
        attributes = {key: value or "" for key, value in attrs}
        written = self.get_starttag_text() or ""
        self.tags.append(Tag(name, self._offset(), attributes, closes_itself=closes_itself, written=written))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column
