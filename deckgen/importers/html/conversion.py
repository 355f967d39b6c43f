"""The HTML of an Anki field to Markdown as deckgen reads it, and what could not be said.

1. math, sounds and code are put aside (`math`); 2. the tree is tidied (`tree`); 3. it is written as Markdown (`writer`); 4. the
result is rendered, and its words compared with those of the field: what differs is reported.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from deckgen.importers.html.code import has_cloze
from deckgen.importers.html.math import Pieces
from deckgen.importers.html.source import UnreadableMarkupError, parsed, without_declarations, words_of
from deckgen.importers.html.tree import KEEPS_WORDS, tidy
from deckgen.importers.html.writer import HtmlWriter
from deckgen.importers.kit import Picture, plain_as_markdown, rendered

_SEPARATOR = re.compile("[\u2028\u2029]")
_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""Characters that YAML or deckgen refuses."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown, and the names of what is not in it."""

    markdown: str
    lost: tuple[str, ...] = ()


def to_markdown(
    markup: str,
    picture: Callable[[str], Picture],
    *,
    cloze: bool = False,
    raw_html: bool = False,
    tidy_spaces: bool = True,
) -> Converted:
    """One field. `picture` says what becomes of a media file; `raw_html` whether the project shows HTML as HTML.

    `tidy_spaces` turns hard spaces, which Anki's editor strews, into spaces.
    """
    lost: dict[str, None] = {}

    def sound(name: str) -> str:
        found = picture(name)
        if found.reason:
            lost[found.reason] = None
        return f"[sound:{found.name}]" if found.name else found.words

    pieces = Pieces(sound)
    usable = _UNUSABLE.sub("", _SEPARATOR.sub("\n", markup))
    try:
        soup = parsed(pieces.protect(usable))
    except UnreadableMarkupError as fault:
        lost[f"its markup, of which only the words are left: {fault}"] = None
        words = plain_as_markdown(words_of(usable), cloze=cloze, raw_html=raw_html, sound=sound)
        return Converted(words, tuple(lost))
    tidy(soup, lost)
    writer = HtmlWriter(pieces, picture, lost, cloze=cloze, raw_html=raw_html, dollars=markup.count("$") > 1)
    text = writer.write(soup)
    if tidy_spaces:
        text = text.replace("\u00a0", " ")
    markdown = pieces.restore(_tidy_lines(text))
    keeps_words = lost.keys() <= KEEPS_WORDS
    if keeps_words and _words(without_declarations(markup)) != _words(
        _rendered(markdown, cloze=cloze, raw_html=raw_html)
    ):
        lost["something: the words differ"] = None
    return Converted(markdown, tuple(lost))


def _tidy_lines(text: str) -> str:
    text = re.sub(r"\u200b|\ufeff", "", text)
    text = re.sub(r"[ \t]+\n(?=\s*\n)", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _rendered(markdown: str, *, cloze: bool, raw_html: bool) -> str:
    return str(rendered(markdown, cloze=cloze and has_cloze(markdown), raw_html=raw_html).html)


def _words(markup: str) -> str:
    """The letters a reader sees, without spaces. Sounds and math marks are left out, and so are their names."""
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->|<[a-zA-Z/][^>]*>|\[sound:[^\]]*\]", "", markup)
    text = re.sub(r"\[/?(?:\$\$?|latex)\]|\\[()\[\]]", "", text, flags=re.IGNORECASE)
    return re.sub(r"[\s\u200b\ufeff$\\]+", "", unicodedata.normalize("NFKC", html.unescape(html.unescape(text))))
