"""Real Anki is the oracle: what a learner would see of these packages. One test, one sentence of the contract."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deckgen.errors import DeckgenError
from deckgen.verify import Verdict, verify_packages

Build = Callable[..., Path]

OLD = 1_700_000_000
NEW = OLD + 1_000_000

pytestmark = pytest.mark.anki


def note(name: str, *, back: str = "the answer", **more: Any) -> dict[str, Any]:
    return {"Id": name, "Front": f"what is {name}?", "Back": back, **more}


def codes(verdict: Verdict) -> set[str]:
    return {finding.code for finding in verdict.findings}


def entries(verdict: Verdict, code: str) -> set[str]:
    return {finding.entry_id for finding in verdict.findings if finding.code == code}


FOUR = [note("a"), note("b"), note("c"), note("d")]


# A first import


def test_a_sound_package_is_all_new_then_all_duplicate_and_has_no_findings(build: Build) -> None:
    picture = '<img src="verify-a1b2.png">'
    package = build("sound", [note("a", back=picture), note("b")], media={"verify-a1b2.png": b"png"})
    verdict = verify_packages([package])
    assert verdict.findings == ()
    assert verdict.ok
    assert [(count.new, count.duplicate) for count in verdict.imports] == [(2, 0)]
    assert [(count.new, count.duplicate) for count in verdict.again] == [(0, 2)]
    assert verdict.cards == 2


@pytest.mark.parametrize("reference", ['<img src="gone.png">', "[sound:gone.mp3]", '<object data="gone.svg"></object>'])
def test_a_file_that_is_not_in_the_package_is_reported_once_for_its_note(build: Build, reference: str) -> None:
    notes = [note("a", Front=f"{{{{c1::x}}}} {{{{c2::y}}}} {reference}"), note("b", Front="{{c1::x}}")]
    package = build("media", notes, cloze=True, front="{{cloze:Front}}", back="{{cloze:Front}}<br>{{Back}}")
    verdict = verify_packages([package])
    assert verdict.cards == 3
    assert [(f.code, f.entry_id, "(question)" in f.message) for f in verdict.findings] == [("V004", "a", True)]


@pytest.mark.parametrize("reference", ['<img src="gone.png">', "[sound:gone.mp3]"])
def test_a_file_that_only_the_answer_lacks_is_reported_there(build: Build, reference: str) -> None:
    verdict = verify_packages([build("media", [note("a", back=reference)])])
    assert [(f.code, "(answer)" in f.message) for f in verdict.findings] == [("V004", True)]


def test_a_missing_file_in_a_field_that_no_card_shows_is_reported(build: Build) -> None:
    unseen = {**note("a"), "Spare": '<img src="gone.png">'}
    verdict = verify_packages([build("spare", [unseen], fields=("Id", "Front", "Back", "Spare"))])
    assert entries(verdict, "V004") == {"a"}


@pytest.mark.parametrize("place", ["css", "front"])
def test_a_missing_file_in_css_or_a_template_is_reported(build: Build, place: str) -> None:
    css = "@font-face {src: url('_gone.woff2')}"
    options = {"css": css} if place == "css" else {"front": f"<style>{css}</style>{{{{Front}}}}"}
    assert codes(verify_packages([build("font", [note("a")], **options)])) == {"V004"}


def test_a_back_with_nothing_on_it_is_reported(build: Build) -> None:
    verdict = verify_packages([build("back", [note("a", back=" <br>&nbsp;"), note("b")])])
    assert codes(verdict) == {"V002"}
    assert entries(verdict, "V002") == {"a"}


def test_a_back_with_only_a_footer_is_reported(build: Build) -> None:
    back = "{{FrontSide}}<hr id=answer>{{Back}}<footer><a href='https://example.org'>report</a></footer>"
    verdict = verify_packages([build("footer", [note("a", back=""), note("b")], back=back)])
    assert entries(verdict, "V002") == {"a"}


def test_a_front_of_blanks_is_an_empty_side_and_a_card_that_anki_would_not_make(build: Build) -> None:
    verdict = verify_packages([build("front", [note("a", Front=" <br> "), note("b")])])
    assert [(f.code, f.entry_id) for f in verdict.findings] == [("V002", "a"), ("V005", "a")]
    assert "question side" in verdict.findings[0].message


def test_a_template_that_anki_cannot_render_is_reported_in_its_words(build: Build) -> None:
    verdict = verify_packages([build("template", [note("a")], back="{{FrontSide}}{{Nope}}")])
    assert codes(verdict) == {"V003"}
    assert "Found '{{Nope}}', but there is no field called 'Nope'" in verdict.findings[0].message


@pytest.mark.parametrize("text", ["{{c1::outer {{c2::inner}} }}", "no cloze at all"])
def test_card_rows_that_differ_from_those_anki_generates_are_reported(build: Build, text: str) -> None:
    notes = [note("a", Front=text), note("b", Front="{{c1::fine}}")]
    package = build("rows", notes, cloze=True, front="{{cloze:Front}}", back="{{cloze:Front}}<br>{{Back}}")
    verdict = verify_packages([package])
    assert codes(verdict) == {"V005"}
    assert entries(verdict, "V005") == {"a"}


def test_a_cloze_with_a_picture_under_markup_only_masks_is_not_empty(build: Build) -> None:
    mask = '<svg viewBox="0 0 9 9"></svg>{{c1::<i class="mask"></i>}}{{c2::<i class="mask"></i>}}'
    package = build(
        "mask", [note("a", Front=mask, back="")], cloze=True, front="{{cloze:Front}}", back="{{cloze:Front}}"
    )
    assert verify_packages([package]).findings == ()


def test_a_card_with_an_ordinal_without_template_is_reported(build: Build) -> None:
    verdict = verify_packages(
        [build("ordinal", [note("a"), note("b")], sql=["update cards set ord = 7 where due = 0"])]
    )
    assert entries(verdict, "V003") | entries(verdict, "V005") == {"a"}


def test_rows_that_check_database_mends_are_reported(build: Build) -> None:
    verdict = verify_packages([build("due", [note("a")], sql=["update cards set due = 3000000"])])
    messages = [finding.message for finding in verdict.findings]
    assert [finding.code for finding in verdict.findings] == ["V006", "V006"]
    assert "changed imported" in messages[0]
    assert "database check says" in messages[1]


def test_packages_that_anki_refuses_are_reported_and_the_others_still_tried(build: Build, tmp_path: Path) -> None:
    broken = tmp_path / "broken.apkg"
    broken.write_bytes(b"not a zip")
    half = build("half", [note("x")], sql=["update notes set mod = 1.5"])
    verdict = verify_packages([broken, half, build("sound", FOUR)])
    assert codes(verdict) == {"V001"}
    assert {finding.package for finding in verdict.findings} == {"broken.apkg", "half.apkg"}
    assert [count.new for count in verdict.imports] == [0, 0, 4]


def test_a_note_that_two_packages_share_is_not_new(build: Build) -> None:
    verdict = verify_packages([build("one", FOUR), build("two", [note("a"), note("e")])])
    assert [(f.code, f.package) for f in verdict.findings] == [("V007", "two.apkg")]


def test_an_id_that_one_package_has_twice_is_reported(build: Build) -> None:
    verdict = verify_packages([build("twice", [note("a"), note("a", guid="other"), note("b")])])
    assert entries(verdict, "V007") == {"a"}


def test_a_notetype_named_like_one_of_ankis_own_becomes_a_second_one(build: Build) -> None:
    verdict = verify_packages([build("name", FOUR, notetype=(1_600_000_009, "Basic"))])
    assert codes(verdict) == {"V010"}


def test_a_field_name_that_anki_rewrites_makes_the_file_conflict_with_itself(build: Build) -> None:
    fields = ("Id", "Front", "Back", "a:b")
    verdict = verify_packages([build("colon", FOUR, fields=fields, ids=False)])
    assert {"V009", "V010"} <= codes(verdict)


# An update


def test_an_unchanged_rebuild_changes_nothing_for_a_learner(build: Build) -> None:
    verdict = verify_packages([build("new", FOUR, notetype_mtime=NEW)], upgrade_from=[build("old", FOUR)])
    assert verdict.findings == ()
    assert verdict.upgrade is not None
    assert [(count.updated, count.duplicate) for count in verdict.upgrade.imports] == [(0, 4)]
    assert (verdict.upgrade.studied, verdict.upgrade.edited) == (4, 4)
    assert verdict.upgrade.replaced_edits == ()


def test_a_good_update_is_clean_and_names_the_edits_that_a_correction_replaced(build: Build) -> None:
    changed = [note("a", back="corrected", mtime=NEW), *FOUR[1:], note("e", mtime=NEW)]
    verdict = verify_packages([build("new", changed)], upgrade_from=[build("old", FOUR)])
    assert verdict.findings == ()
    assert verdict.upgrade is not None
    assert verdict.upgrade.replaced_edits == ("a",)
    assert [(count.new, count.updated, count.duplicate) for count in verdict.upgrade.imports] == [(1, 1, 3)]
    assert not verdict.upgrade.full_sync


def test_a_correction_one_second_after_the_old_release_still_reaches_an_edited_note(build: Build) -> None:
    changed = [note("a", back="corrected", mtime=OLD + 1), *FOUR[1:]]
    verdict = verify_packages([build("new", changed)], upgrade_from=[build("old", FOUR)])
    assert verdict.findings == ()
    assert verdict.upgrade is not None
    assert verdict.upgrade.replaced_edits == ("a",)


def test_stamping_every_note_with_the_build_time_loses_every_edit_of_an_unchanged_note(build: Build) -> None:
    bumped = [note("a", back="corrected", mtime=NEW), *(note(name, mtime=NEW) for name in "bcd")]
    verdict = verify_packages([build("new", bumped)], upgrade_from=[build("old", FOUR)])
    assert codes(verdict) == {"V011"}
    assert entries(verdict, "V011") == {"b", "c", "d"}


def test_a_tag_the_author_adds_with_a_newer_mtime_is_a_real_change(build: Build) -> None:
    tagged = [note("a", tags=["topic::new"], mtime=NEW), *FOUR[1:]]
    verdict = verify_packages([build("new", tagged)], upgrade_from=[build("old", FOUR)])
    assert verdict.findings == ()
    assert verdict.upgrade is not None
    assert verdict.upgrade.replaced_edits == ("a",)


def test_another_guid_for_the_same_id_gives_learners_the_note_twice(build: Build) -> None:
    renamed = [note("a", guid="another"), *FOUR[1:]]
    verdict = verify_packages([build("new", renamed)], upgrade_from=[build("old", FOUR)])
    assert codes(verdict) == {"V013"}
    assert entries(verdict, "V013") == {"a"}


def test_an_added_field_conflicts_and_makes_a_second_notetype_and_blocks_corrections(build: Build) -> None:
    changed = [note("a", back="corrected", mtime=NEW), *FOUR[1:]]
    wider = build("new", changed, fields=("Id", "Front", "Back", "More"), notetype_mtime=NEW)
    verdict = verify_packages([wider], upgrade_from=[build("old", FOUR)])
    assert {"V009", "V010", "V015"} <= codes(verdict)
    assert "verify test+" in " ".join(finding.message for finding in verdict.findings if finding.code == "V010")
    assert "a" in entries(verdict, "V015")


def test_another_sort_field_forces_a_full_sync(build: Build) -> None:
    moved = build("new", FOUR, sort_field=1, notetype_mtime=NEW)
    assert "V014" in codes(verify_packages([moved], upgrade_from=[build("old", FOUR)]))


def test_new_css_and_templates_force_no_full_sync(build: Build) -> None:
    restyled = build("new", FOUR, back="{{FrontSide}}<hr id=answer><b>{{Back}}</b>", notetype_mtime=NEW)
    assert verify_packages([restyled], upgrade_from=[build("old", FOUR)]).findings == ()


def test_a_text_that_changed_without_a_newer_mtime_is_told_as_held_back_and_not_as_an_error(build: Build) -> None:
    held = [note("a", back="rendered anew"), *FOUR[1:]]
    verdict = verify_packages([build("new", held)], upgrade_from=[build("old", FOUR)])
    assert verdict.findings == ()
    assert verdict.upgrade is not None
    assert verdict.upgrade.unstamped == ("a",)


def test_a_text_that_changed_without_a_newer_mtime_is_found_where_the_lock_does_not_hold_it_back(build: Build) -> None:
    new = build("new", [note("a", back="other"), *FOUR[1:]])
    verdict = verify_packages([new], upgrade_from=[build("old", FOUR)], held_back=[])
    assert [(one.code, one.entry_id) for one in verdict.findings] == [("V017", "a")]
    assert verdict.upgrade is not None
    assert verdict.upgrade.unstamped == ()


def test_a_retired_note_stays_and_the_printed_search_finds_just_the_retired_ones(build: Build) -> None:
    old = [*FOUR, note("a-b"), note("a-2")]
    verdict = verify_packages([build("new", FOUR)], upgrade_from=[build("old", old)], retired=["a-b", "a-2", "never"])
    assert verdict.findings == ()
    assert verdict.upgrade is not None
    assert verdict.upgrade.retired_found == ("a-2", "a-b")


def test_a_cloze_that_an_update_adds_arrives_as_a_card(build: Build) -> None:
    cloze = {"cloze": True, "front": "{{cloze:Front}}", "back": "{{cloze:Front}}<br>{{Back}}"}
    old = build("old", [note("a", Front="{{c1::one}} two")], **cloze)
    new = build("new", [note("a", Front="{{c1::one}} {{c2::two}}", mtime=NEW)], **cloze)
    verdict = verify_packages([new], upgrade_from=[old])
    assert verdict.findings == ()
    assert verdict.cards == 2


def test_a_card_that_loses_its_cloze_is_reported(build: Build) -> None:
    cloze = {"cloze": True, "front": "{{cloze:Front}}", "back": "{{cloze:Front}}<br>{{Back}}"}
    broken = build("broken", [note("a", Front="{{c1::one}}")], sql=["update cards set ord = 4"], **cloze)
    assert {"V002", "V005"} <= codes(verify_packages([broken]))


def test_the_same_seed_gives_the_same_verdict(build: Build) -> None:
    old = build("old", [note(f"n{index}") for index in range(60)])
    new = build("new", [note(f"n{index}", back="new", mtime=NEW) for index in range(60)])
    first, second = (verify_packages([new], upgrade_from=[old], seed=7) for _ in range(2))
    other = verify_packages([new], upgrade_from=[old], seed=8)
    assert first == second
    assert first.upgrade is not None
    assert other.upgrade is not None
    assert len(first.upgrade.replaced_edits) == 20
    assert first.upgrade.replaced_edits != other.upgrade.replaced_edits


def test_another_interpreter_is_used_when_it_is_named(build: Build, tmp_path: Path) -> None:
    log = tmp_path / "log"
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" > "{log}"\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    assert verify_packages([build("sound", FOUR)], python=python).ok
    assert log.read_text().startswith("-I ")


def test_a_worker_that_cannot_read_its_request_is_an_error_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deckgen.verify.process.json.dumps", lambda _: "{}")
    with pytest.raises(DeckgenError, match=r"crashed(.|\n)*KeyError"):
        verify_packages([])
