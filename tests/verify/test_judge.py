"""The worker's answer becomes findings: one case for each code."""

from collections.abc import Callable
from typing import Any

import pytest

from deckgen.codes import Severity
from deckgen.diagnostics import Span
from deckgen.verify.judge import judge

NOTE = {"package": "/somewhere/clip.apkg", "guid": "g", "entry_id": "clip-loss"}
CARD = {**NOTE, "ord": 1}


def import_log(**changes: Any) -> dict[str, Any]:
    log = {"path": "/somewhere/clip.apkg", "refused": None, "new": 0, "updated": 0, "duplicate": 0, "conflicting": 0}
    return {**log, "skipped": 0, "entries": {}, **changes}


def clean_answer() -> Any:
    return {
        "anki": "26.09.3",
        "fresh": [import_log(new=3)],
        "again": [import_log(duplicate=3)],
        "repeated": [],
        "cards": {"count": 4, "findings": []},
        "database": {
            "changed_by_check": False,
            "problems": [],
            "cards_before": 4,
            "cards_after": 4,
            "empty_cards": [],
            "generated": [],
            "removed": [],
        },
        "notetypes": ["X"],
        "second_notetypes": [],
        "upgrade": {
            "before": [import_log(new=3)],
            "imports": [import_log(updated=1, duplicate=2)],
            "studied": 4,
            "edited": 3,
            "lost_edits": [],
            "replaced_edits": [{**NOTE, "newer_mtime": True, "content_changed": True}],
            "lost_scheduling": [],
            "duplicates": [],
            "not_delivered": [],
            "unstamped": [NOTE],
            "not_newer": [],
            "notetypes_added": [],
            "full_sync": False,
            "retired": {"search": '"Id:re:^(a|b)$"', "present": ["a"], "found": ["a"]},
        },
    }


def card(kind: str, detail: str = "x") -> dict[str, Any]:
    return {**CARD, "kind": kind, "side": "answer", "detail": detail}


CASES: list[tuple[str, str, Callable[[Any], Any]]] = [
    ("V001", "refuses", lambda a: a["fresh"].append(import_log(refused="not a zip"))),
    ("V001", "refuses", lambda a: a["upgrade"]["imports"].append(import_log(refused="not a zip"))),
    ("V002", "card 2: the answer side is empty", lambda a: a["cards"]["findings"].append(card("empty-side"))),
    ("V003", "no field called", lambda a: a["cards"]["findings"].append(card("template-error", "no field called"))),
    ("V004", "x.png", lambda a: a["cards"]["findings"].append(card("missing-media", "x.png"))),
    ("V005", "card 2 is missing", lambda a: a["database"]["generated"].append(CARD)),
    ("V005", "empty", lambda a: a["database"]["empty_cards"].append(CARD)),
    ("V005", "removed", lambda a: a["database"]["removed"].append(CARD)),
    ("V006", "odd due", lambda a: a["database"]["problems"].append("odd due")),
    ("V006", "changed", lambda a: a["database"].update(changed_by_check=True)),
    ("V007", "2 of 3", lambda a: a["fresh"].__setitem__(0, import_log(new=1, duplicate=1, skipped=1))),
    ("V007", "more than once", lambda a: a["repeated"].append({**NOTE, "what": "id"})),
    ("V008", "added 1 notes and updated 2", lambda a: a["again"].__setitem__(0, import_log(new=1, updated=2))),
    ("V009", "p, q", lambda a: a["again"].append(import_log(conflicting=2, entries={"conflicting": ["p", "q"]}))),
    ("V009", "2 notes", lambda a: a["upgrade"]["imports"].append(import_log(conflicting=2))),
    ("V010", '"X+"', lambda a: a["second_notetypes"].append("X+")),
    ("V010", '"X+"', lambda a: a["upgrade"]["notetypes_added"].append("X+")),
    ("V011", "newer", lambda a: a["upgrade"]["lost_edits"].append(a["upgrade"]["replaced_edits"][0])),
    ("V012", "card 1: due", lambda a: a["upgrade"]["lost_scheduling"].append({**NOTE, "what": "card 1: due"})),
    ("V013", "2 notes", lambda a: a["upgrade"]["duplicates"].append({**NOTE, "what": "2 notes"})),
    ("V014", "full sync", lambda a: a["upgrade"].update(full_sync=True)),
    ("V015", "the new text", lambda a: a["upgrade"]["not_delivered"].append({**NOTE, "what": "the new text"})),
    ("V017", "same time", lambda a: a["upgrade"]["not_newer"].append({**NOTE, "what": "same time"})),
    ("V016", "a, b of a", lambda a: a["upgrade"]["retired"].update(found=["a", "b"])),
]


