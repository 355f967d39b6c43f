"""Which of the built packages are meant."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckgen.errors import DeckgenError
from deckgen.sources.schema import close_match


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """One row of `build/manifest.json`: `path` is relative to the build folder, `topic` is None for a bundle."""

    path: str
    topic: str | None
    language: str


def built_packages(manifest: bytes) -> list[BuiltPackage]:
    """The packages that a manifest names; none if it cannot be read."""
    try:
        rows = json.loads(manifest)["packages"]
        return [BuiltPackage(str(row["path"]), row["topic"], str(row["language"])) for row in rows]
    except (ValueError, KeyError, TypeError):
        return []


def choose(packages: Sequence[BuiltPackage], topics: Iterable[str], language: str | None) -> list[BuiltPackage]:
    """The packages of `topics` in the order given, without topics the bundle; in `language`, or in the first one built.

    Raises `DeckgenError` if there is none, with the names that were probably meant.
    """
    if not packages:
        raise DeckgenError("no package is built", hint="leave out --no-build, or write the first entry")
    languages = tuple(one.language for one in packages)
    expect_known("language", (language,) if language else (), languages)
    wanted = tuple(dict.fromkeys(topics))
    expect_known("topic", wanted, tuple(one.topic for one in packages if one.topic))
    chosen = language or languages[0]
    return [_package(packages, topic, chosen) for topic in wanted or (None,)]


def _package(packages: Sequence[BuiltPackage], topic: str | None, language: str) -> BuiltPackage:
    same_topic = {one.language: one for one in packages if one.topic == topic}
    if language not in same_topic:
        others = " or ".join(f"--language {one}" for one in same_topic)
        raise DeckgenError(f"the topic `{topic}` has no notes in `{language}`", hint=f"use {others}")
    return same_topic[language]


def expect_known(noun: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise `DeckgenError` for the first name that is not known, with the one that was probably meant."""
    each = tuple(dict.fromkeys(known))
    for name in names:
        if name not in each:
            raise DeckgenError(f"there is no {noun} `{name}`", hint=close_match(name, each))
