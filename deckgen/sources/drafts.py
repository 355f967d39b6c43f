"""Drafts: entries with `draft: true`. They may lack everything but an id and a question; no deck holds them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field, WithJsonSchema

from deckgen.diagnostics import Diagnostic
from deckgen.kinds import KIND_BY_NAME
from deckgen.model import EntryId, Text, TopicName
from deckgen.source_values import SlugField, SourceModel, TextField
from deckgen.sources.positions import Data, Origin
from deckgen.sources.schema import close_match, validate

_TRUE = {"true", "yes", "on", "y", "t", "1"}
"""What pydantic takes for true."""
_MAY_WAIT = {"E001", "E009"}
"""What is wrong with an entry that is not finished, and with nothing else."""


class DraftSpec(SourceModel):
    """What every draft has; the other keys are those of its kind, as far as they are there."""

    model_config = ConfigDict(extra="allow")

    id: SlugField
    kind: str = "qa"
    draft: Annotated[bool, WithJsonSchema({"enum": [True, "true"]}), Field()]
    front: TextField | None = None
    text: TextField | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is not finished. `texts` are question and answer, as far as there are any; `words` all its values."""

    id: EntryId
    topic: TopicName
    origin: Origin
    texts: Mapping[str, Text]
    guids: tuple[str, ...]
    words: tuple[str, ...]

    def mentions(self, name: str) -> bool:
        """Whether the draft may use the media file of this name."""
        return any(name in word for word in self.words)


def is_draft(data: Data) -> bool:
    return isinstance(data, dict) and str(data.get("draft", "")).lower() in _TRUE


def parse_draft(topic: TopicName, data: dict[str, Data], origin: Origin) -> tuple[Draft | None, list[Diagnostic]]:
    """The draft, if it has an id, and what is wrong with it now already."""
    spec, problems = validate(DraftSpec, origin.document, origin.loc, data)
    if spec is None:
        return None, problems
    if spec.front is None and spec.text is None:
        message = f"the draft `{spec.id}` has neither `front` nor `text`"
        problems.append(Diagnostic("E001", message, origin.span(), "a draft needs at least its question"))
    kind = KIND_BY_NAME.get(spec.kind)
    if kind is None:
        hint = close_match(spec.kind, tuple(KIND_BY_NAME))
        problems.append(Diagnostic("E004", f"unknown kind `{spec.kind}`", origin.span("kind"), hint))
    else:
        _, found = validate(kind.spec, origin.document, origin.loc, data)
        problems += [problem for problem in found if problem.code not in _MAY_WAIT]
    guids = tuple(_words(data.get("was_guid")))
    return Draft(EntryId(spec.id), topic, origin, _texts(data), guids, tuple(_words(data))), problems


def draft_advice(drafts: Iterable[Draft]) -> Iterator[Diagnostic]:
    """One line for each draft, so that none is forgotten."""
    for draft in drafts:
        hint = "finish it and take `draft` away, or remove it"
        message = f"`{draft.id}` is a draft and in no deck"
        yield Diagnostic("E015", message, draft.origin.span("id"), hint)


def _texts(data: dict[str, Data]) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for name in ("front", "text", "back"):
        written = data.get(name)
        versions = {"": written} if isinstance(written, str) else written if isinstance(written, dict) else {}
        texts[name] = Text(
            {language: text.rstrip("\n") for language, text in versions.items() if isinstance(text, str)}
        )
    return texts


def _words(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _words(value)