def test_a_clean_answer_has_no_findings_and_keeps_the_numbers() -> None:
    verdict = judge(clean_answer())
    assert verdict.ok
    assert verdict.findings == ()
    assert (verdict.anki_version, verdict.cards) == ("26.09.3", 4)
    assert verdict.imports[0].package == "clip.apkg"
    assert verdict.imports[0].notes == verdict.again[0].duplicate == 3
    assert verdict.upgrade is not None
    assert verdict.upgrade.replaced_edits == verdict.upgrade.unstamped == ("clip-loss",)
    assert verdict.upgrade.retired_found == ("a",)


@pytest.mark.parametrize(("code", "words", "spoil"), CASES)
def test_each_defect_gives_its_code_and_no_other(code: str, words: str, spoil: Callable[[Any], Any]) -> None:
    answer = clean_answer()
    spoil(answer)
    verdict = judge(answer)
    assert not verdict.ok
    assert [finding.code for finding in verdict.findings] == [code]
    assert words in verdict.findings[0].message


def test_findings_name_the_package_by_file_and_the_entry_by_id() -> None:
    answer = clean_answer()
    answer["database"]["generated"].append(CARD)
    (finding,) = judge(answer).findings
    assert (finding.package, finding.entry_id) == ("clip.apkg", "clip-loss")


def test_a_finding_is_a_problem_of_the_project_at_the_entry_where_it_is_known_or_else_at_the_package() -> None:
    package, entry = Span("build/clip.apkg"), Span("cards/clip/x.yaml", 3, 3)
    answer = clean_answer()
    answer["database"]["generated"].append(CARD)
    (finding,) = judge(answer).findings
    known = finding.diagnostic({"": Span("build"), "clip-loss": entry, "/somewhere/clip.apkg": package})
    assert (known.code, known.severity, known.span) == ("V005", Severity.ERROR, entry)
    assert known.message == f"`clip-loss` in clip.apkg: {finding.message}"
    assert finding.diagnostic({"": Span("build"), "/somewhere/clip.apkg": package}).span == package


def test_a_finding_that_is_no_packages_fault_is_one_of_all() -> None:
    answer = clean_answer()
    answer["second_notetypes"] = ["Basic+"]
    (finding,) = judge(answer).findings
    found = finding.diagnostic({"": Span("build")})
    assert (found.span, found.message) == (Span("build"), finding.message)


def test_a_refused_package_is_not_also_reported_as_imported_wrongly() -> None:
    answer = clean_answer()
    answer["fresh"] = answer["again"] = [import_log(refused="not a zip")]
    assert [finding.code for finding in judge(answer).findings] == ["V001"]


def test_long_lists_of_conflicts_are_cut() -> None:
    answer = clean_answer()
    answer["again"] = [import_log(conflicting=9, entries={"conflicting": [f"n{at}" for at in range(9)]})]
    assert judge(answer).findings[0].message.endswith("n0, n1, n2, n3, n4, and 4 more")


def test_without_an_older_release_there_is_no_upgrade_verdict() -> None:
    answer = clean_answer()
    answer["upgrade"] = None
    assert judge(answer).upgrade is None


def test_packages_of_several_languages_are_called_by_their_folder() -> None:
    answer = clean_answer()
    answer["fresh"] = [import_log(path=f"/build/{language}/clip.apkg", new=3) for language in ("en", "zh-Hans")]
    answer["again"] = [import_log(path=f"/build/{language}/clip.apkg", new=1) for language in ("en", "zh-Hans")]
    verdict = judge(answer)
    names = ["en/clip.apkg", "zh-Hans/clip.apkg"]
    assert [one.package for one in verdict.imports] == [one.package for one in verdict.again] == names
    assert [one.package for one in verdict.findings] == names
