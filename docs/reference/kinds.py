"""`reference/kinds.md`: the kinds of entries and every key of each, with an entry of the starter deck as the example."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from deckgen.kinds import KINDS
from deckgen.kinds.base import EntrySpec, Kind
from deckgen.model import Language
from deckgen.sources.drafts import DraftSpec
from deckgen.starter.deck import TOPIC, deck_files
from docs.reference.markdown import fence, join
from docs.reference.models import key_table

_INTRODUCTION = """
An entry is what an author writes; deckgen makes one note of it in every language, and Anki makes the cards of the
note. The guide [Writing cards](../cards.md) explains them with all their rules; this page lists every key, from the
models that check the sources.

- **card text** is Markdown: one text for every language, or a map from language to text.
- a **slug** is lower-case letters, digits and single hyphens, at most 80 characters.
"""
_CARDS = Path(__file__).parents[2] / "cards"
_NESTED = re.compile(r"\[([A-Z]\w+)\]\(#\w+\)")


def page() -> str:
    """The whole page."""
    kinds = [_section(kind) for kind in KINDS]
    return join("# Kinds of entries", _INTRODUCTION, _common(), *kinds, _draft())


def _common() -> str:
    keys = key_table(EntrySpec)
    return join("## Keys of every entry", keys, *_nested_of(EntrySpec))


def _section(kind: Kind) -> str:
    own = set(kind.spec.model_fields) - (set(EntrySpec.model_fields) - {"kind"})
    keys = key_table(kind.spec, without=set(kind.spec.model_fields) - own)
    about = kind.spec.__doc__ or ""
    nested = _nested_of(kind.spec, without=frozenset(_nested_models(EntrySpec)))
    return join(
        f"## `{kind.name}` {{#{kind.name}}}", about, keys, *nested,
        f"Its notes have the notetype *deckgen {kind.notetype.capitalize()}*. An example:",
        fence(_example(kind.name), "yaml"),
    )  # fmt: skip


def _draft() -> str:
    text = """
An entry with `draft: true` may lack everything but its `id` and its question (`front`, or `text` of a cloze). It is in no deck;
`deckgen check` lists every draft ([E015](rules-e.md#e015)). `deckgen import` makes one of a question without an answer.
"""
    return join("## Drafts", text, key_table(DraftSpec))


def _nested_of(spec: type[EntrySpec], without: frozenset[type[BaseModel]] = frozenset()) -> Iterator[str]:
    for model in _nested_models(spec):
        if model not in without:
            name = model.__name__
            yield join(f"### {name} {{#{name.lower()}}}", model.__doc__ or "", key_table(model))


def _nested_models(spec: type[BaseModel]) -> list[type[BaseModel]]:
    """Models inside a model, by what its table of keys links to."""
    known = {model.__name__: model for model in _subclasses(BaseModel)}
    return [known[name] for name in dict.fromkeys(_NESTED.findall(key_table(spec)))]


def _subclasses(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _subclasses(one)


@cache
def _starter() -> str:
    return deck_files((Language("en"),))[f"cards/{TOPIC}/{TOPIC}.yaml"].decode()


def _example(kind: str) -> str:
    """The first entry of a kind in the starter deck, which is small, or else in the decks."""
    for text in (_starter(), *(file.read_text(encoding="utf-8") for file in sorted(_CARDS.glob("*/*.yaml")))):
        for entry in re.split(r"\n(?=- id:)", text):
            found = re.search(r"(?m)^  kind: (\w+)$", entry)
            if entry.startswith("- id:") and (found[1] if found else "qa") == kind:
                return entry.strip("\n")
    raise LookupError(f"neither the starter deck nor cards/ has a `{kind}`")
