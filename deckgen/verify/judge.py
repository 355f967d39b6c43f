"""Turns the worker's answer into a verdict. Pure.

| code | what real Anki showed |
|---|---|
| V001 | it refuses to import a package |
| V002 | a card side is empty |
| V003 | a template has an error |
| V004 | a file is missing |
| V005 | the package's cards are not those Anki generates |
| V006 | "Check Database" changes or complains about what was imported |
| V007 | notes were not new on the first import, or came twice |
| V008 | importing the same package again was not a no-op |
| V009 | notes conflict: their notetype is another one in the collection |
| V010 | a second notetype appears |
| V011 | a learner's edit is lost although the author did not change the note |
| V012 | a card's scheduling changed |
| V013 | a learner has a note twice |
| V014 | a full sync is forced |
| V015 | a correction does not arrive |
| V016 | the search for retired notes finds others than those |
| V017 | a text differs from the older release and does not arrive |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from deckgen.verify.verdict import AnkiFinding, ImportCounts, UpgradeVerdict, Verdict
from deckgen.verify.worker.protocol import Answer, CardRef, ImportLog, Loss, NoteRef, Upgrade

CARD_CODES = {"empty-side": "V002", "template-error": "V003", "missing-media": "V004"}
CARD_WORDS = {"empty-side": "the {side} side is empty: {detail}", "template-error": "Anki can't render it: {detail}",
              "missing-media": "the file {detail} is missing ({side})"}  # fmt: skip
SHOWN = 5


def judge(answer: Answer) -> Verdict:
    findings = [*_import_findings(answer), *_card_findings(answer), *_database_findings(answer)]
    upgrade = answer["upgrade"]
    if upgrade is not None:
        findings += _upgrade_findings(upgrade)
    labels = _labels(answer)
    return Verdict(
        anki_version=answer["anki"],
        imports=_counts(answer["fresh"], labels),
        again=_counts(answer["again"], labels),
        cards=answer["cards"]["count"],
        findings=tuple(
            sorted({replace(one, package=labels.get(one.path, PurePath(one.path).name)) for one in findings})
        ),
        upgrade=None if upgrade is None else _upgrade_verdict(upgrade, labels),
    )


def _import_findings(answer: Answer) -> Iterator[AnkiFinding]:
    yield from _refusals(answer["fresh"])
    yield from _conflicts(answer["fresh"] + answer["again"])
    for log in answer["fresh"]:
        not_new = log["updated"] + log["duplicate"] + log["skipped"]
        if not_new:
            total = not_new + log["new"]
            yield _log_finding("V007", log, f"{not_new} of {total} notes were not new in an empty profile")
    for note in answer["repeated"]:
        yield _note_finding("V007", note, f"the package holds this {note['what']} more than once")
    for log in answer["again"]:
        if log["refused"] is None and log["new"] + log["updated"]:
            yield _log_finding("V008", log, f"a second import added {log['new']} notes and updated {log['updated']}")
    for name in answer["second_notetypes"]:
        yield AnkiFinding("V010", f'Anki had to make a second notetype "{name}"')


def _card_findings(answer: Answer) -> Iterator[AnkiFinding]:
    for card in answer["cards"]["findings"]:
        words = CARD_WORDS[card["kind"]].format(side=card["side"], detail=card["detail"])
        yield _note_finding(CARD_CODES[card["kind"]], card, f"card {card['ord'] + 1}: {words}")


def _database_findings(answer: Answer) -> Iterator[AnkiFinding]:
    database = answer["database"]
    rows: list[tuple[str, Sequence[CardRef]]] = [
        ("is missing: Anki generates it from the note", database["generated"]),
        ("is in the package, but Anki calls it empty", database["empty_cards"]),
        ("is removed by Anki's check", database["removed"]),
    ]
    for words, cards in rows:
        for card in cards:
            yield _note_finding("V005", card, f"card {card['ord'] + 1} {words}")
    for problem in database["problems"]:
        yield AnkiFinding("V006", f"Anki's database check says: {problem}")
    if database["changed_by_check"]:
        yield AnkiFinding("V006", "Anki's database check changed imported notes or cards")


def _upgrade_findings(upgrade: Upgrade) -> Iterator[AnkiFinding]:
    yield from _refusals(upgrade["before"] + upgrade["imports"])
    yield from _conflicts(upgrade["before"] + upgrade["imports"])
    for name in upgrade["notetypes_added"]:
        yield AnkiFinding("V010", f'the update gives learners a second notetype "{name}"')
    for edit in upgrade["lost_edits"]:
        why = "its mtime is newer" if edit["newer_mtime"] else "and its mtime is not newer either"
        yield _note_finding("V011", edit, f"a learner's edit is overwritten; the note's content is the same, {why}")
    losses: list[tuple[str, str, Sequence[Loss]]] = [
        ("V012", "the update touches a learner's scheduling", upgrade["lost_scheduling"]),
        ("V013", "learners get the note again", upgrade["duplicates"]),
        ("V015", "learners do not get", upgrade["not_delivered"]),
        ("V017", "the note differs from that of the older release and does not arrive", upgrade["not_newer"]),
    ]
    for code, words, notes in losses:
        for note in notes:
            yield _note_finding(code, note, f"{words}: {note['what']}")
    if upgrade["full_sync"]:
        yield AnkiFinding("V014", "the update forces a full sync")
    retired = upgrade["retired"]
    if retired["found"] != retired["present"]:
        yield AnkiFinding("V016", f"{retired['search']} finds {_some(retired['found'])} of {_some(retired['present'])}")


def _refusals(logs: Sequence[ImportLog]) -> Iterator[AnkiFinding]:
    for log in logs:
        if log["refused"] is not None:
            yield _log_finding("V001", log, f"Anki refuses the package: {log['refused']}")


def _conflicts(logs: Sequence[ImportLog]) -> Iterator[AnkiFinding]:
    for log in logs:
        if log["conflicting"]:
            entries = _some(log["entries"].get("conflicting", []))
            yield _log_finding("V009", log, f"{log['conflicting']} notes conflict and can't be updated: {entries}")


def _upgrade_verdict(upgrade: Upgrade, labels: Mapping[str, str]) -> UpgradeVerdict:
    return UpgradeVerdict(
        imports=_counts(upgrade["imports"], labels),
        studied=upgrade["studied"],
        edited=upgrade["edited"],
        replaced_edits=tuple(note["entry_id"] for note in upgrade["replaced_edits"]),
        unstamped=tuple(note["entry_id"] for note in upgrade["unstamped"]),
        retired_found=tuple(upgrade["retired"]["found"]),
        full_sync=upgrade["full_sync"],
    )


def _counts(logs: Sequence[ImportLog], labels: Mapping[str, str]) -> tuple[ImportCounts, ...]:
    return tuple(
        ImportCounts(
            labels[log["path"]], log["new"], log["updated"], log["duplicate"], log["conflicting"], log["refused"]
        )
        for log in logs
    )


def _log_finding(code: str, log: ImportLog, message: str) -> AnkiFinding:
    return AnkiFinding(code, message, path=log["path"])


def _note_finding(code: str, note: NoteRef, message: str) -> AnkiFinding:
    return AnkiFinding(code, message, entry_id=note["entry_id"], path=note["package"])


def _labels(answer: Answer) -> dict[str, str]:
    """How packages are called: by file name, and by folder, which is the language, where they lie in several."""
    upgrade = answer["upgrade"]
    groups = [
        answer["fresh"] + answer["again"],
        upgrade["before"] if upgrade else [],
        upgrade["imports"] if upgrade else [],
    ]
    labels: dict[str, str] = {}
    for group in groups:
        folders = {PurePath(log["path"]).parent for log in group}
        for log in group:
            path = PurePath(log["path"])
            label = f"{path.parent.name}/{path.name}" if len(folders) > 1 else path.name
            labels.setdefault(log["path"], label)
    return labels


def _some(entries: Sequence[str]) -> str:
    more = [f"and {len(entries) - SHOWN} more"] if len(entries) > SHOWN else []
    return ", ".join([*entries[:SHOWN], *more]) or "none"
