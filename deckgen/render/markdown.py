"""Markdown to HTML, with math, code, sounds and pictures as Anki needs them.

1. cloze marks become private characters (`cloze`), where the field is a cloze text;
2. the tokenizer reads the text (`markup`), and `structure` builds Python-Markdown's tree of it, with placeholders for code, math,
   sounds and an author's own tags (`fragments`); HTML is text unless the project allows it;
   pictures get their names on the way, links are checked (`targets`);
3. Python-Markdown writes the tree out;
4. tables get a box to scroll in, placeholders are filled in, files that raw HTML names get their names (`raw_media`);
5. cloze marks become Anki's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from markdown import Markdown as Converter
from markdown.blockparser import BlockParser
from markdown.treeprocessors import PrettifyTreeprocessor
from markdown.util import Registry

from deckgen.markup.languages import mark_languages, unmark_languages
from deckgen.markup.slices import Slices
from deckgen.model import Html, Markdown, MathMacro
from deckgen.render.cloze import as_written, cloze_mark_in_words, mark, unmark
from deckgen.render.fragments import Fragments
from deckgen.render.highlight import highlight
from deckgen.render.holes import highlight_with_holes
from deckgen.render.raw_html import forbidden_html
from deckgen.render.raw_media import FileNamer, with_media_names
from deckgen.render.scan import TextProblem
from deckgen.render.structure import Structure
from deckgen.render.targets import Targets
from deckgen.sources.characters import NONCHARACTERS

_TEX_CODES = {"X002", "X007", "X008", "X009", "X011"}
_NUMBER = re.compile(r"[ \t]*\d+[.)][ \t]*")
_PLAIN = re.compile(
    r"(?!\d+[.)] |.*(?:://|www\.|==|\^))[^\W_](?:[^\x00-\x1f\x7f-\x9f\\`*_\[\]<>&#|$~!{}\u2028\u2029]*[^\W_]|)[.?:;,。？：；，]?"
)
"""One line without anything that means something to Markdown, MathJax or Anki: four texts of five, and quick to render."""


class MediaResolver(Protocol):
    """Turns the name an author wrote into the tag that shows or plays the file; reports what it cannot find."""

    def image_name(self, written: str, at: int | None) -> str:
        """The name to put into `src`; sounds answer with their [sound:...] tag. `at` is where it is written in the text."""

    def sound_tag(self, written: str, at: int | None) -> Html:
        """`[sound:name]`."""

    def file_name(self, written: str, at: int | None, *, seen: bool) -> str | None:
        """The name to put into raw HTML; see `raw_media.FileNamer`."""


@dataclass(frozen=True, slots=True)
class MarkdownResult:
    """HTML, what was wrong with the text, and the macros of the project that went into its formulas."""

    html: Html
    problems: tuple[TextProblem, ...]
    macros: frozenset[str] = frozenset()


def render_markdown(
    text: Markdown,
    media: MediaResolver,
    macros: Mapping[str, MathMacro] | None = None,
    *,
    raw_html: bool = False,
    line_breaks: bool = False,
    cloze: bool = False,
    inline: bool = False,
) -> MarkdownResult:
    """Render one text. Never raises for any text; problems are values."""
    if not cloze and _PLAIN.fullmatch(text) and not NONCHARACTERS.search(text):
        return MarkdownResult(Html(text if inline else f"<p>{text}</p>"), ())
    if not cloze and _NUMBER.fullmatch(text):  # an answer, not a list without items
        return MarkdownResult(Html(text.strip() if inline else f"<p>{text.strip()}</p>"), ())
    problems: list[TextProblem] = []
    written = NONCHARACTERS.sub("\ufffd", text)  # reported as X005; marks of our own must be the only ones
    source = Slices(mark_languages(written))
    if cloze:
        source, problems = mark(source.text)
    elif (at := cloze_mark_in_words(text)) >= 0:
        problems.append(TextProblem("K105", "cloze markup does nothing here", at, "use `kind: cloze`"))
    fragments = Fragments(source, highlight_with_holes if cloze else highlight, media.sound_tag, macros or {})
    targets = Targets(media.image_name)
    converter = _converter()
    converter.structure.begin(fragments, targets, raw_html=raw_html, line_breaks=line_breaks)
    html = converter.reset().convert(source.text)
    html = html.replace("<table>", '<div class="dk-scroll"><table>').replace("</table>", "</table></div>")
    html = unmark_languages(fragments.restore(html))
    problems += [as_written(problem) for problem in fragments.problems + targets.problems]
    if raw_html:
        problems += [_in_text(problem, fragments) for problem in forbidden_html(html)]
        html = with_media_names(html, targets.unless_named(_namer(media, fragments)))
    if inline:
        html = _without_paragraph(html)
    if cloze:
        html = unmark(html)
    if any(problem.code == "K103" for problem in problems):  # then its braces are taken for TeX's
        problems = [problem for problem in problems if problem.code not in _TEX_CODES]
    return MarkdownResult(Html(html), tuple(problems), frozenset(fragments.used_macros))


def _in_text(problem: TextProblem, fragments: Fragments) -> TextProblem:
    """A problem of the HTML at its place in the text."""
    at = None if problem.offset is None else fragments.place_in_html(problem.offset)
    return as_written(replace(problem, offset=at))


def _namer(media: MediaResolver, fragments: Fragments) -> FileNamer:
    def name_of(written: str, at: int | None, *, seen: bool) -> str | None:
        return media.file_name(written, None if at is None else fragments.place_in_html(at), seen=seen)

    return name_of


class _Converter(Converter):
    """Python-Markdown with our reading of blocks and inlines in the place of its own; it builds, walks and writes the tree."""

    def build_parser(self) -> "_Converter":
        self.preprocessors, self.inlinePatterns = Registry(), Registry()
        self.postprocessors, self.treeprocessors = Registry(), Registry()
        self.parser = BlockParser(self)
        self.structure = Structure(self.parser)
        self.parser.blockprocessors.register(self.structure, "structure", 10)
        self.treeprocessors.register(PrettifyTreeprocessor(self), "prettify", 10)
        return self


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    return _Converter(output_format="html")


def _without_paragraph(html: str) -> str:
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[3:-4]
    return html
