"""What counts as a loss, from states of a collection. Anki never does some of these, so they can't be provoked."""

from dataclasses import replace

from deckgen.verify.worker.comparison import (
    Update,
    duplicates,
    lost_scheduling,
    not_newer,
    overwritten_edits,
    undelivered,
    unstamped,
)
from deckgen.verify.worker.snapshot import (
    SCHEDULE,
    CardState,
    CollectionSnapshot,
    LearnerEdit,
    NoteState,
    second_notetypes,
)

NOTE = NoteState("g", 10, 1, ("a", "front", "back"), frozenset())
CARD = CardState("g", 0, tuple(range(len(SCHEDULE))))
STATE = CollectionSnapshot((NOTE,), (CARD,))
SAME = Update(STATE, STATE, STATE, STATE, {"g": "p.apkg"})


def with_note(**changes: object) -> CollectionSnapshot:
    return replace(STATE, notes=(replace(NOTE, **changes),))  # type: ignore[arg-type]


def test_an_update_that_changes_nothing_loses_nothing() -> None:
    assert lost_scheduling(SAME) == duplicates(SAME) == undelivered(SAME) == unstamped(SAME) == []


def test_a_changed_card_row_is_lost_scheduling_and_says_which_part() -> None:
    schedule = (*CARD.schedule[:6], 99, *CARD.schedule[7:-1], 0)
    after = replace(STATE, cards=(replace(CARD, schedule=schedule),))
    assert [loss["what"] for loss in lost_scheduling(replace(SAME, after=after))] == ["card 1: reviews, review log"]


def test_a_vanished_card_is_lost_scheduling() -> None:
    assert [loss["what"] for loss in lost_scheduling(replace(SAME, after=replace(STATE, cards=())))] == [
        "card 1 is gone"
    ]


def test_a_card_that_is_only_added_is_no_loss() -> None:
    after = replace(STATE, cards=(CARD, replace(CARD, ord=1)))
    assert lost_scheduling(replace(SAME, after=after)) == []


def test_an_edit_is_lost_if_its_text_or_its_tag_is_gone() -> None:
    edit = LearnerEdit("g", 2, " mine")
    kept = with_note(fields=("a", "front", "back mine"), tags=frozenset({edit.tag}))
    untagged = with_note(fields=("a", "front", "back mine"))
    assert overwritten_edits(replace(SAME, after=kept), [edit]) == []
    assert [gone["entry_id"] for gone in overwritten_edits(replace(SAME, after=untagged), [edit])] == ["a"]
    assert [gone["content_changed"] for gone in overwritten_edits(SAME, [edit])] == [False]


def test_an_overwritten_edit_says_what_the_author_did_to_the_note() -> None:
    new = with_note(mtime=20, fields=("a", "front", "better"))
    (gone,) = overwritten_edits(replace(SAME, new=new, after=new), [LearnerEdit("g", 2, " mine")])
    assert (gone["newer_mtime"], gone["content_changed"], gone["package"]) == (True, True, "p.apkg")


def test_a_newer_text_that_is_not_there_is_undelivered_unless_the_learner_wrote_later() -> None:
    update = replace(SAME, new=with_note(mtime=20, fields=("a", "front", "better")))
    assert [loss["what"] for loss in undelivered(update)] == ["the new text"]
    later = with_note(mtime=30)
    assert undelivered(replace(update, before=later, after=later)) == []


def test_a_text_that_is_not_newer_is_held_back_only_if_the_lock_knows_the_very_note_that_learners_have() -> None:
    same_time = replace(SAME, new=with_note(fields=("a", "front", "other")))
    older = replace(SAME, new=with_note(mtime=9, fields=("a", "front", "other")))
    assert [len(not_newer(same_time, held)) for held in (frozenset[str](), frozenset({"g"}), None)] == [1, 0, 0]
    assert [len(unstamped(same_time, held)) for held in (frozenset[str](), frozenset({"g"}), None)] == [0, 1, 1]
    assert [loss["what"] for loss in not_newer(older, frozenset({"g"}))] == [
        "it is 1 seconds older than the one learners have"
    ]
    assert not_newer(SAME, frozenset()) == []


def test_missing_notes_and_cards_are_undelivered() -> None:
    nothing = CollectionSnapshot((), ())
    assert [loss["what"] for loss in undelivered(replace(SAME, after=nothing))] == ["the note"]
    cards = replace(STATE, cards=(CARD, replace(CARD, ord=1)))
    assert [loss["what"] for loss in undelivered(replace(SAME, new=cards))] == ["card 2"]


def test_two_editions_with_the_same_ids_are_no_duplicates() -> None:
    both = replace(STATE, notes=(NOTE, replace(NOTE, guid="other language")))
    assert duplicates(replace(SAME, old=both, new=both, after=both)) == []
    assert [loss["what"] for loss in duplicates(replace(SAME, after=both))] == ["2 notes"]


def test_a_second_notetype_is_one_whose_name_anki_had_to_change() -> None:
    known = frozenset({"X", "X+", "C++"})
    assert second_notetypes(known, known) == {"X+"}
