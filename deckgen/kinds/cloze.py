"""`cloze`: a text with explicit `{{c1::...}}` numbers. The numbers are identity: each one is a card with its own history."""

from collections.abc import Mapping
from typing import Literal

from deckgen.kinds.base import EntrySpec, Kind, Page
from deckgen.kinds.contents import Side
from deckgen.source_values import TextField


class ClozeSpec(EntrySpec):
    """A text with holes."""

    kind: Literal["cloze"]
    text: TextField
    front: TextField | None = None


def _view(spec: ClozeSpec, page: Page) -> Mapping[str, object]:
    return {
        "front": page.markdown(spec.front, "front") if spec.front else "",
        "text": page.cloze(spec.text, "text"),
    }


def _holes(spec: ClozeSpec) -> Side:
    return Side(("text",), spec.text)


KIND = Kind(
    "cloze",
    "cloze",
    ClozeSpec,
    _view,
    question=lambda spec: Side(("front",), spec.front) if spec.front else _holes(spec),
    answer=lambda _spec: Side(("text",)),
    holes=_holes,
)
