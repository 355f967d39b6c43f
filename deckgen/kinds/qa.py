"""`qa`: a question and its answer; `reverse: true` adds the card that asks backwards."""

from collections.abc import Mapping
from typing import Literal

from deckgen.kinds.base import EntrySpec, Kind, Page
from deckgen.kinds.contents import Side
from deckgen.source_values import TextField


class QaSpec(EntrySpec):
    """A question and its answer."""

    kind: Literal["qa"] = "qa"
    front: TextField
    back: TextField
    reverse: bool = False


def _view(spec: QaSpec, page: Page) -> Mapping[str, object]:
    return {"front": page.markdown(spec.front, "front"), "back": page.markdown(spec.back, "back")}


KIND = Kind(
    "qa",
    "basic",
    QaSpec,
    _view,
    question=lambda spec: Side(("front",), spec.front),
    answer=lambda spec: Side(("back",), spec.back),
    reverse=lambda spec: bool(spec.reverse),
)
