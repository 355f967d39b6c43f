"""Which time each note gets, what an author must allow first: `deckgen.lock.plan`."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from deckgen.codes import Severity
from deckgen.lock import Lock, behind_problems, pending
from deckgen.lock.changes import ChangeKind
from deckgen.model import EntryId, Language, Text
from deckgen.notes.identity import guid_of
from tests.lock.workbench import EDITIONS, SETTINGS, START, Desk, changed, codes, key, make_note, make_topic


def released(*entries: str) -> Desk:
    """A desk whose entries were built and released at START."""
    desk = Desk()
    desk.build(*(make_note(entry) for entry in entries))
    desk.release("1.0.0")
    return desk


# -- the kinds of change ------------------------------------------------------------------------------------------------


def _reworded(desk: Desk) -> list[tuple[str, str]]:
    return changed(desk.build(make_note("one", "other words")))


def _restamped(desk: Desk) -> list[tuple[str, str]]:
    return changed(desk.build(make_note("one", look="!"), restamp=["one"]))


def _renamed(desk: Desk) -> list[tuple[str, str]]:
    plan = desk.try_build([replace(make_note("uno", was="one"), html=desk.lock.notes[key("one")].html)])
    return changed(plan)


def _returned(desk: Desk) -> list[tuple[str, str]]:
    desk.build(retire=["one"])
    return changed(desk.build(make_note("one"), allow=["unretire:one"]))


CHANGES: dict[ChangeKind, tuple[Callable[[Desk], list[tuple[str, str]]], str]] = {
    ChangeKind.NEW: (lambda desk: changed(desk.build(make_note("one"), make_note("two"))), "two"),
    ChangeKind.REWORDED: (_reworded, "one"),
    ChangeKind.RESTAMPED: (_restamped, "one"),
    ChangeKind.RENAMED: (_renamed, "uno"),
    ChangeKind.RETURNED: (_returned, "one"),
    ChangeKind.RERENDERED: (lambda desk: changed(desk.build(make_note("one", look="!"))), "one"),
    ChangeKind.MOVED: (lambda desk: changed(desk.build(make_note("one", topic="b"), allow=["move:one"])), "one"),
    ChangeKind.RETIRED: (lambda desk: changed(desk.build(retire=["one"])), "one"),
    ChangeKind.DROPPED: (
        lambda desk: (desk.build(make_note("one"), make_note("two")), changed(desk.build(make_note("one"))))[1],
        "two",
    ),
}


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_of_change_is_told_once_and_alone(kind: ChangeKind) -> None:
    happen, entry = CHANGES[kind]
    assert happen(released("one")) == [(kind.value, entry)]


def test_building_again_changes_nothing() -> None:
    desk = released("one", "two")
    plan = desk.build(make_note("one"), make_note("two"), after=1000)
    assert plan.is_empty
    assert plan.changes == ()


# -- time ---------------------------------------------------------------------------------------------------------------


def test_changed_words_get_the_time_of_the_build_that_sees_them_and_are_unreleased() -> None:
    desk = released("one", "two")
    desk.build(make_note("one", "other words"), make_note("two"), after=60)
    one = desk.lock.notes[key("one")]
    assert (one.mtime, one.since, one.release) == (START + 60, "1.0.0", "")
    assert desk.mtime("two") == START


def test_changed_words_are_stamped_once_and_not_at_every_build() -> None:
    desk = released("one")
    desk.build(make_note("one", "other words"), after=60)
    desk.build(make_note("one", "other words"), after=60)
    assert desk.mtime("one") == START + 60


@pytest.mark.parametrize("clock", [0, -500])
def test_a_change_gets_a_later_time_even_if_the_clock_stands_still_or_goes_back(clock: int) -> None:
    desk = released("one")
    desk.build(make_note("one", "other words"), after=clock)
    assert desk.mtime("one") == START + 1


def test_words_that_are_put_back_are_a_change_too() -> None:
    desk = released("one")
    desk.build(make_note("one", "other words"), after=60)
    desk.build(make_note("one"), after=60)
    assert desk.mtime("one") == START + 120


def test_words_written_in_another_way_that_come_out_the_same_do_not_touch_the_note() -> None:
    """Reformatting a file, or correcting the test of a code entry, must not overwrite what learners wrote."""
    desk = released("one")
    plan = desk.build(replace(make_note("one", "words, folded"), html=make_note("one").html), after=60)
    assert plan.changes == ()
    assert desk.mtime("one") == START
    assert desk.lock.notes[key("one")].release == "1.0.0"
    assert pending(desk.lock).is_empty


def test_a_new_look_after_words_were_written_in_another_way_is_still_only_a_look() -> None:
    desk = released("one")
    desk.build(replace(make_note("one", "folded"), html=make_note("one").html), after=60)
    plan = desk.build(make_note("one", "folded", look="!"), after=60)
    assert changed(plan) == [("re-rendered", "one")]
    assert desk.mtime("one") == START


def test_a_lock_ahead_of_the_clock_refuses_new_stamps_only() -> None:
    desk = released("one")
    desk.now -= 3600
    assert codes(desk.try_build([make_note("one")])) == []
    assert codes(desk.try_build([make_note("one", "other words")])) == ["I009"]
    assert codes(desk.try_build([make_note("one"), make_note("two")])) == ["I009"]


# -- HTML that changes while the words do not ---------------------------------------------------------------------------


def test_html_that_changes_alone_keeps_the_time_and_is_unsent() -> None:
    desk = released("one", "two")
    desk.build(make_note("one", look="!"), make_note("two"), after=60)
    assert desk.mtime("one") == START
    assert pending(desk.lock).unsent == (key("one"),)
    assert desk.lock.notes[key("one")].html == make_note("one", look="!").html


def test_html_that_changes_back_is_no_longer_unsent() -> None:
    desk = released("one")
    desk.build(make_note("one", look="!"), after=60)
    desk.build(make_note("one"), after=60)
    assert pending(desk.lock).unsent == ()
    assert desk.mtime("one") == START


def test_restamp_sends_html_by_id() -> None:
    desk = released("one", "two")
    desk.build(make_note("one", look="!"), make_note("two", look="!"), after=60)
    desk.build(make_note("one", look="!"), make_note("two", look="!"), restamp=["one"], after=60)
    assert (desk.mtime("one"), desk.mtime("two")) == (START + 120, START)
    assert pending(desk.lock).unsent == (key("two"),)
    assert pending(desk.lock).corrected == (key("one"),)


def test_restamp_of_everything_sends_what_is_unsent_and_nothing_else() -> None:
    desk = released("one", "two")
    desk.build(make_note("one", look="!"), make_note("two"), restamp=["*"], after=60)
    assert (desk.mtime("one"), desk.mtime("two")) == (START + 60, START)
    assert pending(desk.lock).unsent == ()


def test_new_words_take_unsent_html_along() -> None:
    desk = released("one")
    desk.build(make_note("one", look="!"), after=60)
    desk.build(make_note("one", "other words", look="!"), after=60)
    assert pending(desk.lock).unsent == ()


# -- renames ------------------------------------------------------------------------------------------------------------


def test_a_rename_keeps_guid_time_row_position_and_history() -> None:
    desk = released("one", "two")
    before = desk.lock.notes[key("one")]
    plan = desk.build(make_note("uno", was="one"), make_note("two"), after=60)
    after = desk.lock.notes[key("uno")]
    assert key("one") not in desk.lock.notes
    assert (after.guid, after.mtime, after.id, after.due, after.since) == (
        before.guid, before.mtime, before.id, before.due, before.since,
    )  # fmt: skip
    assert ("renamed", "uno") in changed(plan)
    assert pending(desk.lock).is_empty


def test_was_may_stay_in_the_source_for_ever() -> None:
    desk = released("one")
    desk.build(make_note("uno", was="one"), after=60)
    assert desk.build(make_note("uno", was="one"), after=60).is_empty
    assert desk.build(make_note("uno"), after=60).is_empty


def test_a_chain_of_renames_keeps_the_first_guid_and_every_name() -> None:
    desk = released("one")
    guid = desk.lock.notes[key("one")].guid
    desk.build(make_note("two", was="one"), after=60)
    desk.build(make_note("three", was="two"), after=60)
    note = desk.lock.notes[key("three")]
    assert (note.guid, note.mtime, note.formerly) == (guid, START, ("one", "two"))


def test_a_rename_with_new_words_is_stamped() -> None:
    desk = released("one")
    guid = desk.lock.notes[key("one")].guid
    desk.build(make_note("uno", "other words", was="one"), after=60)
    assert desk.lock.notes[key("uno")].guid == guid
    assert desk.mtime("uno") == START + 60


@pytest.mark.parametrize("later", [False, True])
def test_the_id_before_a_rename_cannot_come_back(later: bool) -> None:
    desk = released("one")
    desk.build(make_note("two", was="one"), after=60)
    if later:
        desk.build(make_note("three", was="two"), after=60)
    notes = [make_note("three" if later else "two"), make_note("one", "something else")]
    assert "I002" in codes(desk.try_build(notes))


def test_was_must_name_an_entry_of_an_earlier_build() -> None:
    assert codes(released("one").try_build([make_note("one"), make_note("two", was="tow")])) == ["I012"]


def test_two_entries_cannot_both_have_been_the_same_one() -> None:
    desk = released("one")
    assert codes(desk.try_build([make_note("two", was="one"), make_note("three", was="one")])) == ["I002"]
    desk.build(make_note("two", was="one"))
    plan = desk.try_build([make_note("two", was="one"), make_note("three", was="one")])
    assert codes(plan) == ["I002"]
    assert "goes on as `two`" in plan.diagnostics[0].message


def test_the_id_of_a_renamed_entry_that_is_then_retired_cannot_come_back() -> None:
    desk = released("one", "other")
    desk.build(make_note("two", was="one"), make_note("other"))
    desk.build(make_note("other"), retire=["two"])
    for entry in ("one", "two"):
        assert codes(desk.try_build([make_note("other"), make_note(entry)])) == ["I002"], entry


# -- entries that vanish ------------------------------------------------------------------------------------------------


def test_an_entry_nobody_has_is_dropped_without_a_word_of_permission() -> None:
    desk = released("one")
    desk.build(make_note("one"), make_note("two"))
    assert changed(desk.build(make_note("one"))) == [("dropped", "two")]
    assert desk.lock.retired == {}
    desk.build(make_note("one"), make_note("two", "again"))


def test_a_released_entry_that_vanishes_is_an_error_that_names_the_ways_out() -> None:
    plan = released("one", "two").try_build([make_note("one")])
    assert codes(plan) == ["I001"]
    assert "--retire two" in (plan.diagnostics[0].hint or "")
    assert "was: two" in (plan.diagnostics[0].hint or "")


@pytest.mark.parametrize("permission", ["two", "*"])
def test_a_released_entry_is_retired_with_permission_and_stays_in_the_lock(permission: str) -> None:
    desk = released("one", "two")
    guid = desk.lock.notes[key("two")].guid
    desk.build(make_note("one"), retire=[permission], after=60)
    retired = desk.lock.retired[key("two")]
    assert (retired.guid, retired.since, retired.release) == (guid, "1.0.0", "")
    assert key("two") not in desk.lock.notes
    assert desk.mtime("one") == START


def test_permission_to_retire_one_entry_does_not_retire_another() -> None:
    assert codes(released("one", "two").try_build([], retire=["one"])) == ["I001"]


def test_the_id_of_a_retired_entry_cannot_be_used_again() -> None:
    desk = released("one", "two")
    desk.build(make_note("one"), retire=["two"])
    assert codes(desk.try_build([make_note("one"), make_note("two", "something else")])) == ["I002"]


def test_permissions_that_nothing_needs_change_nothing() -> None:
    desk = released("one", "two")
    plan = desk.build(
        make_note("one"), make_note("two"), after=60, retire=["*"], restamp=["two", "*", "nobody"],
        allow=["move:one", "kind:one", "cards:one", "deck:a"],
    )  # fmt: skip
    assert plan.is_empty
    assert plan.changes == ()


@pytest.mark.parametrize(
    "word", ["move:nobody", "kind:nobody", "cards:nobody", "deck:nowhere", "nonsense", "dekc:a", ":"]
)
def test_a_permission_that_names_nothing_is_a_warning_and_changes_nothing(word: str) -> None:
    desk = released("one")
    plan = desk.try_build([make_note("one")], allow=[word])
    assert [(found.code, found.severity) for found in plan.diagnostics] == [("I014", Severity.WARNING)]
    assert plan.is_empty


@pytest.mark.parametrize("entry", ["one", "nobody"])
def test_retiring_what_has_not_vanished_is_a_warning_and_changes_nothing(entry: str) -> None:
    desk = released("one")
    plan = desk.try_build([make_note("one")], retire=[entry])
    assert [(found.code, found.severity) for found in plan.diagnostics] == [("I014", Severity.WARNING)]
    assert plan.is_empty


def test_two_notes_of_one_guid_in_a_lock_edited_by_hand_are_an_error() -> None:
    desk = released("one", "two")
    same = replace(desk.lock.notes[key("two")], guid=desk.lock.notes[key("one")].guid)
    desk.lock = replace(desk.lock, notes={**desk.lock.notes, key("two"): same})
    assert codes(desk.try_build([make_note("one"), make_note("two")])) == ["I011"]


def test_one_language_of_an_entry_can_vanish_alone() -> None:
    desk = Desk(settings=EDITIONS)
    desk.build(make_note("one", language="en"), make_note("one", language="de"))
    desk.release("1.0.0")
    assert codes(desk.try_build([make_note("one", language="en")])) == ["I001"]
    desk.build(make_note("one", language="en"), retire=["one"])
    assert set(desk.lock.notes) == {key("one", "en")}
    assert set(desk.lock.retired) == {key("one", "de")}


# -- languages ----------------------------------------------------------------------------------------------------------


def test_a_language_that_is_added_later_brings_new_notes_and_touches_no_old_one() -> None:
    desk = Desk(settings=replace(EDITIONS, languages=(Language("en"),)))
    desk.build(make_note("one", language="en"))
    desk.release("1.0.0")
    desk.settings = EDITIONS
    plan = desk.build(make_note("one", language="en"), make_note("one", language="de"), after=60)
    assert [(change.kind.value, str(change.key)) for change in plan.changes] == [("new", "one (de)")]
    assert desk.mtime("one", "en") == START
    assert desk.lock.notes[key("one", "de")].guid != desk.lock.notes[key("one", "en")].guid


def test_a_language_added_after_a_rename_has_nothing_to_take_along() -> None:
    desk = Desk(settings=replace(EDITIONS, languages=(Language("en"),)))
    desk.build(make_note("one", language="en"))
    desk.build(make_note("uno", was="one", language="en"))
    desk.settings = EDITIONS
    desk.build(make_note("uno", was="one", language="en"), make_note("uno", was="one", language="de"))
    assert desk.lock.notes[key("uno", "de")].guid == guid_of("test", Language("de"), EntryId("uno"))


NAMED = replace(EDITIONS, title=Text({"": "Test"}), languages=(Language("en"),))


@pytest.mark.parametrize("settings", [NAMED, replace(NAMED, languages=(Language("en"), Language("de")))])
def test_a_project_that_names_its_language_later_keeps_guids_times_decks_and_rows(settings: object) -> None:
    desk = released("one", "two")
    before = desk.lock
    desk.settings = replace(SETTINGS, languages=settings.languages, title=settings.title)  # type: ignore[attr-defined]
    plan = desk.build(make_note("one", language="en"), make_note("two", language="en"), after=60)
    assert plan.changes == ()
    for entry in ("one", "two"):
        assert desk.lock.notes[key(entry, "en")] == before.notes[key(entry)]
    assert list(desk.lock.decks.values()) == list(before.decks.values())
    assert desk.build(make_note("one", language="en"), make_note("two", language="en"), after=60).is_empty


def test_a_project_that_names_its_language_later_still_knows_its_retired_and_renamed_ids() -> None:
    desk = released("one", "two", "three")
    desk.build(make_note("uno", was="one"), make_note("two"), retire=["three"])
    desk.settings = NAMED
    stay = [make_note("uno", language="en"), make_note("two", language="en")]
    for old in ("one", "three"):
        assert codes(desk.try_build([*stay, make_note(old, language="en")])) == ["I002"], old
    desk.build(*stay)
    for old in ("one", "three"):
        assert codes(desk.try_build([*stay, make_note(old, language="en")])) == ["I002"], old
    assert {str(note.language) for note in desk.lock.retired} == {"en"}
    assert {str(deck.language) for deck in desk.lock.decks} == {"en"}


# -- guards -------------------------------------------------------------------------------------------------------------


def test_another_namespace_is_refused_whatever_else_is_wrong() -> None:
    desk = released("one")
    desk.settings = replace(SETTINGS, namespace="other")
    plan = desk.try_build([])
    assert codes(plan) == ["I013"]
    assert plan.after == plan.before


@pytest.mark.parametrize("topic", [make_topic("a", "Other"), make_topic("a", order=7)])
def test_a_deck_is_not_renamed_without_permission(topic: object) -> None:
    desk = released("one")
    desk.topics = {"a": topic}  # type: ignore[dict-item]
    plan = desk.try_build([make_note("one")])
    assert codes(plan) == ["I003"]
    assert "--allow deck:a" in (plan.diagnostics[0].hint or "")
    assert plan.after.decks == desk.lock.decks
    notes = desk.lock.notes
    [deck] = desk.lock.decks.values()
    desk.build(make_note("one"), allow=["deck:a"], after=60)
    [renamed] = desk.lock.decks.values()
    assert renamed.name != deck.name
    assert renamed.id == deck.id
    assert desk.lock.notes == notes
    assert desk.build(make_note("one"), after=60).is_empty


def test_two_decks_of_one_name_are_an_error_however_they_are_written() -> None:
    desk = Desk(topics={"a": make_topic("a", "Caf\u00e9"), "b": make_topic("b", "CAFE\u0301")})
    assert codes(desk.try_build([make_note("one"), make_note("two", topic="b")])) == ["P104"]


def test_an_entry_is_not_moved_to_another_topic_without_permission() -> None:
    desk = released("one", "two")
    moved = [make_note("one"), make_note("two", topic="b")]
    plan = desk.try_build(moved)
    assert codes(plan) == ["I004"]
    assert "--allow move:two" in (plan.diagnostics[0].hint or "")
    guid = desk.lock.notes[key("two")].guid
    desk.build(*moved, allow=["move:two"], after=60)
    two = desk.lock.notes[key("two")]
    assert (two.topic, two.guid, two.mtime) == ("b", guid, START)
    assert desk.build(*moved, after=60).is_empty


def test_a_kind_is_not_changed_without_permission() -> None:
    desk = released("one")
    assert codes(desk.try_build([make_note("one", kind="compare")])) == ["I006"]
    assert codes(desk.try_build([make_note("one", kind="compare")], allow=["cards:one", "move:one"])) == ["I006"]
    desk.build(make_note("one", kind="compare"), allow=["kind:one"], after=60)
    assert desk.lock.notes[key("one")].kind == "compare"
    assert desk.mtime("one") == START


def test_no_permission_turns_a_basic_note_into_a_cloze_note() -> None:
    plan = released("one").try_build([make_note("one", kind="cloze")], allow=["kind:one", "cards:one", "move:one"])
    assert codes(plan) == ["I005"]


def cloze(*cards: str) -> Desk:
    desk = Desk()
    desk.build(make_note("holes", kind="diagram", cards=cards))
    desk.release("1.0.0")
    return desk


def test_a_card_may_be_added_at_the_end() -> None:
    desk = cloze("x", "y")
    desk.build(make_note("holes", "more", kind="diagram", cards=["x", "y", "z"]))
    assert desk.lock.notes[key("holes")].cards == ((1, "x"), (2, "y"), (3, "z"))


@pytest.mark.parametrize(
    ("cards", "says"), [(["x"], "is gone"), (["y", "x"], "asked for"), (["z", "x", "y"], "asked for")]
)
def test_cards_are_not_lost_or_renumbered_without_permission(cards: list[str], says: str) -> None:
    desk = cloze("x", "y")
    note = make_note("holes", "other", kind="diagram", cards=cards)
    plan = desk.try_build([note])
    assert codes(plan) == ["I007"]
    assert says in plan.diagnostics[0].message
    desk.build(note, allow=["cards:holes"])
    assert [name for _, name in desk.lock.notes[key("holes")].cards] == cards


# -- row ids and positions ----------------------------------------------------------------------------------------------


def test_row_ids_leave_room_for_the_cards_and_never_change() -> None:
    desk = Desk()
    desk.build(make_note("one"), make_note("two"))
    ids = {str(note.entry): row.id for note, row in desk.lock.notes.items()}
    assert ids["two"] - ids["one"] >= 100
    desk.build(make_note("zero"), make_note("one"), make_note("two"), after=60)
    later = {str(note.entry): row.id for note, row in desk.lock.notes.items()}
    assert {entry: later[entry] for entry in ids} == ids
    assert later["zero"] > ids["two"]


def test_row_ids_are_like_ankis_own_the_milliseconds_of_the_first_build() -> None:
    desk = Desk()
    desk.build(*(make_note(f"n{number}") for number in range(50)))
    assert all(START * 1000 - 5000 <= row.id <= START * 1000 for row in desk.lock.notes.values())


def test_a_retired_notes_row_id_is_not_given_to_another_note() -> None:
    desk = released("one", "two")
    old = desk.lock.notes[key("two")].id
    desk.build(make_note("one"), make_note("three"), retire=["two"])
    assert desk.lock.notes[key("three")].id != old


def test_positions_are_of_each_deck_on_its_own() -> None:
    desk = Desk(settings=EDITIONS)
    desk.build(
        make_note("one", language="en"), make_note("one", language="de"),
        make_note("two", language="en"), make_note("two", language="de"),
    )  # fmt: skip
    assert [row.due for row in desk.lock.notes.values()] == [100, 200, 100, 200]


def test_released_entries_keep_their_position_when_reordered_and_the_plan_stays_empty() -> None:
    desk = released("one", "two", "three")
    assert desk.build(make_note("three"), make_note("one"), make_note("two"), after=60).is_empty


# -- `--locked` ---------------------------------------------------------------------------------------------------------


def test_a_lock_that_is_up_to_date_is_not_behind() -> None:
    desk = released("one")
    assert list(behind_problems(desk.try_build([make_note("one")]))) == []


def test_whatever_changes_the_lock_says_that_it_is_behind() -> None:
    desk = released("one", "two")
    pair = [make_note("one"), make_note("two")]
    plans = {
        "new": desk.try_build([*pair, make_note("three")]),
        "reworded": desk.try_build([make_note("one", "other"), make_note("two")]),
        "re-rendered": desk.try_build([make_note("one", look="!"), make_note("two")]),
        "folded": desk.try_build([replace(make_note("one", "folded"), html=make_note("one").html), make_note("two")]),
    }
    for what, plan in plans.items():
        assert [problem.code for problem in behind_problems(plan)] == ["I010"], what


def test_the_first_build_of_an_empty_project_is_behind_an_empty_lock() -> None:
    assert [problem.code for problem in behind_problems(Desk(Lock()).try_build([]))] == ["I010"]
