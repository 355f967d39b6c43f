"""A topic's folder or a language's tag gets another name: learners who studied and edited see nothing of it, in real Anki."""

import shutil

import pytest

from tests.anki.author import Author, Entry, day, qa
from tests.anki.conftest import MakeAuthor, MakeLearner
from tests.anki.learner import Learner, assert_nothing_lost

DIAGRAM: Entry = {"id": "boxes", "kind": "diagram", "front": "What is hidden?", "svg": "boxes.svg", "hide": ["left"]}


def rename(author: Author, old: str, new: str, topic: str) -> None:
    """The folder, its entries here, and `was`."""
    author.topics = {new if name == old else name: entries for name, entries in author.topics.items()}
    shutil.move(author.root / f"cards/{old}", author.root / f"cards/{new}")
    author.write(f"cards/{new}/topic.yaml", f"{topic}was: {old}\n")


@pytest.fixture
def deck(write: MakeAuthor) -> Author:
    return write({"alpha": [qa("one", section="part"), qa("two"), DIAGRAM], "beta": [qa("three")]})


def test_a_renamed_topic_loses_doubles_and_updates_nothing(
    deck: Author, learner: Learner, new_learner: MakeLearner
) -> None:
    first = deck.release("1.0.0", day(0))
    learner.import_package(first.bundle, day(0))
    learner.mark_synced()
    learner.study(4)
    learner.edit(["one", "three"], day(1))
    learner.tag("two", "mine", day(2))
    before = learner.snapshot()
    rename(deck, "alpha", "first-things", "title: Alpha\norder: 1\n")
    second = deck.build(day(10))
    for name in ("first-things", "beta", "bundle"):
        counts = learner.import_package(second[name], day(10))
        assert (counts.new, counts.updated, counts.conflicting) == (0, 0, 0)
    assert_nothing_lost(before, learner.snapshot())
    assert not learner.full_sync_needed()
    newcomer = new_learner()
    newcomer.import_package(second.bundle, day(10))
    for entry in ("two", "boxes"):
        assert newcomer.snapshot().note(entry).fields == learner.snapshot().note(entry).fields
    assert newcomer.search("tag:deck::alpha") == ["boxes", "one", "two"]


def test_entries_added_after_a_rename_come_to_the_same_deck_and_tag(deck: Author, learner: Learner) -> None:
    learner.import_package(deck.release("1.0.0", day(0)).bundle, day(0))
    learner.study(4)
    before = learner.snapshot()
    rename(deck, "alpha", "first-things", "title: Alpha\norder: 1\n")
    deck.add("first-things", qa("four"))
    deck.correct("two", "Corrected.")
    assert learner.import_package(deck.release("1.1.0", day(10)).bundle, day(10)).numbers == (1, 1, 3, 0)
    assert_nothing_lost(before, learner.snapshot(), corrected=["two"])
    assert learner.deck_of("four") == learner.deck_of("two") == "Deck::01 Alpha"
    assert learner.search("tag:deck::alpha") == ["boxes", "four", "one", "two"]


@pytest.mark.parametrize(("old", "new"), [("pt", "pt-BR"), ("zh", "zh-Hans")])
def test_a_more_exact_language_tag_loses_doubles_and_updates_nothing(
    deck: Author, learner: Learner, old: str, new: str
) -> None:
    deck.languages = (old,)
    learner.import_package(deck.release("1.0.0", day(0)).bundle, day(0))
    learner.mark_synced()
    learner.study(4)
    learner.edit(["one", "three"], day(1))
    before = learner.snapshot()
    deck.languages = (new,)
    deck.language_tables = f'[languages.{new}]\nwas = "{old}"\n'
    counts = learner.import_package(deck.build(day(10)).bundle, day(10))
    assert counts.numbers == (0, 0, 4, 0)
    assert_nothing_lost(before, learner.snapshot())
    assert not learner.full_sync_needed()
    deck.add("alpha", qa("four"))
    deck.correct("one", "Corrected.")
    assert learner.import_package(deck.release("1.1.0", day(20)).bundle, day(20)).numbers == (1, 1, 3, 0)
    assert_nothing_lost(before, learner.snapshot(), corrected=["one"])
    assert set(learner.decks()) == {"Default", "Deck", "Deck::01 Alpha", "Deck::02 Beta"}
