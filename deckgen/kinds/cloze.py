"""`cloze`: a text with explicit `{{c1::...}}` numbers. The numbers are identity: each one is a card with its own history."""

from collections.abc import Mapping
from typing import Literal

from deckgen.fields import TextField
from deckgen.kinds.base import EntrySpec, Kind, Page


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


KIND = Kind("cloze", "cloze", ClozeSpec, _view)
