"""Changes that a build refuses until the author allows them by name: what learners then see is what the message said."""

import pytest

from deckgen.errors import FindingsError
from tests.anki.author import LANGUAGES, Author, Built, Entry, day, qa
from tests.anki.conftest import MakeAuthor, MakeLearner
from tests.anki.learner import Learner, assert_nothing_lost, seen


@pytest.fixture
def deck(write: MakeAuthor) -> Author:
    """Two topics."""
    holes = {"id": "holes", "kind": "cloze", "text": "{{c1::one}}, {{c2::two}} and {{c3::three}}"}
    return write({"alpha": [qa("one"), qa("two"), holes], "beta": [qa("three")]})


@pytest.fixture
def first(deck: Author, learner: Learner) -> Built:
    """The first release, imported, and every card studied once."""
    built = deck.release("1.0.0", day(0))
    learner.import_package(built.bundle, day(0))
    learner.mark_synced()
    learner.study(6)
    return built


def allowed(deck: Author, code: str, permission: str) -> Built:
    """Release what is refused with `code` until it is allowed."""
    with pytest.raises(FindingsError) as refused:
        deck.build(day(10))
    assert [one.code for one in refused.value.diagnostics] == [code]
    assert permission in str(refused.value.diagnostics[0].hint)
    return deck.release("2.0.0", day(10), *permission.split())


def test_an_entry_moved_to_another_topic_stays_in_the_old_deck_for_who_has_it(
    deck: Author, first: Built, learner: Learner, new_learner: MakeLearner
) -> None:
    before = learner.snapshot()
    moved = deck.entry("two")
    deck.remove("two")
    deck.add("beta", moved)
    deck.correct("three", "Corrected.")
    second = allowed(deck, "I004", "--allow move:two")
    for name in ("alpha", "beta", "bundle"):
        learner.import_package(second[name], day(10))
    assert_nothing_lost(before, learner.snapshot(), corrected=["three"])
    newcomer = new_learner()
    newcomer.import_package(second["beta"], day(10))
    assert (learner.deck_of("two"), newcomer.deck_of("two")) == ("Deck::01 Alpha", "Deck::02 Beta")


def test_a_renamed_deck_gets_the_new_notes_and_the_old_ones_stay(deck: Author, first: Built, learner: Learner) -> None:
    before = learner.snapshot()
    deck.write("cards/alpha/topic.yaml", "title: First things\norder: 1\n")
    deck.add("alpha", qa("four"))
    second = allowed(deck, "I003", "--allow deck:alpha")
    assert learner.import_package(second.bundle, day(10)).numbers == (1, 0, 4, 0)
    assert_nothing_lost(before, learner.snapshot())
    assert (learner.deck_of("one"), learner.deck_of("four")) == ("Deck::01 Alpha", "Deck::01 First things")


def test_an_entry_of_another_kind_keeps_its_history(deck: Author, first: Built, learner: Learner) -> None:
    before = learner.snapshot()
    entry: Entry = {"id": "one", "kind": "calc", "front": "What is 6 times 7?", "expression": "6 * 7", "answer": "42"}
    deck.entry("one").clear()
    deck.topics["alpha"][0].update(entry)
    second = allowed(deck, "I006", "--allow kind:one")
    assert learner.import_package(second.bundle, day(10)).numbers == (0, 1, 3, 0)
    after = learner.snapshot()
    assert_nothing_lost(before, after, corrected=["one"])
    assert "42" in after.note("one").fields[3]


def test_a_hole_that_is_gone_leaves_an_empty_card_that_anki_can_remove(
    deck: Author, first: Built, learner: Learner
) -> None:
    before = learner.snapshot()
    deck.entry("holes")["text"] = "{{c1::one}}, two and {{c3::three}}"
    second = allowed(deck, "I007", "--allow cards:holes")
    assert learner.import_package(second.bundle, day(10)).numbers == (0, 1, 3, 0)
    assert_nothing_lost(before, learner.snapshot(), corrected=["holes"])
    empty = [card for note in learner.col.get_empty_cards().notes for card in note.card_ids]
    assert [learner.col.get_card(card).ord for card in empty] == [1]
    learner.col.remove_cards_and_orphaned_notes(empty)
    assert learner.import_package(second.bundle, day(11)).numbers == (0, 0, 4, 0)
    assert set(learner.snapshot().schedules("holes")) == {0, 2}, "it does not come back"


def test_a_deck_that_gets_a_second_language_keeps_everybodys_notes(
    deck: Author, first: Built, learner: Learner
) -> None:
    learner.edit(["one"], day(1))
    before = learner.snapshot()
    deck.languages = LANGUAGES
    deck.entry("two")["back"] = {"en": "Corrected.", "zh-Hans": "改过。"}
    second = deck.release("2.0.0", day(10))
    counts = learner.import_package(second["en/bundle"], day(10))
    assert (counts.numbers, counts.entries_updated) == ((0, 1, 3, 0), {"two"})
    assert_nothing_lost(before, learner.snapshot(), corrected=["two"])
    assert learner.import_package(second["zh-Hans/bundle"], day(10)).numbers == (4, 0, 0, 0)
    after = learner.snapshot()
    assert all(after.cards[card] == before.cards[card] for card in before.cards)
    assert sorted(seen(note.fields[3]) for note in after.notes.values() if note.entry == "two") == [
        "Corrected.",
        "改过。",
    ]


def test_another_namespace_is_refused_for_ever(deck: Author, first: Built) -> None:
    deck.namespace = "another"
    with pytest.raises(FindingsError) as refused:
        deck.build(day(10), "--retire", "--restamp")
    assert [one.code for one in refused.value.diagnostics] == ["I013"]
