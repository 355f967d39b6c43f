"""Releases: `deckgen.lock.stamp`."""

import pytest

from deckgen.errors import DeckgenError
from deckgen.lock import Lock, pending
from tests.lock.workbench import START, Desk, key, make_note


def released() -> Desk:
    desk = Desk()
    desk.build(make_note("one"), make_note("two"))
    desk.release("1.0.0", after=100)
    return desk


def test_a_release_gives_everything_unreleased_its_time_and_version() -> None:
    desk = released()
    for note in desk.lock.notes.values():
        assert (note.mtime, note.since, note.release) == (START + 100, "1.0.0", "1.0.0")
    assert all((one.mtime, one.release) == (START + 100, "1.0.0") for one in desk.lock.notetypes.values())
    assert desk.lock.releases == {"1.0.0": START + 100}


def test_the_next_release_touches_only_what_changed_since() -> None:
    desk = released()
    desk.build(make_note("one", "other words"), make_note("two"), make_note("three"), after=100)
    desk.release("1.1.0", after=100)
    notes = {str(note.entry): desk.lock.notes[note] for note in desk.lock.notes}
    assert {entry: (note.since, note.release, note.mtime - START) for entry, note in notes.items()} == {
        "one": ("1.0.0", "1.1.0", 300),
        "two": ("1.0.0", "1.0.0", 100),
        "three": ("1.1.0", "1.1.0", 300),
    }


def test_a_release_never_takes_a_stamp_back_when_the_clock_does() -> None:
    desk = Desk()
    desk.build(make_note("one"))
    desk.release("1.0.0", after=-50)
    assert desk.mtime("one") == START


def test_a_release_tells_the_next_build_nothing_new() -> None:
    desk = released()
    assert desk.build(make_note("one"), make_note("two"), after=5).is_empty


@pytest.mark.parametrize(
    "version", ["1.0.0", "0.9.9", "1.0", "1.0.0.0", "v2.0.0", "2.0.0-rc1", "02.0.0", "2.0.0\n", "", "２.0.0"]
)
def test_the_version_must_be_three_numbers_and_grow(version: str) -> None:
    desk = released()
    desk.build(make_note("one"), make_note("two"), make_note("three"))
    with pytest.raises(DeckgenError):
        desk.release(version)


def test_versions_grow_as_numbers_and_not_as_text() -> None:
    desk = released()
    for version, words in (("1.9.0", "b"), ("1.10.0", "c"), ("10.0.0", "d")):
        desk.build(make_note("one", words), make_note("two"), after=10)
        desk.release(version)
    assert desk.lock.last_release == "10.0.0"


def test_a_release_of_nothing_is_refused() -> None:
    with pytest.raises(DeckgenError, match=r"nothing has changed since 1\.0\.0"):
        released().release("1.1.0")


def test_a_release_of_an_empty_lock_is_refused() -> None:
    with pytest.raises(DeckgenError, match="nothing"):
        Desk(Lock("test")).release("1.0.0")


def test_a_change_of_look_alone_is_worth_a_release_of_the_notetype_only() -> None:
    desk = released()
    desk.build(make_note("one", look="!"), make_note("two"), after=10)
    with pytest.raises(DeckgenError, match="nothing has changed"):
        desk.release("1.1.0")


def test_a_retirement_is_worth_a_release_and_recorded_with_it() -> None:
    desk = released()
    desk.build(make_note("one"), retire=["two"], after=10)
    assert [str(note.entry) for note in pending(desk.lock).retired] == ["two"]
    desk.release("1.1.0", after=10)
    assert desk.lock.retired[key("two")].release == "1.1.0"
    assert desk.mtime("one") == START + 100
    assert pending(desk.lock).is_empty


def test_what_a_release_brings_to_everyone_is_not_called_unsent_afterwards() -> None:
    """A note that is new, or reworded, arrives with the HTML it has at the release, whatever it was at the first build."""
    desk = released()
    desk.build(make_note("one", "b"), make_note("two"), make_note("three"), after=10)
    desk.build(make_note("one", "b", look="!"), make_note("two"), make_note("three", look="!"), after=10)
    assert pending(desk.lock).unsent == ()
    desk.release("1.1.0", after=10)
    assert pending(desk.lock).unsent == ()
    assert desk.build(
        make_note("one", "b", look="!"), make_note("two"), make_note("three", look="!"), restamp=["*"], after=10
    ).is_empty
