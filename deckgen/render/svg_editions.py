"""One drawing, many languages: an SVG says its words in each of them, and an edition's cards get the picture with theirs.

It is SVG's own means: of the children of a `<switch>`, the first whose `systemLanguage` fits, or that has none; and several
`<title>` or `<desc>` with a `lang`. A viewer would go by the language of its user, a card goes by the language of its edition:
so the choice is made here, and what is packed holds one language only. All other bytes stay as they were drawn, and a drawing that
learns another language stays in its first one what it was: no note of that edition is touched.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from xml.parsers import expat

from deckgen.model import Language, MediaFile, Sha256

_TRANSLATED = re.compile(r"\bsystemLanguage\s*=|<(?:\w+:)?(?:title|desc)\b[^>]*\blang\s*=")
_TAG_NAME = re.compile(rb"<[^\s/>]+")
_HAN = frozenset({"zh", "ja", "ko", "yue"})
_NAMED_ONCE = frozenset({"title", "desc"})
_CONDITION = re.compile(rb"""\ssystemLanguage\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(slots=True)
class _Element:
    """An element, from its first byte to behind its last; `languages` is None where it is for everybody."""

    name: str
    start: int
    languages: tuple[str, ...] | None
    conditional: bool
    bare: bool
    """Without any attribute."""
    children: list["_Element"] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands instead of the bytes from `start` to before `end`."""

    start: int
    end: int
    new: bytes = b""


@lru_cache(maxsize=2048)  # a picture is asked for by each entry that shows it
def picture_for(file: MediaFile, language: Language) -> tuple[MediaFile, int]:
    """The file as an edition packs it, and how many `<switch>` have no words for it. The SVG is well-formed.

    A file that says nothing in several languages is returned as it is.
    """
    if file.text is None or not _TRANSLATED.search(file.text):
        return file, 0
    data = file.text.encode()
    root = _tree(data)
    text = _in_language(root, data, language)
    edition = replace(file, sha256=Sha256(hashlib.sha256(text).hexdigest()), size=len(text), text=text.decode())
    return edition, _speechless(root, language)


def _in_language(root: _Element, data: bytes, language: Language) -> bytes:
    edits = sorted((*_cuts(root, data, language), *_name(root, data, language)), key=lambda edit: edit.start)
    kept, position = [], 0
    for edit in edits:
        if edit.start >= position:  # else it is inside what is left out
            kept += [data[position : edit.start], edit.new]
            position = edit.end
    return b"".join([*kept, data[position:]])


def _speechless(root: _Element, language: Language) -> int:
    switches = [element for element in _walk(root) if element.name == "switch"]
    return sum(1 for switch in switches if switch.children and not _first_that_fits(switch.children, language))


def _tree(data: bytes) -> _Element:
    parser = expat.ParserCreate("utf-8")
    top = _Element("", 0, None, conditional=False, bare=True)
    path = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        wanted = attributes.get("systemLanguage")
        named = wanted if wanted is not None else attributes.get("lang", attributes.get("xml:lang"))
        local = name.rpartition(":")[2]
        languages = tuple(part.strip() for part in named.split(",")) if named is not None else None
        conditional = wanted is not None
        element = _Element(local, parser.CurrentByteIndex, languages, conditional, not attributes)
        path[-1].children.append(element)
        path.append(element)

    def end(_name: str) -> None:
        element = path.pop()
        opened = _behind(data, element.start)
        alone = data[opened - 2 : opened] == b"/>"  # where expat says its end is, depends on expat's version
        element.end = opened if alone else _behind(data, parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return top


def _behind(data: bytes, tag: int) -> int:
    """Behind the tag that begins at `tag`."""
    quote = b""
    for position in range(tag, len(data)):
        character = data[position : position + 1]
        if quote:
            quote = b"" if character == quote else quote
        elif character in (b'"', b"'"):
            quote = character
        elif character == b">":
            return position + 1
    return len(data)


def _cuts(root: _Element, data: bytes, language: Language) -> Iterator[_Edit]:
    for element in _walk(root):
        if element.name == "switch" and element.bare and element.children:
            chosen = _first_that_fits(element.children, language) or element.children[0]
            yield from (_Edit(element.start, chosen.start), _Edit(chosen.end, element.end))
        else:
            yield from (_Edit(_line_start(data, child.start), child.end) for child in _left_out(element, language))
        for child in element.children:
            if child.conditional:
                yield from _condition(child, data)


def _left_out(element: _Element, language: Language) -> Iterator[_Element]:
    if element.name == "switch":
        chosen = _first_that_fits(element.children, language) or next(iter(element.children), None)
        yield from (child for child in element.children if child is not chosen)
        return
    yield from (child for child in element.children if child.conditional and not _fits(child, language))
    for name in _NAMED_ONCE:
        alike = [child for child in element.children if child.name == name]
        chosen = _first_that_fits(sorted(alike, key=lambda child: child.languages is None), language)
        yield from (child for child in alike if child is not (chosen or alike[0]))


def _first_that_fits(elements: Sequence[_Element], language: Language) -> _Element | None:
    return next((element for element in elements if _fits(element, language)), None)


def _fits(element: _Element, language: Language) -> bool:
    """As SVG has it: `en` is also for readers of `en-GB`."""
    wanted = language.lower()
    return element.languages is None or any(
        wanted == named.lower() or wanted.startswith(f"{named.lower()}-") for named in element.languages if named
    )


def _name(root: _Element, data: bytes, language: Language) -> Iterator[_Edit]:
    """The picture's language, by which a browser chooses the shape of a Chinese character."""
    (svg,) = root.children
    if svg.languages is None and language.split("-")[0] in _HAN:
        place = _TAG_NAME.match(data, svg.start)
        assert place, "expat found a tag here"
        yield _Edit(place.end(), place.end(), f' xml:lang="{language}"'.encode())


def _condition(element: _Element, data: bytes) -> Iterator[_Edit]:
    end = _behind(data, element.start)
    for found in _CONDITION.finditer(data, element.start, end):
        yield _Edit(found.start(), found.end())


def _line_start(data: bytes, start: int) -> int:
    """The line's end before an element that goes, where it stands in a line of its own."""
    before = len(data[:start].rstrip(b" \t"))
    return before - 1 if data[before - 1 : before] == b"\n" else start


def _walk(root: _Element) -> Iterator[_Element]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += element.children
