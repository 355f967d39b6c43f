"""A deck of 60 entries over five releases, and people who import all of them, only some, or the first one late."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from deckgen.errors import FindingsError
from tests.anki.author import LANGUAGES, Author, Built, day, qa, sixty
from tests.anki.conftest import MakeLearner
from tests.anki.learner import Learner, Snapshot, assert_nothing_lost

DECKS = {"Deck::01 Alpha": "alpha", "Deck::02 Beta": "beta"}


def test_a_rebuild_with_one_corrected_question_updates_that_note_and_loses_nothing(
    author: Author, learner: Learner
) -> None:
    first = author.release("1.0.0", day(0))
    assert learner.import_package(first.bundle, day(0)).numbers == (60, 0, 0, 0)
    learner.mark_synced()
    learner.edit(author.ids()[::3], day(0.5))
    learner.study(20)
    before = learner.snapshot()
    assert len(before.reviewed()) == 20
    author.correct("alpha-1-qa", "It is about meaning.", "front")
    second = author.build(day(1))
    counts = learner.import_package(second.bundle, day(1))
    assert counts.numbers == (0, 1, 59, 0)
    assert counts.entries_updated == {"alpha-1-qa"}
    after = learner.snapshot()
    assert_nothing_lost(before, after, corrected=["alpha-1-qa"])
    assert "about meaning" in after.note("alpha-1-qa").fields[2]
    assert sum("mine" in note.tags for note in after.notes.values()) == 19
    assert after.notetypes == before.notetypes
    assert not learner.full_sync_needed()


# Five releases


@dataclass
class Published:
    """A release, what it says (as a new learner gets it) and what changed in it. Notes are named by guid."""

    built: Built
    day: int
    says: Snapshot
    order: dict[str, list[str]]
    corrected: set[str] = field(default_factory=set)
    retired: set[str] = field(default_factory=set)


def _nothing(author: Author) -> None:
    """The first release is the deck as it was written."""


def _corrections(author: Author) -> None:
    author.correct("alpha-1-qa", "Corrected.")
    author.correct("beta-2-cloze", "Corrected.")
    author.add("alpha", qa("alpha-new-1"), after="alpha-1-code")
    author.add("beta", qa("beta-new-1"))


def _retirements_a_new_id_and_new_css(author: Author) -> None:
    author.remove("alpha-2-calc", "beta-1-diagram")
    author.rename("alpha-3-compare", "alpha-3-table")
    author.correct("alpha-1-qa", "Corrected once more.")
    author.change_template("style.css", lambda css: css + "\n.second-look { color: inherit; }\n")


def _more_cards_of_old_notes_and_a_new_card_template(author: Author) -> None:
    author.correct("alpha-3-table", "Corrected under a new id.")
    author.correct("beta-3-cloze", "And {{c3::a third hole}}.", "text")
    author.entry("alpha-2-qa")["reverse"] = "true"
    author.change_template("notetypes/basic/forward.back.html", lambda text: text.replace("<hr", "<p>Look:</p>\n<hr"))


def _everything_once_more(author: Author) -> None:
    author.rename("beta-4-code", "beta-4-program")
    author.remove("alpha-3-table")
    author.correct("beta-new-1", "Corrected.")
    author.correct("alpha-4-diagram", "Corrected.")
    author.add("alpha", qa("alpha-new-2"), after="alpha-2-cloze")
    author.change_template("style.css", lambda css: css + "\n.third-look { color: inherit; }\n")


WORK = (
    (_nothing, (), ()),
    (_corrections, ("alpha-1-qa", "beta-2-cloze"), ()),
    (_retirements_a_new_id_and_new_css, ("alpha-1-qa",), ("alpha-2-calc", "beta-1-diagram")),
    (
        _more_cards_of_old_notes_and_a_new_card_template,
        ("alpha-3-table", "beta-3-cloze", "alpha-2-qa"),
        (),
    ),
    (_everything_once_more, ("beta-new-1", "alpha-4-diagram"), ("alpha-3-table",)),
)
"""What the author does for each release, and which entries that corrects and retires."""


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Published, ...]:
    """Five releases, ten days apart."""
    folder = tmp_path_factory.mktemp("five")
    author = Author(folder / "project", sixty(), LANGUAGES)
    published: list[Published] = []
    for number, (work, corrected, retired) in enumerate(WORK):
        work(author)
        built = author.release(f"{number + 1}.0.0", day(10 * number), *(f"--retire={name}" for name in retired))
        reader = Learner(folder / f"reader-{number}")
        reader.import_package(built.bundle, day(10 * number))
        says = reader.snapshot()
        order = {deck: reader.new_cards(deck) for deck in DECKS}
        reader.close()
        for deck, topic in DECKS.items():
            assert order[deck] == [entry["id"] for entry in author.topics[topic]], "new cards come in authored order"
        one = Published(built, 10 * number, says, {d: [says.note(e).guid for e in order[d]] for d in DECKS})
        one.corrected = {says.note(entry).guid for entry in corrected}
        one.retired = {published[-1].says.note(entry).guid for entry in retired}
        published.append(one)
    return tuple(published)


@pytest.mark.parametrize(
    "journey",
    [
        pytest.param([(1, 1), (2, 11), (3, 21), (4, 31), (5, 41)], id="every release"),
        pytest.param([(1, 1), (5, 41)], id="the first and the last"),
        pytest.param([(1, 35), (5, 41)], id="the first one late, then the last"),
        pytest.param([(1, 1), (3, 25), (3, 26), (4, 31), (2, 32), (5, 41)], id="twice, and an old one in between"),
        pytest.param([(2, 12), (4, 31), (5, 50)], id="joined at the second"),
    ],
)
def test_five_releases_lose_nothing_and_bring_everything(
    releases: tuple[Published, ...], learner: Learner, journey: list[tuple[int, int]]
) -> None:
    learner.import_package(releases[journey[0][0] - 1].built.bundle, day(journey[0][1]))
    learner.mark_synced()
    newest, edited = journey[0][0], dict[str, float]()
    for number, when in journey[1:]:
        learner.study(15)
        before_edits = learner.snapshot()
        edit_day = max(when - 6.5, releases[newest - 1].day + 2.5)
        chosen = sorted(before_edits.entries())[number % 3 :: 3]
        learner.edit(chosen, day(edit_day))
        edited |= {before_edits.note(entry).guid: edit_day for entry in chosen}
        before = learner.snapshot()
        counts = learner.import_package(releases[number - 1].built.bundle, day(when))
        arrived = _arriving(releases, newest, number, edited, before)
        _check(releases[max(newest, number) - 1], releases, learner, before, arrived)
        says = releases[number - 1].says.notes
        fresh = says.keys() - before.notes.keys()
        assert counts.numbers == (len(fresh), len(arrived), len(says) - len(fresh) - len(arrived), 0)
        newest = max(newest, number)


def _arriving(
    releases: tuple[Published, ...], had: int, number: int, edited: dict[str, float], before: Snapshot
) -> set[str]:
    """Notes that the author corrected since the release the learner has, and after the learner's own last edit."""
    return {
        guid
        for release in releases[had:number]
        for guid in release.corrected
        if guid in before.notes and guid in releases[number - 1].says.notes and edited.get(guid, -1) < release.day
    }


