"""The notetypes in the lock: frozen schema, a time of their own."""

from dataclasses import replace

from deckgen.model import Sha256
from deckgen.notes.note import NoteField
from tests.lock.workbench import START, Desk, codes, make_note


def restyled(desk: Desk, look: str = "new") -> None:
    desk.notetypes = {**desk.notetypes, "basic": replace(desk.notetypes["basic"], look=Sha256(look))}


def test_the_first_build_stamps_both_notetypes_and_calls_neither_changed() -> None:
    desk = Desk()
    plan = desk.build(make_note("one"))
    assert plan.looks == ()
    assert {key: one.mtime for key, one in desk.lock.notetypes.items()} == {"basic": START, "cloze": START}


def test_a_new_look_stamps_its_notetype_and_touches_no_note() -> None:
    desk = Desk()
    desk.build(make_note("one"))
    notes = desk.lock.notes
    restyled(desk)
    plan = desk.build(make_note("one"), after=60)
    assert plan.looks == ("basic",)
    assert plan.changes == ()
    assert {key: one.mtime for key, one in desk.lock.notetypes.items()} == {"basic": START + 60, "cloze": START}
    assert desk.lock.notes == notes


def test_a_new_look_in_the_same_second_still_gets_a_later_time() -> None:
    desk = Desk()
    desk.build(make_note("one"))
    restyled(desk)
    desk.build(make_note("one"))
    assert desk.lock.notetypes["basic"].mtime == START + 1


def test_an_old_look_that_comes_back_is_a_new_one_for_learners() -> None:
    desk = Desk()
    desk.build(make_note("one"))
    first = desk.notetypes
    restyled(desk)
    desk.build(make_note("one"), after=60)
    desk.notetypes = first
    desk.build(make_note("one"), after=60)
    assert desk.lock.notetypes["basic"].mtime == START + 120


def test_a_look_is_unreleased_until_the_release() -> None:
    desk = Desk()
    desk.build(make_note("one"))
    desk.release("1.0.0")
    restyled(desk)
    desk.build(make_note("one"), after=60)
    assert desk.lock.notetypes["basic"].release == ""
    assert desk.lock.notetypes["cloze"].release == "1.0.0"
    desk.release("1.1.0", after=60)
    assert desk.lock.notetypes["basic"].mtime == START + 120
    assert desk.lock.notetypes["basic"].release == "1.1.0"
    assert desk.lock.notetypes["cloze"].mtime == START


def test_names_of_fields_may_change_and_nothing_else_of_the_schema() -> None:
    desk = Desk()
    desk.build(make_note("one"))
    basic = desk.notetypes["basic"]
    renamed = replace(basic, fields=tuple(replace(field, name=field.name + "2") for field in basic.fields))
    desk.notetypes = {**desk.notetypes, "basic": renamed}
    assert codes(desk.try_build([make_note("one")])) == []
    more = (*basic.fields, NoteField("more", "More", 5))
    frozen = {
        "another id": replace(basic, id=5),
        "another sort field": replace(basic, sort_field=0),
        "a field more": replace(basic, fields=more),
        "a field less": replace(basic, fields=basic.fields[1:]),
        "fields in another order": replace(basic, fields=basic.fields[::-1]),
        "templates in another order": replace(basic, templates=basic.templates[::-1]),
        "a template less": replace(basic, templates=basic.templates[:1]),
    }
    for what, notetype in frozen.items():
        desk.notetypes = {**desk.notetypes, "basic": notetype}
        assert codes(desk.try_build([make_note("one")])) == ["I008"], what
