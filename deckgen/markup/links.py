"""Where a link or picture leads: `(target "title")`, `[label]`, and the references that labels name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

_BLANK = re.compile(r"[ \t\n]*")
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\]){0,999})\]", re.DOTALL)
_FILE = re.compile(r"\(([^()\n<>\"]{1,200}\.\w{1,5})\)")  # (my cat.png): names of files have blanks, addresses have not
_ATTRIBUTES = re.compile(r"""\{((?:\s*\w+=(?:"[^"\n]*"|[^\s"{}]+))+)\s*\}""")  # {width=60 caption="A dot"}
_ATTRIBUTE = re.compile(r"""(\w+)=(?:"([^"]*)"|(\S+))""")
_SIZE_IN_WORDS = re.compile(r"\|(\d{1,4})(?:x(\d{1,4}))?$")  # ![a dot|60x40](dot.png), as Obsidian writes it
_MEASURE = re.compile(r"\d{1,4}%?")
_MAX_LOOK = 4_096


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """`address` as the author means it, without escapes; `start` and `end` are where it stands in the text, if it does."""

    address: str
    title: str = ""
    start: int = -1
    end: int = -1
    attributes: tuple[tuple[str, str], ...] = ()


def label_of(written: str) -> str:
    """The form in which labels are compared: case and blanks don't count."""
    return normalizeReference(written)


def target_after(
    text: str, close: int, opening: int, references: Mapping[str, LinkTarget]
) -> tuple[LinkTarget, int] | None:
    """What the brackets that open before `opening` and close at `close` lead to, and where the link ends."""
    after = close + 1
    if text.startswith("(", after) and (inline := _inline_target(text, after + 1)):
        return inline
    if text[opening - 2 : opening] == "![" and (file := _FILE.match(text, after)):
        return LinkTarget(file[1], "", *file.span(1)), file.end()
    if not references:
        return None
    label = _LABEL.match(text, after)
    name = label[1] if label else ""
    end = label.end() if label else after
    if not name.strip():
        if label and name:
            return None
        name = text[opening:close]
    if len(name) < 1_000 and (found := references.get(label_of(name))):
        return found, end
    return None


def _inline_target(text: str, start: int) -> tuple[LinkTarget, int] | None:
    """`<a b> "title")` after the bracket; the first 4,096 characters are looked at, which bounds the work on hostile text."""
    limit = min(len(text), start + _MAX_LOOK)
    at = _skipped(text, start)
    if text.startswith(")", at):
        return LinkTarget("", "", at, at), at + 1
    destination = parseLinkDestination(text, at, limit)
    if not destination.ok:
        return None
    angle = text.startswith("<", at)
    target = LinkTarget(destination.str, "", at + angle, destination.pos - angle)
    at = _skipped(text, destination.pos)
    if at > destination.pos and not text.startswith(")", at):
        title = parseLinkTitle(text, at, limit)
        if not title.ok:
            return None
        target = LinkTarget(target.address, title.str, target.start, target.end)
        at = _skipped(text, title.pos)
    return (target, at + 1) if text.startswith(")", at) else None


def _skipped(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def without_size(words: str) -> str:
    """The alternative text without the size that stands in it."""
    return _SIZE_IN_WORDS.sub("", words)


def picture_attributes(text: str, words: str, end: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """Width, height and caption of the picture that ends at `end`, and where all of it ends.

    Braces that hold anything else are text.
    """
    attributes: dict[str, str] = {}
    if size := _SIZE_IN_WORDS.search(words):
        attributes.update({"width": size[1]} | ({"height": size[2]} if size[2] else {}))
    if braces := _ATTRIBUTES.match(text, end):
        written = {name: quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(braces[1])}
        if all(name == "caption" or (name in {"width", "height"} and _MEASURE.fullmatch(value.removesuffix("px")))
               for name, value in written.items()):  # fmt: skip
            attributes.update(
                {name: value if name == "caption" else value.removesuffix("px") for name, value in written.items()}
            )
            end = braces.end()
    return tuple(attributes.items()), end
