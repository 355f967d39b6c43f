"""SVG pictures: is it safe and whole, and where are the elements that a diagram card hides?

Boxes come from svgelements, which knows shapes, paths, groups and transforms; it measures no text, so text is estimated from its
font size (1 em a CJK character, 0.56 em any other).
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias
from xml.etree import ElementTree

from deckgen.kinds.base import Box, SvgPicture
from deckgen.model import MediaFile
from deckgen.render.scan import TextProblem

SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
_LANGUAGE = frozenset({"lang", "{http://www.w3.org/XML/1998/namespace}lang"})
_FORBIDDEN = (
    (re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE), "a document type"),
    (re.compile(r"<(?:\w+:)?script\b", re.IGNORECASE), "a script"),
    (re.compile(r"<(?:\w+:)?foreignObject\b", re.IGNORECASE), "a foreignObject"),
    (re.compile(r"\son\w+\s*=", re.IGNORECASE), "an event handler"),
    (re.compile(r"(?:href|src)\s*=\s*[\"']\s*(?!#|data:image/)", re.IGNORECASE), "a link to another file"),
    (re.compile(r"url\(\s*[\"']?(?!#)|@import", re.IGNORECASE), "a link to another file"),
)

Extent: TypeAlias = tuple[float, float, float, float]


@lru_cache(maxsize=256)
def svg_problem(file: MediaFile) -> TextProblem | None:
    """Why this SVG cannot go into a deck, or None. Phones block scripts and remote parts in pictures."""
    text = file.text or ""
    for pattern, what in _FORBIDDEN:
        if pattern.search(text):
            return TextProblem(
                "K501", f"{file.path} holds {what}", hint="a picture must be one file that stands for itself"
            )
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - document types and entities are refused above
    except ElementTree.ParseError as error:
        return TextProblem("K501", f"{file.path} is not well-formed: {error}")
    if root.tag != f"{SVG_NAMESPACE}svg":
        return TextProblem("K501", f"{file.path} is no SVG")
    return None


@lru_cache(maxsize=1024)
def words_of_svg(file: MediaFile) -> tuple[str, ...]:
    """What a usable SVG says, title first, label by label; without those that name a language of their own."""
    root = ElementTree.fromstring(file.text or "")  # noqa: S314 - checked by svg_problem
    labels = [*root.findall(f"{SVG_NAMESPACE}title"), *root.iter(f"{SVG_NAMESPACE}text")]
    texts = (
        " ".join("".join(label.itertext()).split()) for label in labels if not _LANGUAGE.intersection(label.keys())
    )
    return tuple(text for text in texts if text)


@lru_cache(maxsize=1024)  # the same for every language, and at every rebuild of a live preview
def picture(
    source: str, file: MediaFile, ids: tuple[str, ...]
) -> tuple[SvgPicture | None, tuple[tuple[int, TextProblem], ...]]:
    """The picture with the boxes of `ids`, and problems by the index of the id (-1 for the picture as a whole)."""
    problem = svg_problem(file)
    if problem:
        return None, ((-1, problem),)
    text = file.text or ""
    root = ElementTree.fromstring(text)  # noqa: S314 - checked by svg_problem
    view = [float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if _is_number(number)]
    if len(view) != 4 or view[2] <= 0 or view[3] <= 0:
        missing = TextProblem("K501", f"{file.path} has no viewBox", hint="positions are measured in it")
        return None, ((-1, missing),)
    elements = {element.get("id", ""): element for element in root.iter()}
    shapes = _shapes(root, view)
    boxes: dict[str, Box] = {}
    problems: list[tuple[int, TextProblem]] = []
    for index, name in enumerate(ids):
        if name not in elements:
            known = ", ".join(sorted(elements.keys() - {""}))
            problems.append(
                (index, TextProblem("K502", f"{file.path} has no element `{name}`", hint=f"it has: {known}"))
            )
            continue
        extent = _union(shapes.get(name))
        box = _box(extent, view, _words(elements[name])) if extent else None
        if box:
            boxes[name] = box
        else:
            problems.append((index, TextProblem("K503", f"`{name}` has no box inside the picture")))
    title = root.findtext(f"{SVG_NAMESPACE}title", "").strip()
    return SvgPicture(source, view[2], view[3], title, boxes), tuple(problems)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text))


def _shapes(root: ElementTree.Element, view: list[float]) -> dict[str, Any]:
    import svgelements

    # Rendered at the size of its viewBox, whatever size it gives itself, so that one unit is one unit.
    root.set("width", str(view[2]))
    root.set("height", str(view[3]))
    text = ElementTree.tostring(root, encoding="unicode")
    svg = svgelements.SVG.parse(io.StringIO(text), width=view[2], height=view[3], ppi=96, reify=True)
    return {element.id: element for element in svg.elements() if getattr(element, "id", None)}


def _union(element: Any) -> Extent | None:
    extents = [extent for part in _leaves(element) if (extent := _extent(part))]
    if not extents:
        return None
    left, top, right, bottom = zip(*extents, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _leaves(element: Any) -> Iterator[Any]:
    if isinstance(element, list):
        for child in element:
            yield from _leaves(child)
    elif element is not None:
        yield element


def _extent(element: Any) -> Extent | None:
    text = getattr(element, "text", None)
    if isinstance(text, str) and text.strip():
        return _text_extent(element, text.strip())
    try:
        extent = element.bbox()
    except (AttributeError, ValueError, TypeError):
        return None
    return tuple(extent) if extent else None


def _text_extent(element: Any, text: str) -> Extent:
    size = float(getattr(element, "font_size", None) or 16)
    width = size * sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text)
    matrix = element.transform
    x, y = (
        float(matrix.point_in_matrix_space((element.x, element.y))[0]),
        float(matrix.point_in_matrix_space((element.x, element.y))[1]),
    )
    left = x - {"middle": width / 2, "end": width}.get(str(element.anchor), 0.0)
    return left, y - 0.85 * size, left + width, y + 0.25 * size


def _box(extent: Extent, view: list[float], label: str) -> Box | None:
    left, top = max(extent[0], 0.0), max(extent[1], 0.0)
    right, bottom = min(extent[2], view[2]), min(extent[3], view[3])
    if right - left < 1 or bottom - top < 1:
        return None
    per_cent = [
        100 * value for value in (left / view[2], top / view[3], (right - left) / view[2], (bottom - top) / view[3])
    ]
    x, y, width, height = (round(value, 2) for value in per_cent)
    return Box(x, y, width, height, label)


def _words(element: ElementTree.Element) -> str:
    texts = ("".join(part.itertext()).strip() for part in element.iter(f"{SVG_NAMESPACE}text"))
    return " ".join(" ".join(text.split()) for text in texts if text)
