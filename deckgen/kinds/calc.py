"""`calc`: a numeric answer that is computed at every check, so the printed number is the right one."""

import math
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from deckgen.kinds.arithmetic import ArithmeticFaultError, Number, evaluate, parse_number
from deckgen.kinds.base import EntrySpec, Kind, Page
from deckgen.kinds.contents import Side
from deckgen.source_values import TextField


class CalcSpec(EntrySpec):
    """A computed number. `given` names the numbers of the expression, each a number or an expression over earlier names."""

    kind: Literal["calc"]
    front: TextField
    given: dict[str, str] = Field(default_factory=dict)
    expression: Annotated[str, Field(min_length=1)]
    answer: Annotated[str, Field(min_length=1)]
    unit: TextField | None = None
    back: TextField | None = None


def _view(spec: CalcSpec, page: Page) -> Mapping[str, object]:
    exact = _check(spec, page)
    return {
        "front": page.markdown(spec.front, "front"),
        "answer": spec.answer,
        "exact": exact,
        "unit": page.inline(spec.unit, "unit") if spec.unit else "",
        "back": page.markdown(spec.back, "back") if spec.back else "",
    }


def _check(spec: CalcSpec, page: Page) -> bool:
    """Whether the printed answer is exact; reports when it is wrong."""
    printed = parse_number(spec.answer)
    if printed is None:
        page.problem(
            "K403", f"`{spec.answer}` is not a number", "answer", hint="put what follows the number into `unit`"
        )
        return True
    value = _value(spec, page)
    if value is None:
        return True
    if abs(value - printed.value) > printed.half_step * (1 + 1e-9) + math.ulp(float(value)):
        page.problem(
            "K402",
            f"the expression gives {value:.12g}, the card says {spec.answer}",
            "answer",
            hint="correct one of the two",
        )
    return abs(value - printed.value) <= 1e-12 * abs(printed.value)


def _value(spec: CalcSpec, page: Page) -> Number | None:
    """The value of the expression; None if it has none, which is then reported."""
    names: dict[str, Number] = {}
    place: tuple[str, ...] = ()
    try:
        for name, expression in spec.given.items():
            place = ("given", name)
            names[name] = evaluate(expression, names)
        place = ("expression",)
        return evaluate(spec.expression, names)
    except ArithmeticFaultError as fault:
        hint = "arithmetic, the functions of docs/cards.md and the names of `given` only"
        page.problem("K401", str(fault), *place, hint=hint)
        return None


KIND = Kind(
    "calc",
    "basic",
    CalcSpec,
    _view,
    question=lambda spec: Side(("front",), spec.front),
    answer=lambda spec: Side(("back",), spec.back),
    is_computed=True,
)
