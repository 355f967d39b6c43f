"""An author's Markdown to the Markdown of a card: math, links, pictures, tags and Obsidian's notation as deckgen reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from deckgen.deletions import without_deletions
from deckgen.importers.markdown.code import put_aside
from deckgen.importers.markdown.math import MATH, as_deckgen
from deckgen.importers.markdown.page import HOLD_END, HOLD_START
from deckgen.importers.markdown.tags import as_markdown, without_hidden
from deckgen.markup.blocks import parse_blocks
from deckgen.markup.links import label_of
from deckgen.markup.tokens import tokenize

_HELD = re.compile(f"{HOLD_START}(\\d+){HOLD_END}")
_BRACKETS = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\](?:\([^()]*\))?)*\](?:\([^()]*\))?)*"
_TARGET = r"\(\s*(?P<target><[^<>\n]*>|(?:[^\s()]|\([^\s()]*\)|[ ](?![\"']))*?)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_LINKED_PICTURE = re.compile(
    rf"\[\s*!\[(?P<alt>[^\[\]]*)\]\((?P<image>[^()\s]*)(?:\s+[\"'][^\"')]*[\"'])?\)\s*\]{_TARGET}"
)
_PICTURE = re.compile(rf"!\[(?P<alt>{_BRACKETS})\]{_TARGET}")
_LINK = re.compile(rf"(?<![!\\])\[(?P<text>{_BRACKETS})\]{_TARGET}")
_REFERENCE = re.compile(rf"(?P<picture>!?)(?<!\\)\[(?P<text>{_BRACKETS})\](?:\[(?P<label>[^\[\]]*)\])?(?![(\[:])")
_DEFINITION = re.compile(
    r"(?m)^ {0,3}\[(?P<label>[^\]\n^]+)\]:[ \t]*<?(?P<target>[^\s<>]+)>?(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_WIKI_PICTURE = re.compile(r"!\[\[(?P<target>[^\]|#\n]+)(?:[|#](?P<more>[^\]\n]*))?\]\]")
_SIZE = re.compile(r"(?:^|\||\s+=)(?P<width>\d{1,4})?(?:x(?P<height>\d{1,4})?)?$")
"""`![[dot.png|60x40]]` of Obsidian, `![](dot.png =60x40)` of other programs."""
_WIKI_LINK = re.compile(r"\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<text>[^\[\]\n]+))?\]\](?!\()")
_BACK_LINE = re.compile(
    r"(?m)^[ \t>]*(?:\*\*)?(?:\[[^\[\]\n]*(?:\[[^\]]*\])?[^\[\]\n]*\]\(#[^()\n]*\)[ \t|·*]*)+$|^[ \t]*\[?(?:⬆|↥|🔝)[^\n]{0,40}$"
)
_HEADING_LINE = re.compile(
    r"(?m)^(?P<indent>[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?)#{1,6}[ \t]+(?P<title>[^\n]*?)(?:[ \t]+#+)?[ \t]*$"
)
_CALLOUT = re.compile(r"(?m)^(?P<quote>[ \t]*>[ \t]*)\[!(?P<kind>\w+)\][-+]?[ \t]*(?P<title>[^\n]*)$")
_HIGHLIGHT = re.compile(r"(?<!=)==(?=[^\s=])([^\n=]+?)(?<=\S)==(?!=)")
_SPLIT_COLONS = re.compile(r":(?=(?:<!--.*?-->)+:)", re.DOTALL)
"""Anki's manual writes a comment between two colons that are no hint."""
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Adapted:
    """A text for a card, and what had to change in it."""

    text: str
    remarks: tuple[str, ...]


class MediaTaker(Protocol):
    """Says what stands in a card for the media that a text names; `line` is where its question starts."""

    def markdown(self, alt: str, target: str, line: int, size: str = "") -> str:
        """A picture; `size` is what its braces say."""

    def sound(self, target: str, line: int) -> str:
        """A sound."""


