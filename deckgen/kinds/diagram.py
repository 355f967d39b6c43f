"""`diagram`: an SVG and the elements to hide, one card each. Masks are positioned HTML over the picture; no script."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from deckgen.kinds.base import Box, EntrySpec, Kind, Page
from deckgen.kinds.contents import Side
from deckgen.model import Html, Text
from deckgen.source_values import SourceModel, TextField


class HiddenElement(SourceModel):
    """An element id, its words, and its cloze number where the position in the list is not it."""

    id: Annotated[str, Field(min_length=1)]
    label: TextField | None = None
    number: Annotated[int, Field(ge=1, le=100)] | None = None


def _element(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


class DiagramSpec(EntrySpec):
    """A picture with parts to be recalled."""

    kind: Literal["diagram"]
    front: TextField | None = None
    svg: TextField
    hide: Annotated[tuple[Annotated[HiddenElement, BeforeValidator(_element)], ...], Field(min_length=1)]
    back: TextField | None = None


def numbered(spec: DiagramSpec) -> Iterator[tuple[int, int, HiddenElement]]:
    """Index, cloze number and element of all that is hidden."""
    for index, element in enumerate(spec.hide):
        yield index, element.number or index + 1, element


def _view(spec: DiagramSpec, page: Page) -> Mapping[str, object]:
    ids = tuple(element.id for element in spec.hide)
    picture = page.svg(spec.svg.in_language(page.language), ids, "svg")
    masks: list[Mapping[str, object]] = []
    seen: set[object] = set()
    for index, number, element in numbered(spec):
        if element.id in seen or number in seen:
            page.problem("K504", f"`{element.id}` is hidden twice, or its number is taken", "hide", index)
        seen |= {element.id, number}
        box = picture.boxes.get(element.id) if picture else None
        if box:
            deletion = page.deletion(number, _label(element, box, index, page))
            masks.append({"box": box, "deletion": deletion})
    return {
        "front": page.markdown(spec.front, "front") if spec.front else "",
        "back": page.markdown(spec.back, "back") if spec.back else "",
        "picture": picture,
        "masks": masks,
    }


def _label(element: HiddenElement, box: Box, index: int, page: Page) -> Html:
    if not element.label and not box.label:
        page.problem(
            "K505",
            f"`{element.id}` has no label and no text inside",
            "hide",
            index,
            hint="add `label`: it is the answer in words",
        )
    return page.inline(element.label or Text({"": box.label or "?"}), "hide", index, "label")


KIND = Kind(
    "diagram",
    "cloze",
    DiagramSpec,
    _view,
    question=lambda spec: Side(("front",), spec.front),
    answer=lambda spec: Side(("back",), spec.back),
    shown=lambda spec: (spec.svg, *(Text({"": element.id}) for element in spec.hide)),
    card_names=lambda spec: {number: element.id for _, number, element in numbered(spec)},
    asks_in_parts=True,
    file_keys=frozenset({"svg"}),
)
