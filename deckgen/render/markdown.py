"""Markdown to HTML, with math, code, sounds and pictures as Anki needs them.

1. cloze marks become private characters (`cloze`), where the field is a cloze text;
2. the tokenizer reads the text (`markup`), and `structure` builds Python-Markdown's tree of it, with placeholders for code, math,
   sounds and an author's own tags (`fragments`); HTML is text unless the project allows it;
3. Python-Markdown walks the tree (pictures get their names, links are checked) and writes it out;
4. tables get a box to scroll in, placeholders are filled in, files that raw HTML names get their names (`raw_media`);
5. cloze marks become Anki's.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown as Converter
from markdown.blockparser import BlockParser
from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor
from markdown.util import Registry

from deckgen.markup.languages import mark_languages, unmark_languages
from deckgen.model import Html, Markdown, MathMacro
from deckgen.render.cloze import as_written, mark, unmark, without_code
from deckgen.render.fragments import Fragments
from deckgen.render.highlight import highlight
from deckgen.render.holes import highlight_with_holes
from deckgen.render.raw_media import FileNamer, with_media_names
from deckgen.render.scan import CLOZE_MARK, TextProblem, occurrence_of_target
from deckgen.render.structure import Structure
from deckgen.sources.characters import NONCHARACTERS

_TEX_CODES = {"X002", "X007", "X008", "X009", "X011"}
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_NUMBER = re.compile(r"[ \t]*\d+[.)][ \t]*")
_PLAIN = re.compile(
    r"(?!\d+[.)] |.*(?:://|www\.))[^\W_](?:[^\x00-\x1f\x7f-\x9f\\`*_\[\]<>&#|$~!{}\u2028\u2029]*[^\W_]|)[.?:;,。？：；，]?"
)
"""One line without anything that means something to Markdown, MathJax or Anki: four texts of five, and quick to render."""


class MediaResolver(Protocol):
    """Turns the name an author wrote into the tag that shows or plays the file; reports what it cannot find."""

    def image_name(self, written: str) -> str:
        """The name to put into `src`; sounds answer with their [sound:...] tag."""

    def sound_tag(self, written: str) -> Html:
        """`[sound:name]`."""

    def file_name(self, written: str, spelt: str, *, seen: bool) -> str | None:
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
    source = NONCHARACTERS.sub("\ufffd", text)  # reported as X005; marks of our own must be the only ones
    source = mark_languages(source)
    if cloze:
        source, problems = mark(source)
    elif found := CLOZE_MARK.search(without_code(source)):
        problems.append(TextProblem("K105", "cloze markup does nothing here", found.group(), "use `kind: cloze`"))
    fragments = Fragments(source, highlight_with_holes if cloze else highlight, media.sound_tag, macros or {})
    converter = _converter()
    links = converter.links
    links.begin(media.image_name, source)
    converter.structure.begin(fragments, raw_html=raw_html, line_breaks=line_breaks)
    html = converter.reset().convert(source)
    html = html.replace("<table>", '<div class="dk-scroll"><table>').replace("</table>", "</table></div>")
    html = unmark_languages(fragments.restore(html))
    if raw_html:
        html = with_media_names(html, links.unless_named(media.file_name))
    if inline:
        html = _without_paragraph(html)
    if cloze:
        html = unmark(html)
    problems += [as_written(problem) for problem in fragments.problems + links.problems]
    if any(problem.code == "K103" for problem in problems):  # then its braces are taken for TeX's
        problems = [problem for problem in problems if problem.code not in _TEX_CODES]
    return MarkdownResult(Html(html), tuple(problems), frozenset(fragments.used_macros))


class _Links(Treeprocessor):
    """Rewrites pictures to their media names and checks links."""

    image_name: Callable[[str], str]
    source: str
    problems: list[TextProblem]
    names: set[str]

    def begin(self, image_name: Callable[[str], str], source: str) -> None:
        self.image_name = image_name
        self.source = source
        self.problems = []
        self.names = set()

    def unless_named(self, file_name: FileNamer) -> FileNamer:
        """The same, but for what the pictures of Markdown have been given already."""

        def name_of(written: str, spelt: str, *, seen: bool) -> str | None:
            return None if written in self.names else file_name(written, spelt, seen=seen)

        return name_of

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag == "img":
                self._picture(element)
            elif element.tag == "a":
                self.problems += self._link_problems(element.get("href", ""))

    def _picture(self, element: Element) -> None:
        name = self.image_name(element.get("src", ""))
        if name.startswith("[sound:"):
            element.tag = "span"
            element.text = name
            element.attrib.clear()
        else:
            self.names.add(name.strip())
            element.set("src", name)

    def _link_problems(self, target: str) -> Iterator[TextProblem]:
        if not _LINK.match(target):
            message, hint = f"the link `{target}` leads nowhere from a card", "use an https:// or mailto: link"
            yield TextProblem("X006", message, target, hint, occurrence_of_target(self.source, target))


class _Converter(Converter):
    """Python-Markdown with our reading of blocks and inlines in the place of its own; it builds, walks and writes the tree."""

    def build_parser(self) -> "_Converter":
        self.preprocessors, self.inlinePatterns = Registry(), Registry()
        self.postprocessors, self.treeprocessors = Registry(), Registry()
        self.parser = BlockParser(self)
        self.structure, self.links = Structure(self.parser), _Links(self)
        self.parser.blockprocessors.register(self.structure, "structure", 10)
        self.treeprocessors.register(PrettifyTreeprocessor(self), "prettify", 10)
        self.treeprocessors.register(self.links, "links", 5)
        return self


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    return _Converter(output_format="html")


def _without_paragraph(html: str) -> str:
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[3:-4]
    return html