@dataclass(slots=True)
class Adapter:
    """Adapts the texts of one note. `definitions` are its link definitions, by normalised label; `raw_html` says
    that the project shows HTML as HTML, so that what is left of `<` means less than.
    """

    pictures: MediaTaker
    definitions: Mapping[str, str]
    raw_html: bool = False
    _held: list[str] = field(default_factory=list)
    _remarks: dict[str, int] = field(default_factory=dict)
    _line: int = 1

    def adapt(self, text: str, line: int, *, is_cloze: bool = False) -> Adapted:
        """One text; `line` is where its question starts."""
        self._held, self._remarks, self._line = [], {}, line
        text = put_aside(text, self._hold)
        text = _SPLIT_COLONS.sub("&#58;", text) if is_cloze else text
        text = without_hidden(text, self._remark)
        text = self._sounds(text)
        text = MATH.sub(self._math, text)
        text = as_markdown(text, lambda alt, target, size: self._hold(self._picture(alt, target, size)), self._remark)
        text = self._links(text)
        text = self._lines(text)
        if self.raw_html:
            text = re.sub(r"<(?=[a-zA-Z/!?])(?!https?:|mailto:)", "&lt;", text)
        if not is_cloze:
            text = without_deletions(text)
        text = re.sub(r"[ \t]+(?=\n\n|\Z)|(?<=\S)[ \t](?=\n)|(?m:^[ \t]+$)", "", text)
        text = re.sub(r"\n{3,}", "\n\n", text).strip()
        text = self._restored(text)
        counted = tuple(f"{what} ({count} times)" if count > 1 else what for what, count in self._remarks.items())
        return Adapted(text, counted)

    def _restored(self, text: str) -> str:
        while _HELD.search(text):
            text = _HELD.sub(lambda mark: self._held[int(mark[1])], text)
        return text.strip("\n")

    def _sounds(self, text: str) -> str:
        for token in reversed([token for token in tokenize(text) if token.kind == "sound"]):
            shown = self._hold(self.pictures.sound(text[token.inner_start : token.inner_end], self._line))
            text = text[: token.start] + shown + text[token.end :]
        return text

    def _hold(self, text: str) -> str:
        self._held.append(text)
        return f"{HOLD_START}{len(self._held) - 1}{HOLD_END}"

    def _remark(self, what: str) -> None:
        self._remarks[what] = self._remarks.get(what, 0) + 1

    def _math(self, found: re.Match[str]) -> str:
        text, is_final = as_deckgen(found)
        return self._hold(text) if is_final else text

    def _links(self, text: str) -> str:
        text = _DEFINITION.sub("", text)
        text = _WIKI_PICTURE.sub(self._wiki_picture, text)
        text = _WIKI_LINK.sub(self._wiki_link, text)
        text, count = _BACK_LINE.subn("", text)
        if count:
            self._remark("a line with a link back is left out")
        text = _LINKED_PICTURE.sub(self._linked_picture, text)
        text = _REFERENCE.sub(self._reference, text) if self.definitions else text
        text = _PICTURE.sub(lambda mark: self._hold(self._picture(mark["alt"], mark["target"])), text)
        for _ in range(2):  # a link may stand in the brackets of another one
            text = _LINK.sub(self._link, text)
        return text

    def _picture(self, alt: str, target: str, size: str = "") -> str:
        written = _SIZE.search(target) if " =" in target else None
        if written:
            target, size = target[: written.start()], _braces(written)
        return self.pictures.markdown(re.sub(r"[\[\]\n]", " ", alt).strip(), target.strip(), self._line, size)

    def _wiki_picture(self, mark: re.Match[str]) -> str:
        size = _SIZE.search(mark["more"] or "")
        return self._hold(self._picture("", mark["target"].strip(), _braces(size) if size else ""))

    def _linked_picture(self, mark: re.Match[str]) -> str:
        shown = self._picture(mark["alt"], mark["image"])
        if shown.startswith("!["):
            self._remark("the link of a picture is left out")
            return self._hold(shown)
        return self._link_to(mark["alt"] or "picture", mark["target"]) if shown else ""

    def _wiki_link(self, mark: re.Match[str]) -> str:
        self._remark("a link inside the notes became text")
        return (mark["text"] or mark["target"].lstrip("#")).strip()

    def _link(self, mark: re.Match[str]) -> str:
        return self._link_to(mark["text"], mark["target"])

    def _link_to(self, text: str, target: str) -> str:
        target = target.strip().strip("<>").strip()
        if target.lower().startswith("www."):
            target = f"https://{target}"
        if _WEB.match(target):
            address = self._hold("](" + target.replace(" ", "%20") + ")")
            return f"[{text}{address}" if text.strip() else f"<{target}>"
        self._remark("a link inside the notes became text")
        return text

    def _reference(self, mark: re.Match[str]) -> str:
        target = self.definitions.get(label_of(mark["label"] or mark["text"]))
        if target is None:
            return mark.group()
        return (
            self._hold(self._picture(mark["text"], target)) if mark["picture"] else self._link_to(mark["text"], target)
        )

    def _lines(self, text: str) -> str:
        text = _HEADING_LINE.sub(
            lambda line: f"{line['indent']}**{line['title'].replace('**', '')}**" if line["title"] else "", text
        )
        text = _CALLOUT.sub(
            lambda line: f"{line['quote']}**{line['title'].strip() or line['kind'].capitalize()}**", text
        )
        return _HIGHLIGHT.sub(r"**\1**", text)


def _braces(size: re.Match[str]) -> str:
    """A width and a height as a card's Markdown says them."""
    said = " ".join(f"{name}={value}" for name, value in size.groupdict().items() if value)
    return f"{{{said}}}" if said else ""


def definitions_in(text: str) -> dict[str, str]:
    """The link definitions of a note by label."""
    return {label: target.address for label, target in parse_blocks(text).references.items()}
