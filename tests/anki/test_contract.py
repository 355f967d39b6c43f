"""What an update may and may not do to a learner: the clauses of docs/contract.md, each shown with real Anki."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.anki.author import Author, Built, day, qa
from tests.anki.conftest import MakeAuthor, MakeLearner
from tests.anki.learner import STORES_IMPORT_TIME, Learner, Snapshot, assert_nothing_lost, seen

CONTRACT = Path(__file__).parents[2] / "docs" / "contract.md"

PACKAGES = "Deck::01 Topic"


@pytest.fixture
def deck(write: MakeAuthor) -> Author:
    """Six questions; the fourth also asks backwards."""
    author = write([qa(name) for name in ("one", "two", "three", "four", "five", "six")])
    author.entry("four")["reverse"] = "true"
    return author


@pytest.fixture
def first(deck: Author, learner: Learner) -> Built:
    """The first release, imported on day 0 and synchronised."""
    built = deck.release("1.0.0", day(0))
    learner.import_package(built.bundle, day(0))
    learner.mark_synced()
    return built


def correct_and_import(deck: Author, learner: Learner, *names: str, on: float = 10, version: str = "1.1.0") -> Snapshot:
    """Correct these entries, release, import on the same day; the collection afterwards."""
    for name in names:
        deck.correct(name, f"Corrected on day {on}.")
    counts = learner.import_package(deck.release(version, day(on)).bundle, day(on))
    assert counts.conflicting == 0
    return learner.snapshot()


# Reviews


def test_reviews_stay(deck: Author, first: Built, learner: Learner) -> None:
    learner.study(20)
    before = learner.snapshot()
    assert len(before.reviewed()) == 7
    after = correct_and_import(deck, learner, *deck.ids())
    assert all(after.note(name).mtime == day(10) for name in deck.ids()), "every note was updated"
    assert after.cards == before.cards


def test_suspended_flagged_and_buried_cards_stay_so(deck: Author, first: Built, learner: Learner) -> None:
    learner.col.sched.suspend_cards(learner.card_ids("one"))
    learner.col.sched.bury_cards(learner.card_ids("two"))
    learner.col.set_user_flag_for_cards(3, learner.card_ids("three"))
    learner.col.sched.set_due_date(learner.card_ids("five"), "7")
    before = learner.snapshot()
    assert before.schedules("one") != before.schedules("six")
    after = correct_and_import(deck, learner, *deck.ids())
    assert after.cards == before.cards


def test_cards_in_a_filtered_deck_stay_there(deck: Author, first: Built, learner: Learner) -> None:
    filtered = learner.col.sched.get_or_create_filtered_deck(0)
    filtered.name = "Before the exam"
    filtered.config.search_terms[0].search = '"Id:one"'
    learner.col.sched.add_or_update_filtered_deck(filtered)
    before = learner.snapshot()
    assert learner.deck_of("one") == "Before the exam"
    after = correct_and_import(deck, learner, "one")
    assert after.cards == before.cards


# Edits


def test_edits_of_notes_the_author_did_not_touch_stay_for_ever(deck: Author, first: Built, learner: Learner) -> None:
    learner.edit(["one", "two", "three"], day(1))
    learner.tag("four", "hard", day(1))
    mine = learner.snapshot()
    for number in range(2, 6):
        after = correct_and_import(deck, learner, "six", on=10 * number, version=f"1.{number}.0")
        assert_nothing_lost(mine, after, corrected=["six"])


def test_a_correction_replaces_the_whole_note_edits_and_tags_included(
    deck: Author, first: Built, learner: Learner
) -> None:
    shipped = learner.snapshot().note("one")
    learner.edit(["one"], day(1), field=4)
    learner.tag("one", "mine marked leech", day(1))
    before = learner.snapshot().note("one")
    assert "my words" in before.fields[4]
    assert {"mine", "marked", "leech"} < before.tags
    after = correct_and_import(deck, learner, "one").note("one")
    assert "Corrected on day 10." in after.fields[3]
    assert after.fields[4] == shipped.fields[4], "an edit in another field is gone too"
    assert after.tags == shipped.tags


def test_an_edit_made_after_a_release_outlives_it_and_not_the_next_correction(
    deck: Author, first: Built, learner: Learner
) -> None:
    deck.correct("one", "Corrected on day 10.")
    second = deck.release("1.1.0", day(10))
    learner.edit(["one"], day(12), field=3)
    assert learner.import_package(second.bundle, day(13)).numbers == (0, 0, 6, 0)
    kept = learner.snapshot().note("one").fields[3]
    assert "my words" in kept
    assert "Corrected" not in kept
    after = correct_and_import(deck, learner, "one", on=20, version="1.2.0").note("one").fields[3]
    assert "my words" not in after
    assert "Corrected on day 10. Corrected on day 20." in seen(after)


@pytest.mark.parametrize("tag", ["marked", "leech", "my::own"])
def test_a_tag_counts_as_an_edit_also_a_mark_or_a_leech(deck: Author, first: Built, learner: Learner, tag: str) -> None:
    deck.correct("one", "Corrected on day 10.")
    second = deck.release("1.1.0", day(10))
    learner.tag("one", tag, day(12))
    assert learner.import_package(second.bundle, day(13)).numbers == (0, 0, 6, 0)
    assert tag in learner.snapshot().note("one").tags
    after = correct_and_import(deck, learner, "one", on=20, version="1.2.0").note("one")
    assert tag not in after.tags
    assert "Corrected on day 20." in after.fields[3]


def test_the_scheduler_makes_a_leech_by_tagging_the_note(deck: Author, first: Built, learner: Learner) -> None:
    (card_id,) = learner.card_ids("one")
    learner.col.sched.set_due_date([card_id], "0")
    card = learner.col.get_card(card_id)
    card.lapses = 7
    learner.col.update_card(card)
    mtime = learner.snapshot().note("one").mtime
    card = learner.col.get_card(card_id)
    card.start_timer()
    learner.col.sched.answerCard(card, 1)
    assert "leech" in learner.snapshot().note("one").tags
    assert learner.snapshot().note("one").mtime > mtime, "so it counts as an edit"


def test_the_import_can_be_undone(deck: Author, first: Built, learner: Learner) -> None:
    learner.edit(["one"], day(1))
    before = learner.snapshot()
    deck.correct("one", "Corrected.")
    learner.import_only(deck.release("1.1.0", day(10)).bundle)
    assert learner.snapshot().note("one").content != before.note("one").content
    learner.col.undo()
    learner.reopen()
    after = learner.snapshot()
    assert {guid: note.content for guid, note in after.notes.items()} == {
        guid: note.content for guid, note in before.notes.items()
    }
    assert after.cards == before.cards


# Importing again


def test_importing_a_package_twice_changes_nothing(deck: Author, first: Built, learner: Learner) -> None:
    learner.study(5)
    learner.edit(["one"], day(1))
    before = learner.snapshot()
    for _ in range(3):
        assert learner.import_package(first.bundle, day(2)).numbers == (0, 0, 6, 0)
    assert learner.snapshot() == before


def test_an_older_package_does_not_go_back(deck: Author, first: Built, learner: Learner) -> None:
    deck.change_template("style.css", lambda css: css + ".new {}\n")
    before = correct_and_import(deck, learner, "one")
    look = learner.col.models.by_name("deckgen Basic · deck")["css"]
    assert learner.import_package(first.bundle, day(11)).numbers == (0, 0, 6, 0)
    assert learner.snapshot() == before
    assert learner.col.models.by_name("deckgen Basic · deck")["css"] == look


def test_releases_can_be_skipped(deck: Author, first: Built, learner: Learner) -> None:
    for number in range(2, 5):
        deck.correct("one", f"Correction {number}.")
        deck.add("topic", qa(f"new-{number}"))
        last = deck.release(f"1.{number}.0", day(10 * number))
    assert learner.import_package(last.bundle, day(41)).numbers == (3, 1, 5, 0)
    assert "Correction 2. Correction 3. Correction 4." in seen(learner.snapshot().note("one").fields[3])


def test_a_release_imported_late_does_not_hide_the_next_one_unless_anki_is_24_11_or_older(
    deck: Author, first: Built, learner: Learner
) -> None:
    """Anki up to 24.11 gives an updated note the time of the import. A release published before then looks old to it."""
    deck.correct("one", "Corrected on day 10.")
    second = deck.release("1.1.0", day(10))
    deck.correct("one", "Corrected on day 20.")
    third = deck.release("1.2.0", day(20))
    assert learner.import_package(second.bundle, day(25)).numbers == (0, 1, 5, 0)
    late = learner.import_package(third.bundle, day(26))
    shown = learner.snapshot().note("one")
    if STORES_IMPORT_TIME:
        assert (late.numbers, shown.mtime) == ((0, 0, 6, 0), day(25))
        assert "day 20" not in shown.fields[3]
    else:
        assert (late.numbers, shown.mtime) == ((0, 1, 5, 0), day(20))
        assert "day 20" in shown.fields[3]
    after = correct_and_import(deck, learner, "one", on=30, version="1.3.0").note("one")
    assert "Corrected on day 10. Corrected on day 20. Corrected on day 30." in seen(after.fields[3])


# Notes and cards that come and go


def test_a_deleted_note_comes_back_as_new(deck: Author, first: Built, learner: Learner) -> None:
    learner.study(7)
    learner.delete("one")
    before = learner.snapshot()
    assert learner.import_package(first.bundle, day(1)).numbers == (1, 0, 5, 0)
    after = learner.snapshot()
    assert_nothing_lost(before, after)
    assert after.schedules("one")[0][1:3] == (0, 0), "the card is new"


def test_a_suspended_note_does_not_come_back(deck: Author, first: Built, learner: Learner) -> None:
    learner.col.sched.suspend_cards(learner.card_ids("one"))
    correct_and_import(deck, learner, "one")
    assert "one" not in learner.new_cards("Deck")


def test_a_deleted_card_comes_back(deck: Author, first: Built, learner: Learner) -> None:
    learner.col.remove_cards_and_orphaned_notes(learner.card_ids("four")[1:])
    before = learner.snapshot()
    learner.import_package(first.bundle, day(1))
    after = learner.snapshot()
    assert_nothing_lost(before, after)
    assert set(after.schedules("four")) == {0, 1}


def test_the_learners_own_notes_are_left_alone(deck: Author, first: Built, learner: Learner) -> None:
    for notetype in ("Basic", "deckgen Basic · deck"):
        note = learner.col.new_note(learner.col.models.by_name(notetype))
        note.fields[0], note.fields[2 if notetype != "Basic" else 1] = "my own", "question"
        learner.col.add_note(note, learner.col.decks.id(PACKAGES))
    learner.happened(0, day(1))
    before = learner.snapshot()
    own = {guid for guid, note in before.notes.items() if note.entry == "my own"}
    after = correct_and_import(deck, learner, *deck.ids())
    assert {guid: after.notes[guid] for guid in own} == {guid: before.notes[guid] for guid in own}
    assert after.cards == before.cards


def test_new_notes_come_in_authored_position_and_old_ones_keep_theirs(
    deck: Author, first: Built, learner: Learner
) -> None:
    assert learner.new_cards("Deck") == deck.ids()
    deck.add("topic", qa("one-and-a-half"), after="one")
    deck.add("topic", qa("one-and-three-quarters"), after="one-and-a-half")
    deck.add("topic", qa("seven"))
    before = learner.snapshot()
    after = correct_and_import(deck, learner)
    assert_nothing_lost(before, after)
    assert learner.new_cards("Deck") == deck.ids()


def test_a_position_the_learner_chose_stays(deck: Author, first: Built, learner: Learner) -> None:
    learner.col.sched.reposition_new_cards(learner.card_ids("six"), 1, 1, randomize=False, shift_existing=False)
    assert learner.new_cards("Deck")[0] == "six"
    correct_and_import(deck, learner, "six", "one")
    assert learner.new_cards("Deck")[0] == "six"


def test_a_retired_note_stays_until_the_learner_deletes_it(deck: Author, first: Built, learner: Learner) -> None:
    learner.study(7)
    before = learner.snapshot()
    deck.remove("two", "four")
    search = deck.release("1.1.0", day(10), "--retire")
    assert learner.import_package(search.bundle, day(10)).numbers == (0, 0, 4, 0)
    assert learner.snapshot() == before
    assert learner.search(search.retired_search) == ["four", "two"]
    learner.delete("four", "two")
    deck.correct("one", "Corrected.")
    assert learner.import_package(deck.release("1.2.0", day(20)).bundle, day(20)).numbers == (0, 1, 3, 0)
    assert learner.search(search.retired_search) == []


# Decks and options


def test_a_card_the_learner_moved_stays_where_it_is(deck: Author, first: Built, learner: Learner) -> None:
    learner.move("one", "My exam")
    learner.move("four", "My exam")
    before = learner.snapshot()
    after = correct_and_import(deck, learner, "one", "four")
    assert after.cards == before.cards
    assert learner.deck_of("one") == "My exam"


def test_cards_stay_in_a_deck_the_learner_renamed_and_new_ones_go_to_ours(
    deck: Author, first: Built, learner: Learner
) -> None:
    learner.col.decks.rename(learner.col.decks.id_for_name(PACKAGES), "Mine")
    before = learner.snapshot()
    deck.add("topic", qa("seven"))
    after = correct_and_import(deck, learner, "one")
    assert_nothing_lost(before, after, corrected=["one"])
    assert (learner.deck_of("one"), learner.deck_of("seven")) == ("Mine", PACKAGES)


def test_deck_options_stay_and_the_description_is_ours(deck: Author, first: Built, learner: Learner) -> None:
    decks = learner.col.decks
    preset = decks.add_config_returning_id("My pace")
    mine = decks.get(decks.id_for_name(PACKAGES))
    mine |= {"conf": preset, "desc": "my description", "newLimit": 3, "collapsed": True}
    decks.save(mine)
    learner.reopen()
    correct_and_import(deck, learner, "one")
    after = learner.col.decks.get(learner.col.decks.id_for_name(PACKAGES))
    assert (after["conf"], after["newLimit"], after["collapsed"]) == (preset, 3, True)
    assert after["desc"] == "Version 1.1.0"


# Notetypes


def test_a_new_look_reaches_everyone_and_touches_no_note(deck: Author, first: Built, learner: Learner) -> None:
    learner.edit(["one"], day(1))
    before = learner.snapshot()
    deck.change_template("style.css", lambda css: css + ".new {}\n")
    deck.change_template("notetypes/basic/forward.front.html", lambda text: text.replace("dk-front", "dk-front new"))
    after = correct_and_import(deck, learner)
    assert after == before
    assert ".new {}" in learner.col.models.by_name("deckgen Basic · deck")["css"]
    assert "dk-front new" in learner.sides(learner.card_ids("one")[0])[0]
    assert not learner.full_sync_needed()


def test_the_learners_own_look_stays_until_ours_changes(deck: Author, first: Built, learner: Learner) -> None:
    models = learner.col.models
    models.update_dict({**models.by_name("deckgen Basic · deck"), "css": ".card { color: green; }"})
    learner.happened(0, day(1))
    correct_and_import(deck, learner, "one")
    assert learner.col.models.by_name("deckgen Basic · deck")["css"] == ".card { color: green; }"
    deck.change_template("style.css", lambda css: css + ".new {}\n")
    correct_and_import(deck, learner, on=20, version="1.2.0")
    assert ".new {}" in learner.col.models.by_name("deckgen Basic · deck")["css"]
    assert "green" not in learner.col.models.by_name("deckgen Basic · deck")["css"]


def test_no_update_makes_a_second_notetype_or_forces_a_full_sync(deck: Author, first: Built, learner: Learner) -> None:
    before = learner.snapshot()
    deck.add("topic", {"id": "holes", "kind": "cloze", "text": "{{c1::a}}"})
    deck.change_template("style.css", lambda css: css + ".new {}\n")
    after = correct_and_import(deck, learner, *deck.ids()[:6])
    assert set(after.notetypes.values()) - set(before.notetypes.values()) == {"deckgen Cloze · deck"}
    assert not learner.full_sync_needed()


def test_a_field_the_learner_renamed_is_no_conflict(deck: Author, first: Built, learner: Learner) -> None:
    models = learner.col.models
    notetype = models.by_name("deckgen Basic · deck")
    models.rename_field(notetype, notetype["flds"][7], "My notes")
    models.update_dict(notetype)
    learner.happened(0, day(1))
    before = learner.snapshot()
    after = correct_and_import(deck, learner, "one")
    assert_nothing_lost(before, after, corrected=["one"])
    assert "Corrected" in after.note("one").fields[3]


def _add_field(learner: Learner) -> None:
    models = learner.col.models
    notetype = models.by_name("deckgen Basic · deck")
    models.add_field(notetype, models.new_field("My notes"))
    models.update_dict(notetype)
    learner.happened(0, day(1))


def test_a_field_the_learner_added_cuts_her_notes_off_until_merge_notetypes_is_ticked(
    deck: Author, first: Built, learner: Learner
) -> None:
    learner.study(7)
    _add_field(learner)
    before = learner.snapshot()
    deck.correct("one", "Corrected.")
    second = deck.release("1.1.0", day(10))
    counts = learner.import_package(second.bundle, day(10))
    assert (counts.updated, counts.conflicting) == (0, 6)
    after = learner.snapshot()
    assert {guid: note.content for guid, note in after.notes.items()} == {
        guid: note.content for guid, note in before.notes.items()
    }
    assert after.cards == before.cards
    merged = learner.import_package(second.bundle, day(11), merge=True)
    assert merged.conflicting == 0
    deck.correct("one", "Corrected again.")
    later = learner.import_package(deck.release("1.2.0", day(20)).bundle, day(20), merge=True)
    assert later.numbers == (0, 1, 5, 0)
    assert "Corrected again." in learner.snapshot().note("one").fields[3]
    assert learner.snapshot().cards == before.cards


def test_a_note_the_learner_gave_another_notetype_is_never_updated(
    deck: Author, first: Built, learner: Learner
) -> None:
    models = learner.col.models
    own, ours = models.by_name("Basic"), models.by_name("deckgen Basic · deck")
    info = models.change_notetype_info(old_notetype_id=ours["id"], new_notetype_id=own["id"])
    request = info.input
    request.note_ids.extend(learner.col.find_notes('"Id:one"'))
    models.change_notetype_of_notes(request)
    learner.happened(0, day(1))
    before = learner.snapshot()
    deck.correct("one", "Corrected.")
    assert learner.import_package(deck.release("1.1.0", day(10)).bundle, day(10)).numbers == (0, 0, 5, 1)
    after = learner.snapshot()
    assert after.notes == before.notes
    assert {card: after.cards[card] for card in before.cards} == before.cards


# Texts that are held back


def test_html_that_changes_while_the_words_do_not_is_only_for_newcomers(
    deck: Author, first: Built, new_learner: MakeLearner, learner: Learner
) -> None:
    learner.edit(["one"], day(1))
    before = learner.snapshot()
    deck.change_template("qa/back.html.j2", lambda text: text + "<p>New markup.</p>\n")
    built = deck.build(day(10))
    assert learner.import_package(built.bundle, day(10)).numbers == (0, 0, 6, 0)
    assert learner.snapshot() == before
    newcomer = new_learner()
    newcomer.import_package(built.bundle, day(10))
    assert "New markup." in newcomer.snapshot().note("one").fields[3]


def test_a_corrected_picture_arrives_with_its_note(write: MakeAuthor, learner: Learner) -> None:
    author = write([qa("one", back="![](dot.png)")])
    author.write("cards/topic/media/dot.png", b"one")
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    author.write("cards/topic/media/dot.png", b"two")
    assert learner.import_package(author.release("1.1.0", day(10)).bundle, day(10)).numbers == (0, 1, 0, 0)
    (shown,) = re.findall(r'src="([^"]*)"', learner.snapshot().note("one").fields[3])
    assert (learner.path.parent / "collection.media" / shown).read_bytes() == b"two"


# The contract itself


def _clauses() -> dict[str, set[str]]:
    """Clause to the tests it names; a clause begins with its number in bold and names tests in a list below."""
    text = CONTRACT.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^\*\*(C\d+)\.", text)[1:]
    return {
        number: set(re.findall(r"`(test_\w+)`", clause)) for number, clause in zip(parts[::2], parts[1::2], strict=True)
    }


def test_clauses_are_numbered_without_gaps() -> None:
    assert list(_clauses()) == [f"C{number}" for number in range(1, len(_clauses()) + 1)]


def test_every_clause_names_tests_that_exist() -> None:
    files = (path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    existing = {name for text in files for name in re.findall(r"(?m)^def (test_\w+)", text)}
    assert {number: names - existing for number, names in _clauses().items() if not names or names - existing} == {}


def test_every_test_of_this_file_is_named_by_a_clause() -> None:
    named = set().union(*_clauses().values())
    own = {name for name, value in globals().items() if name.startswith("test_") and isinstance(value, Callable)}  # type: ignore[arg-type]
    assert own - named == {
        "test_clauses_are_numbered_without_gaps",
        "test_every_clause_names_tests_that_exist",
        "test_every_test_of_this_file_is_named_by_a_clause",
    }
