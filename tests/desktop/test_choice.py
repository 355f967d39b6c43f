"""Which packages `deckgen open` means."""

import json

import pytest

from deckgen.desktop import BuiltPackage, built_packages, choose
from deckgen.errors import DeckgenError

PACKAGES = [
    BuiltPackage("en/clip.apkg", "clip", "en"),
    BuiltPackage("en/vit.apkg", "vit", "en"),
    BuiltPackage("en/bundle.apkg", None, "en"),
    BuiltPackage("zh-Hans/clip.apkg", "clip", "zh-Hans"),
    BuiltPackage("zh-Hans/bundle.apkg", None, "zh-Hans"),
]


@pytest.mark.parametrize(
    ("topics", "language", "expected"),
    [
        ((), None, ["en/bundle.apkg"]),
        ((), "zh-Hans", ["zh-Hans/bundle.apkg"]),
        (("vit", "clip"), None, ["en/vit.apkg", "en/clip.apkg"]),
        (("clip", "clip"), "zh-Hans", ["zh-Hans/clip.apkg"]),
    ],
)
def test_topics_or_the_bundle_in_the_first_language_or_a_named_one(
    topics: tuple[str, ...], language: str | None, expected: list[str]
) -> None:
    assert [one.path for one in choose(PACKAGES, topics, language)] == expected


@pytest.mark.parametrize(
    ("topics", "language", "message", "hint"),
    [
        (("clap",), None, "there is no topic `clap`", "did you mean `clip`?"),
        (("zzz",), None, "there is no topic `zzz`", "known: clip, vit"),
        ((), "zh", "there is no language `zh`", "known: en, zh-Hans"),
        (("vit",), "zh-Hans", "the topic `vit` has no notes in `zh-Hans`", "use --language en"),
    ],
)
def test_what_is_not_there_is_told_with_what_was_probably_meant(
    topics: tuple[str, ...], language: str | None, message: str, hint: str
) -> None:
    with pytest.raises(DeckgenError) as caught:
        choose(PACKAGES, topics, language)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize("text", [b"", b"[]", b'{"packages": [{}]}', b'{"packages": 1}'])
def test_a_broken_manifest_names_no_package(text: bytes) -> None:
    assert built_packages(text) == []
    with pytest.raises(DeckgenError, match="no package is built"):
        choose([], (), None)


def test_a_manifest_names_its_packages() -> None:
    rows = [{"path": one.path, "topic": one.topic, "language": one.language, "notes": 3} for one in PACKAGES]
    assert built_packages(json.dumps({"packages": rows}).encode()) == PACKAGES