def _check(
    release: Published, releases: tuple[Published, ...], learner: Learner, before: Snapshot, arrived: set[str]
) -> None:
    after = learner.snapshot()
    assert_nothing_lost(before, after, corrected=[before.notes[guid].entry for guid in arrived])
    for guid in arrived:
        assert after.notes[guid].content == release.says.notes[guid].content
    assert release.says.notes.keys() <= after.notes.keys()
    assert release.says.cards.keys() <= after.cards.keys()
    assert after.notetypes == before.notetypes
    assert not learner.full_sync_needed()
    _check_look(release, releases, learner)
    _check_order(release, learner, after)
    retired = {guid for one in releases if one.day <= release.day for guid in one.retired} & after.notes.keys()
    if release.built.notes.count("Id:re:"):
        assert learner.search(release.built.retired_search) == sorted(after.notes[guid].entry for guid in retired)


def _check_look(release: Published, releases: tuple[Published, ...], learner: Learner) -> None:
    basic = learner.col.models.by_name("deckgen Basic · deck")
    assert (".second-look" in basic["css"]) == (release.day >= releases[2].day)
    assert ("Look:" in basic["tmpls"][0]["afmt"]) == (release.day >= releases[3].day)
    assert (".third-look" in basic["css"]) == (release.day >= releases[4].day)


def _check_order(release: Published, learner: Learner, after: Snapshot) -> None:
    guids = {note.entry: guid for guid, note in after.notes.items()}
    for deck, authored in release.order.items():
        offered = [guids[entry] for entry in learner.new_cards(deck)]
        assert [guid for guid in offered if guid in authored] == [guid for guid in authored if guid in offered]


def test_a_renamed_entry_keeps_its_note_and_its_history(author: Author, learner: Learner) -> None:
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    learner.study(10)
    before = learner.snapshot()
    assert before.schedules("alpha-1-qa")[0][-1], "it was reviewed"
    author.rename("alpha-1-qa", "alpha-1-question")
    renamed = author.release("1.1.0", day(1), "--restamp=alpha-1-question")
    assert learner.import_package(renamed.bundle, day(1)).numbers == (0, 1, 59, 0)
    after = learner.snapshot()
    assert after.schedules("alpha-1-question") == before.schedules("alpha-1-qa")
    assert len(after.notes) == 60


def test_a_new_id_alone_is_no_reason_to_overwrite_a_note(author: Author, learner: Learner) -> None:
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    learner.edit(["alpha-1-qa"], day(0.5))
    before = learner.snapshot()
    author.rename("alpha-1-qa", "alpha-1-question")
    assert learner.import_package(author.build(day(1)).bundle, day(1)).numbers == (0, 0, 60, 0)
    assert learner.snapshot() == before


