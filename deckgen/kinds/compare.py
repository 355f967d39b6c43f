"""`compare`: a table of aspects by subjects. The front shows the empty frame, the back the filled one."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from deckgen.kinds.base import EntrySpec, Kind, Page
from deckgen.kinds.contents import Side, Table
from deckgen.source_values import SourceModel, TextField


class Aspect(SourceModel):
    """A row: its name, and one value a subject."""

    name: TextField
    values: tuple[TextField, ...]


class CompareSpec(EntrySpec):
    """A comparison: `subjects` are the columns, `aspects` the rows."""

    kind: Literal["compare"]
    front: TextField | None = None
    subjects: Annotated[tuple[TextField, ...], Field(min_length=2)]
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1)]


def _view(spec: CompareSpec, page: Page) -> Mapping[str, object]:
    return {
        "front": page.markdown(spec.front, "front") if spec.front else "",
        "subjects": [page.inline(subject, "subjects", n) for n, subject in enumerate(spec.subjects)],
        "aspects": [_row(spec, n, page) for n in range(len(spec.aspects))],
    }


def _row(spec: CompareSpec, n: int, page: Page) -> Mapping[str, object]:
    aspect = spec.aspects[n]
    if len(aspect.values) != len(spec.subjects):
        message = f"{len(aspect.values)} values for {len(spec.subjects)} subjects"
        page.problem("K201", message, "aspects", n, "values", hint="give one value for each subject, in their order")
    return {
        "name": page.inline(aspect.name, "aspects", n, "name"),
        "values": [page.inline(value, "aspects", n, "values", m) for m, value in enumerate(aspect.values)],
    }


KIND = Kind(
    "compare",
    "basic",
    CompareSpec,
    _view,
    question=lambda spec: Side(("front",), spec.front),
    answer=lambda _spec: Side(("aspects",)),
    shown=lambda spec: (*spec.subjects, *(aspect.name for aspect in spec.aspects)),
    table=lambda spec: Table(("subjects",), columns=len(spec.subjects) + 1, rows=len(spec.aspects)),
    asks_in_parts=True,
)
