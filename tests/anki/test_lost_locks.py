"""Locks that were lost or put back, and retired notes that return: what it costs learners is what the build said."""

import subprocess
from pathlib import Path

import pytest

from deckgen.errors import FindingsError
from deckgen.verify import verify_packages
from tests.anki.author import Author, day, qa
from tests.anki.conftest import MakeAuthor, MakeLearner
from tests.anki.learner import Learner, assert_nothing_lost


def git(author: Author, *arguments: str) -> None:
    person = ("-c", "user.name=n", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *person, *arguments], cwd=author.root, check=True, capture_output=True)


def test_a_lost_lock_stops_the_build_and_one_begun_anew_costs_the_edits_it_names_and_no_review(
    write: MakeAuthor, learner: Learner
) -> None:
    author = write()
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    learner.study(3)
    learner.edit(["one", "two"], day(1))
    before = learner.snapshot()
    (author.root / "deckgen.lock").unlink()
    with pytest.raises(FindingsError) as refused:
        author.build(day(10))
    assert [one.code for one in refused.value.diagnostics] == ["I016"]
    anew = author.build(day(10), "--new-lock")
    assert anew.output["pending"]["corrected"] == ["one", "three", "two"]
    counts = learner.import_package(anew.bundle, day(10))
    assert counts.numbers == (0, 3, 0, 0)
    assert counts.entries_updated == set(anew.output["pending"]["corrected"])
    assert_nothing_lost(before, learner.snapshot(), corrected=anew.output["pending"]["corrected"])
    learner.edit(["one"], day(11))
    second = author.release("1.1.0", day(12))
    assert learner.import_package(second.bundle, day(12)).numbers == (0, 3, 0, 0), "stamped for good by the release"
    assert learner.import_package(author.build(day(20)).bundle, day(20)).numbers == (0, 0, 3, 0)


def test_a_lock_restored_from_the_folder_of_the_release_costs_nothing(write: MakeAuthor, learner: Learner) -> None:
    author = write()
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    learner.edit(["one"], day(1))
    before = learner.snapshot()
    (author.root / "deckgen.lock").unlink()
    author.write("deckgen.lock", (author.root / "build/releases/1.0.0/deckgen.lock").read_bytes())
    assert learner.import_package(author.build(day(10)).bundle, day(10)).numbers == (0, 0, 3, 0)
    assert_nothing_lost(before, learner.snapshot())


def test_a_text_put_back_with_its_release_arrives_once_the_lock_is_back(
    write: MakeAuthor, learner: Learner, tmp_path: Path
) -> None:
    author = write()
    first = author.release("1.0.0", day(0))
    git(author, "init", "-qb", "main")
    git(author, "add", "-A", "--", ".", ":!build")
    git(author, "commit", "-qm", "1.0.0")
    author.correct("one", "Wrong.")
    second = author.release("1.1.0", day(5))
    git(author, "add", "-A", "--", ".", ":!build")
    git(author, "commit", "-qm", "1.1.0")
    for built in (first, second):
        learner.import_package(built.bundle, built.at)
    git(author, "revert", "--no-edit", "HEAD")
    author.entry("one")["back"] = "The answer of one."
    with pytest.raises(FindingsError) as refused:
        author.build(day(10))
    assert [one.code for one in refused.value.diagnostics] == ["I017"]
    git(author, "checkout", "HEAD~1", "--", "deckgen.lock")
    third = author.build(day(10))
    assert third.changes("reworded") == ["one"]
    assert learner.import_package(third.bundle, day(10)).numbers == (0, 1, 2, 0)
    assert "Wrong." not in learner.snapshot().note("one").fields[3]


def test_verify_finds_a_text_that_an_old_lock_keeps_from_learners(write: MakeAuthor, tmp_path: Path) -> None:
    """The reverted project on a machine that knows nothing of the release: no git, no build folder."""
    author = write()
    author.release("1.0.0", day(0))
    lock = (author.root / "deckgen.lock").read_bytes()
    changelog = (author.root / "CHANGELOG.md").read_bytes()
    author.correct("one", "Wrong.")
    second = author.release("1.1.0", day(5))
    elsewhere = Author(tmp_path / "elsewhere", {"topic": [qa("one"), qa("two"), qa("three")]})
    elsewhere.write("deckgen.lock", lock)
    elsewhere.write("CHANGELOG.md", changelog)
    third = elsewhere.build(day(10))
    verdict = verify_packages([third["topic"]], upgrade_from=[second["topic"]], held_back=[])
    assert [(one.code, one.entry_id) for one in verdict.findings] == [("V017", "one")]


def test_a_retired_entry_that_comes_back_goes_on_with_its_history_and_reaches_everybody(
    write: MakeAuthor, learner: Learner, new_learner: MakeLearner
) -> None:
    author = write()
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    learner.study(3)
    before = learner.snapshot()
    entry = author.entry("two")
    author.remove("two")
    learner.import_package(author.release("1.1.0", day(5), "--retire", "two").bundle, day(5))
    author.add("topic", entry, after="one")
    with pytest.raises(FindingsError) as refused:
        author.build(day(10))
    assert [one.code for one in refused.value.diagnostics] == ["I002"]
    assert "--allow unretire:two" in str(refused.value.diagnostics[0].hint)
    back = author.release("1.2.0", day(10), "--allow", "unretire:two")
    assert back.changes("returned") == ["two"]
    assert learner.import_package(back.bundle, day(10)).numbers == (0, 1, 2, 0)
    assert_nothing_lost(before, learner.snapshot(), corrected=["two"])
    assert new_learner().import_package(back.bundle, day(10)).numbers == (3, 0, 0, 0)
    author.correct("two", "Better.")
    assert learner.import_package(author.build(day(15)).bundle, day(15)).numbers == (0, 1, 2, 0)
