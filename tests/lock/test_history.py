"""Laws of what is noticed about a lock: its own past is never held against it, and what is lost always is."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.lock import Lock, Permissions, Plan, Target, Trace, Traces, pending, plan_with_history, stamp_release
from deckgen.lock.history import lock_problems
from deckgen.lock.toml import dumps, loads
from deckgen.model import Instant, TopicName
from tests.lock.workbench import SETTINGS, START, Desk, make_note, make_topic, notetypes

Words = dict[str, int]
DAY = 86_400


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Lock], Words]:
    """The locks of a project in their order: each step corrects, adds, drops or brings back entries, and may release."""
    desk, words, locks, version = Desk(), {"a": 0, "b": 0}, [], 0
    for _ in range(draw(st.integers(1, 6))):
        entry = draw(st.sampled_from("abcde"))
        if entry in words and len(words) > 1 and draw(st.booleans()):
            del words[entry]
        else:
            words[entry] = words.get(entry, 0) + 1
        back = [f"unretire:{name}" for name in words]
        plan = desk.try_build(_notes(words), retire=["*"], allow=back)
        assert not [one for one in plan.diagnostics if one.severity.value == "error"]
        desk.lock = plan.after
        if draw(st.booleans()) and not pending(desk.lock).is_empty:
            version += 1
            desk.release(f"1.{version}.0")
        locks.append(desk.lock)
        desk.now += draw(st.integers(0, 3 * DAY))
    return locks, words


def _notes(words: Words) -> list:  # type: ignore[type-arg]
    return [make_note(entry, f"words {count}") for entry, count in sorted(words.items())]


def trace(lock: Lock, **more: object) -> Trace:
    return replace(Trace("git has it", "git checkout abc -- deckgen.lock", dumps(lock), revision="abc"), **more)  # type: ignore[arg-type]


def target(words: Words) -> Target:
    return Target(SETTINGS, {TopicName("a"): make_topic("a")}, tuple(_notes(words)), notetypes())


def plan(
    lock: Lock, words: Words, *known: Lock, now: int = START + 99 * DAY, text: str | None = "", **more: object
) -> Plan:
    given_text = dumps(lock) if text == "" else text
    traces = Traces(given_text, tuple(trace(one) for one in known))
    return plan_with_history(lock, target(words), traces, now=Instant(now), permissions=Permissions(**more))  # type: ignore[arg-type]


@given(histories())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_lock_is_never_suspected_because_of_its_own_past(history: tuple[list[Lock], Words]) -> None:
    locks, _ = history
    for index, lock in enumerate(locks):
        known = tuple(trace(one) for one in locks[: index + 1])
        assert not list(lock_problems(lock, SETTINGS, Traces(dumps(lock), known)))


@given(histories(), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_lock_is_suspected_as_soon_as_another_one_knows_a_release_more(
    history: tuple[list[Lock], Words], data: st.DataObject
) -> None:
    locks, _ = history
    old, new = sorted(data.draw(st.tuples(st.sampled_from(range(len(locks))), st.sampled_from(range(len(locks))))))
    found = [one.code for one in lock_problems(locks[old], SETTINGS, Traces(dumps(locks[old]), (trace(locks[new]),)))]
    newer = locks[new].releases.keys() > locks[old].releases.keys()
    assert found == (["I017"] if newer else [])


@given(histories(), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_line_of_a_released_note_cannot_be_lost_unnoticed(
    history: tuple[list[Lock], Words], data: st.DataObject
) -> None:
    locks, _ = history
    whole = dumps(locks[-1])
    lines = [line for line in whole.splitlines() if "guid = " in line and re.search('since = "[^"]', line)]
    if not lines:
        return
    cut = whole.replace(data.draw(st.sampled_from(lines)) + "\n", "")
    found = [one.code for one in lock_problems(loads(cut), SETTINGS, Traces(cut, (trace(locks[-1]),)))]
    assert found == ["I018"]


@given(histories())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_lock_begun_anew_is_later_than_all_that_was_and_at_peace_with_it(history: tuple[list[Lock], Words]) -> None:
    locks, words = history
    assert [one.code for one in plan(Lock(), words, *reversed(locks), text=None).diagnostics] == ["I016"]
    begun = plan(Lock(), words, *reversed(locks), text=None, new_lock=True)
    assert not begun.diagnostics
    guids = {key: row.guid for lock in locks for key, row in lock.notes.items()}
    for key, row in begun.after.notes.items():
        assert row.guid == guids.get(key, row.guid)
        assert all(row.mtime > lock.notes[key].mtime for lock in locks if key in lock.notes)
    again = plan(begun.after, words, *reversed(locks))
    assert again.is_empty
    assert not again.diagnostics
    released = stamp_release(begun.after, "9.0.0", Instant(START + 99 * DAY))
    assert not plan(released, words, begun.after, *locks).diagnostics
    assert [one.code for one in plan(locks[-1], words, released).diagnostics] == ["I017"]


def test_a_lock_of_another_history_with_the_same_releases_is_noticed() -> None:
    ours, theirs = Desk(), Desk(now=START + DAY)
    for desk in (ours, theirs):
        desk.build(make_note("a"))
        desk.release("1.0.0")
    found = list(lock_problems(theirs.lock, SETTINGS, Traces(dumps(theirs.lock), (trace(ours.lock, present=True),))))
    assert [one.code for one in found] == ["I017"]
    assert "another history" in found[0].message


def test_an_unreleased_line_is_lost_only_if_the_entry_is_still_there() -> None:
    desk = Desk()
    desk.build(make_note("a"), make_note("b"))
    committed = trace(desk.lock, present=True)
    without = replace(desk.lock, notes={key: row for key, row in desk.lock.notes.items() if key.entry != "b"})
    traces = Traces(dumps(without), (committed,))
    assert [one.code for one in lock_problems(without, SETTINGS, traces, frozenset({"a/und", "b/und"}))] == ["I018"]
    assert not list(lock_problems(without, SETTINGS, traces, frozenset({"a/und"})))


@pytest.mark.parametrize("under", ["one", "uno"])
def test_a_retired_note_comes_back_with_its_guid_and_a_later_time_under_either_id(under: str) -> None:
    desk = Desk()
    desk.build(make_note("one"), make_note("two"))
    desk.release("1.0.0")
    guid = desk.lock.notes[make_note("one").key].guid
    desk.build(make_note("two"), retire=["one"])
    desk.release("1.1.0")
    back = make_note(under, was="one" if under == "uno" else None)
    refused = desk.try_build([back, make_note("two")])
    assert [one.code for one in refused.diagnostics] == ["I002"]
    assert "--allow unretire:one" in str(refused.diagnostics[0].hint)
    made = desk.build(back, make_note("two"), allow=["unretire:one"])
    row = desk.lock.notes[back.key]
    assert (row.guid, row.since, row.release) == (guid, "1.0.0", "")
    assert row.mtime > START
    assert not desk.lock.retired
    assert [(one.kind.value, str(one.key.entry)) for one in made.changes][-1] == ("returned", under)
    assert desk.build(back, make_note("two")).is_empty


def test_an_entry_that_comes_back_in_another_topic_or_is_not_retired_is_no_case_for_unretire() -> None:
    desk = Desk()
    others = (make_note("three"), make_note("two", topic="b"))
    desk.build(make_note("one"), *others)
    desk.release("1.0.0")
    desk.build(*others, retire=["one"])
    moved = desk.try_build([others[0], make_note("one", topic="b"), others[1]], allow=["unretire:one"])
    assert [one.code for one in moved.diagnostics] == ["I004"]
    needless = desk.try_build(others, allow=["unretire:nobody"])
    assert [one.code for one in needless.diagnostics] == ["I014"]
