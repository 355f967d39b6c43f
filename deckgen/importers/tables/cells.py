"""What stands in a cell of a table or a value of JSON, as Markdown: read as HTML, as an author's Markdown, or word by word."""

import re
from collections.abc import Iterable, Mapping

from deckgen.importers.html import FieldReader
from deckgen.importers.kit import plain_as_markdown
from deckgen.importers.markdown import Adapter
from deckgen.markup.tokens import tokenize

_HTML = re.compile(r"<br ?/?>|<div>|</(?:b|i|div|span|p|li|ul)>|<img |&nbsp;", re.IGNORECASE)
_MAY_BE_MARKDOWN = re.compile(r"[`$]|\*\*|!\[")
_MARKDOWN = {"fence", "code", "strong", "picture"}


def style_of(cells: Iterable[str], options: Mapping[str, str]) -> str:
    """`html`, `markdown` or `plain`: as the file says, or by marks that nobody writes for another reason."""
    told = options.get("html", "").strip().lower()
    given = tuple(cells)
    if told == "true" or (not told and any(map(_HTML.search, given))):
        return "html"
    return "markdown" if not told and any(map(_is_markdown, given)) else "plain"


def _is_markdown(cell: str) -> bool:
    """Whether there is code, bold text, a picture, or a formula that is plainly one: two prices are none."""
    tokens = tokenize(cell) if _MAY_BE_MARKDOWN.search(cell) else ()
    return any(
        (token.kind in _MARKDOWN and not cell.startswith("__", token.start))
        or (token.kind == "inline_math" and re.match(r"\$.*[\\^_]", cell[token.start : token.end], re.DOTALL))
        for token in tokens
    )


def read_cell(cell: str, reader: FieldReader, style: str, *, cloze: bool = False) -> str:
    """The cell as Markdown; `reader` gets what was lost and takes the media."""
    match style:
        case "html":
            return reader.read(cell, cloze=cloze)
        case "markdown":
            adapted = Adapter(CellMedia(reader), {}, raw_html=reader.raw_html).adapt(cell, 1, is_cloze=cloze)
            for remark in adapted.remarks:
                reader.remark(remark)
            return adapted.text
    return plain_as_markdown(
        cell, cloze=cloze, raw_html=reader.raw_html, sound=lambda name: CellMedia(reader).sound(name, 1)
    )


class CellMedia:
    """The pictures and sounds that a cell in Markdown names, from the shelf of its topic."""

    def __init__(self, reader: FieldReader) -> None:
        self.reader = reader

    def markdown(self, alt: str, target: str, line: int, size: str = "") -> str:
        """What stands in the text for a picture."""
        del line
        found = self.reader.media(target.strip().strip("<>"))
        return f"![{alt}]({found.name}){size}" if found.name else found.words

    def sound(self, target: str, line: int) -> str:
        """What stands in the text for a sound."""
        del line
        found = self.reader.media(target)
        return f"[sound:{found.name}]" if found.name else found.words
