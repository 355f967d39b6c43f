"""The starter deck: written in English and Chinese, cut down to the languages of the project."""

from collections.abc import Mapping, Sequence
from importlib import resources

from deckgen.importers.kit import entries_text, mapping_text
from deckgen.model import Language, SourceFile
from deckgen.sources.positions import Data, load_yaml

TOPIC = "memory"
_ENGLISH, _CHINESE = "en", "zh-Hans"
_BARE: Mapping[str, object] = {"true": True, "1": 1, "600": 600, "400": 400}
"""Values that an author writes without quotes; the loader, rightly, reads all of them as texts."""


def deck_files(languages: Sequence[Language]) -> Mapping[str, bytes]:
    """The deck's files by path. A language that is neither English nor Chinese gets the English words, to be translated."""
    deck = _in_languages(_deck(), tuple(languages))
    assert isinstance(deck, dict)
    topic, references, rows = deck["topic"], deck["references"], deck["entries"]
    texts = {
        f"cards/{TOPIC}/topic.yaml": mapping_text(topic),
        f"cards/{TOPIC}/memory.yaml": entries_text(rows),
        "cards/references.yaml": mapping_text(references),
    }
    pictures = {f"cards/{TOPIC}/media/{name}": _file("files", name).read_bytes() for name in sorted(_pictures(rows))}
    return {path: text.encode() for path, text in texts.items()} | pictures


def _deck() -> Data:
    name = "deck.yaml"
    document, problems = load_yaml(SourceFile(name, _file(name).read_text(encoding="utf-8")))
    assert not problems
    return document.data


def _file(*way: str) -> resources.abc.Traversable:
    return resources.files("deckgen.starter").joinpath(*way)


def _in_languages(value: Data, languages: tuple[Language, ...]) -> object:
    """The value with each text in the project's languages: a plain one if there is one language only."""
    if isinstance(value, list):
        return [_in_languages(one, languages) for one in value]
    if not isinstance(value, dict):
        return _BARE.get(str(value), value)
    if set(value) != {_ENGLISH, _CHINESE}:
        return {key: _in_languages(one, languages) for key, one in value.items()}
    texts = {str(language): value[_written_in(language)] for language in languages}
    return next(iter(texts.values())) if len(texts) == 1 else texts


def _written_in(language: Language) -> str:
    return _CHINESE if language.lower().split("-")[0] == "zh" else _ENGLISH


def _pictures(entries: Sequence[Mapping[str, object]]) -> set[str]:
    names: set[str] = set()
    for entry in entries:
        svg = entry.get("svg")
        names |= {str(name) for name in svg.values()} if isinstance(svg, dict) else {str(svg)} if svg else set()
    return names
