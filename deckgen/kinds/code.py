"""`code`: a question with a piece of code, in the answer or in the question. With `run`, the checker executes it on request."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from deckgen.kinds.base import EntrySpec, Kind, Page
from deckgen.kinds.contents import Listing, Program, Side
from deckgen.model import Text
from deckgen.source_values import SourceModel, TextField


class Snippet(SourceModel):
    """The code on the card; `side` says whether it belongs to the question or the answer."""

    language: str
    source: Annotated[str, Field(min_length=1)]
    side: Literal["front", "back"] = "back"


class Run(SourceModel):
    """How to execute the code: what runs before and after it, unseen, and what all of it must print."""

    output: str
    before: str = ""
    after: str = ""
    seconds: Annotated[int, Field(gt=0, le=120)] = 20


class CodeSpec(EntrySpec):
    """A question with code."""

    kind: Literal["code"]
    front: TextField
    code: Snippet
    back: TextField | None = None
    run: Run | None = None


def _program(spec: CodeSpec) -> Program | None:
    """What the checker executes: the shown source, byte for byte, between the unseen parts."""
    if spec.run is None or spec.code.language not in RUNNABLE:
        return None
    parts = (spec.run.before, spec.code.source, spec.run.after)
    source = "\n".join(part.rstrip("\n") for part in parts if part) + "\n"
    return Program(("run",), source, spec.run.output, spec.run.seconds)


def _shown(spec: CodeSpec) -> tuple[Text, ...]:
    return (Text({"": spec.code.source}),) if spec.code.side == "front" else ()


def _view(spec: CodeSpec, page: Page) -> Mapping[str, object]:
    if spec.run and spec.code.language not in RUNNABLE:
        message = f"`{spec.code.language}` cannot be run"
        page.problem("K301", message, "code", "language", hint=f"can be run: {', '.join(RUNNABLE)}; or leave `run` out")
    in_front = spec.code.side == "front"
    if in_front and not spec.back and not spec.run:
        page.problem(
            "K304", "the code is the question, and there is no answer", hint="add `back`, or `run` with its output"
        )
    shows_output = in_front and spec.run is not None
    return {
        "front": page.markdown(spec.front, "front"),
        "back": page.markdown(spec.back, "back") if spec.back else "",
        "code": page.code(spec.code.language, spec.code.source),
        "code_in_front": in_front,
        "output": page.code("text", spec.run.output) if shows_output and spec.run else "",
    }


RUNNABLE = ("python",)
KIND = Kind(
    "code",
    "basic",
    CodeSpec,
    _view,
    question=lambda spec: Side(("front",), spec.front),
    answer=lambda spec: Side(("back",), spec.back),
    shown=_shown,
    listing=lambda spec: Listing(("code", "source"), spec.code.language, spec.code.source),
    program=_program,
)