def test_a_template_that_only_changes_html_touches_no_note_until_it_is_restamped(
    author: Author, learner: Learner
) -> None:
    first = author.release("1.0.0", day(0))
    learner.import_package(first.bundle, day(0))
    before = learner.snapshot()
    author.change_template("qa/back.html.j2", lambda text: text + "<p>Yours, the author.</p>\n")
    held = author.build(day(1))
    assert len(held.changes("re-rendered")) == 10
    assert learner.import_package(held.bundle, day(1)).numbers == (0, 0, 60, 0)
    assert learner.snapshot().notes == before.notes
    sent = author.build(day(2), "--restamp")
    assert learner.import_package(sent.bundle, day(2)).numbers == (0, 10, 50, 0)
    after = learner.snapshot()
    assert all(("Yours" in note.fields[3]) == note.entry.endswith("-qa") for note in after.notes.values())
    assert_nothing_lost(before, after, corrected=_all_of("qa"))
    assert learner.import_package(author.build(day(3)).bundle, day(3)).numbers == (0, 0, 60, 0)


def test_one_note_can_be_restamped_by_name(author: Author, learner: Learner) -> None:
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    author.change_template("qa/back.html.j2", lambda text: text + "<p>Yours, the author.</p>\n")
    counts = learner.import_package(author.build(day(1), "--restamp=beta-2-qa").bundle, day(1))
    assert (counts.numbers, counts.entries_updated) == ((0, 1, 59, 0), {"beta-2-qa"})


def _all_of(kind: str) -> Iterable[str]:
    return (f"{topic}-{number}-{kind}" for topic in ("alpha", "beta") for number in range(1, 6))


def test_a_retired_note_stays_with_its_history_and_newcomers_never_get_it(
    author: Author, new_learner: MakeLearner
) -> None:
    old, newcomer = new_learner(), new_learner()
    old.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    old.study(12)
    before = old.snapshot()
    author.remove("alpha-1-qa", "alpha-1-code")
    second = author.release("1.1.0", day(1), "--retire")
    assert old.import_package(second.bundle, day(1)).numbers == (0, 0, 58, 0)
    assert_nothing_lost(before, old.snapshot())
    assert old.search(second.retired_search) == ["alpha-1-code", "alpha-1-qa"]
    assert newcomer.import_package(second.bundle, day(1)).numbers == (58, 0, 0, 0)
    assert newcomer.search(second.retired_search) == []


def test_the_search_finds_a_retired_note_under_every_id_it_ever_had(author: Author, new_learner: MakeLearner) -> None:
    first, second = new_learner(), new_learner()
    first.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    author.rename("alpha-1-qa", "alpha-1-question")
    second.import_package(author.release("1.1.0", day(1), "--restamp").bundle, day(1))
    author.remove("alpha-1-question")
    search = author.release("1.2.0", day(2), "--retire").retired_search
    assert (first.search(search), second.search(search)) == (["alpha-1-qa"], ["alpha-1-question"])


def test_the_id_of_a_retired_entry_cannot_be_given_to_another(author: Author) -> None:
    author.release("1.0.0", day(0))
    author.remove("alpha-1-qa")
    author.release("1.1.0", day(1), "--retire")
    author.add("alpha", qa("alpha-1-qa"))
    with pytest.raises(FindingsError) as refused:
        author.build(day(2))
    assert {one.code for one in refused.value.diagnostics} == {"I002"}


def test_many_corrections_of_one_note_all_arrive(author: Author, learner: Learner) -> None:
    for number in range(6):
        counts = learner.import_package(author.build(day(number)).bundle, day(number))
        assert counts.numbers == ((60, 0, 0, 0) if number == 0 else (0, 1, 59, 0))
        assert learner.snapshot().note("alpha-1-calc").fields[4].count("again") == number
        author.correct("alpha-1-calc", "again", "extra" if "extra" in author.entry("alpha-1-calc") else "pitfall")


def test_a_text_put_back_as_it_was_is_a_correction_too(author: Author, learner: Learner) -> None:
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    original = learner.snapshot().note("alpha-1-qa").content
    back = author.entry("alpha-1-qa")["back"]
    author.entry("alpha-1-qa")["back"] = {"en": "Worse.", "zh-Hans": "更差。"}
    learner.import_package(author.release("1.1.0", day(1)).bundle, day(1))
    assert learner.snapshot().note("alpha-1-qa").content != original
    author.entry("alpha-1-qa")["back"] = back
    assert learner.import_package(author.release("1.2.0", day(2)).bundle, day(2)).numbers == (0, 1, 59, 0)
    assert learner.snapshot().note("alpha-1-qa").content == original


@pytest.mark.parametrize("number", range(3))
def test_builds_between_releases_can_be_imported_like_releases(author: Author, learner: Learner, number: int) -> None:
    """An author who tries her own builds is a learner, too: she must not be cut off by a later release."""
    learner.import_package(author.build(day(0)).bundle, day(0))
    author.correct("alpha-1-qa", "Draft.")
    learner.import_package(author.build(day(1)).bundle, day(1))
    author.correct("alpha-1-qa", "Final.")
    released = author.release("1.0.0", day(1 + number / 86_400 if number < 2 else 5))
    assert learner.import_package(released.bundle, day(6)).updated >= 1
    assert "Final." in learner.snapshot().note("alpha-1-qa").fields[3]
