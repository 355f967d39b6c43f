"""Real Anki as the judge of whole projects: an author who corrects and releases, and learners who import again and again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeAlias

import pytest

from tests.anki.author import LANGUAGES, Author, Entry, qa, sixty

pytest.importorskip("anki", reason="needs real Anki: pip install anki")

from tests.anki.learner import Learner


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.anki)


MakeLearner: TypeAlias = Callable[[], Learner]
"""The type of the `new_learner` fixture."""


Topics: TypeAlias = dict[str, list[Entry]] | list[Entry] | None


class MakeAuthor(Protocol):
    """The type of the `write` fixture."""

    def __call__(self, topics: Topics = None, *, namespace: str = "deck", title: str = "Deck") -> Author:
        """A one-language project with these entries; a plain list is one topic, none is three questions."""


@pytest.fixture
def write(tmp_path: Path) -> MakeAuthor:
    """Makes small projects."""

    def make(topics: Topics = None, *, namespace: str = "deck", title: str = "Deck") -> Author:
        given = [qa("one"), qa("two"), qa("three")] if topics is None else topics
        topics = given if isinstance(given, dict) else {"topic": given}
        return Author(tmp_path / namespace, topics, namespace=namespace, title=title)

    return make


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """The author of a deck of 60 entries in two languages."""
    return Author(tmp_path / "project", sixty(), LANGUAGES)


@pytest.fixture
def new_learner(tmp_path: Path) -> Iterator[MakeLearner]:
    """Makes learners, each with an empty collection."""
    learners: list[Learner] = []

    def make() -> Learner:
        learners.append(Learner(tmp_path / f"learner-{len(learners) + 1}"))
        return learners[-1]

    yield make
    for learner in learners:
        learner.close()


@pytest.fixture
def learner(new_learner: MakeLearner) -> Learner:
    """A learner with an empty collection."""
    return new_learner()
