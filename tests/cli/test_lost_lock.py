"""A lock that is gone, old or short is noticed in every state of a project, and the command in the hint brings it back."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import NOW, MakeProject, ProjectOnDisk

DAY = 86_400
TWO = "- {id: one, front: Q1, back: A1}\n- {id: two, front: Q2, back: A2}\n"
CORRECTED = TWO.replace("A1", "corrected")
COMMIT = {"GIT_AUTHOR_DATE": f"@{NOW} +0000", "GIT_COMMITTER_DATE": f"@{NOW} +0000", "GIT_CONFIG_GLOBAL": os.devnull}


def git(made: ProjectOnDisk, *args: str, fine: bool = True) -> str:
    person = ("-c", "user.name=n", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *person, *args],
        cwd=made.root,
        env={**os.environ, **COMMIT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 or not fine, done.stderr
    return done.stdout


def commit(made: ProjectOnDisk, message: str) -> None:
    git(made, "add", "-A")
    git(made, "commit", "-qm", message)


def deckgen(made: ProjectOnDisk, *args: str, day: float = 0) -> "subprocess.CompletedProcess[str]":
    return made.run(*args, now=NOW + round(day * DAY))


def fine(made: ProjectOnDisk, *args: str, day: float = 0) -> str:
    done = deckgen(made, *args, day=day)
    assert done.returncode == 0, done.stderr
    return done.stdout


def lock(made: ProjectOnDisk) -> Path:
    return made.root / "deckgen.lock"


@pytest.fixture
def deck(project: MakeProject) -> ProjectOnDisk:
    """Two entries under git, nothing built."""
    made = project({"cards/a/x.yaml": TWO, ".gitignore": "/build/\n"})
    git(made, "init", "-qb", "main")
    return made


@pytest.fixture
def released(deck: ProjectOnDisk) -> ProjectOnDisk:
    """1.0.0 and 1.1.0, committed; 1.1.0 corrects `one`."""
    fine(deck, "release", "1.0.0")
    commit(deck, "1.0.0")
    deck.write("cards/a/x.yaml", CORRECTED)
    fine(deck, "release", "1.1.0", day=1)
    commit(deck, "1.1.0")
    return deck


def _built(made: ProjectOnDisk) -> None:
    fine(made, "build")


def _built_and_manifest_gone(made: ProjectOnDisk) -> None:
    fine(made, "build")
    (made.root / "build/manifest.json").unlink()


def _staged(made: ProjectOnDisk) -> None:
    fine(made, "build")
    git(made, "add", "-A")
    _clean(made)


def _released(made: ProjectOnDisk) -> None:
    fine(made, "release", "1.0.0")


def _cloned(made: ProjectOnDisk) -> None:
    fine(made, "release", "1.0.0")
    commit(made, "1.0.0")
    _clean(made)


def _cloned_without_the_lock(made: ProjectOnDisk) -> None:
    made.write(".gitignore", "/build/\ndeckgen.lock\n")
    _cloned(made)


def _deletion_staged(made: ProjectOnDisk) -> None:
    _cloned(made)
    git(made, "rm", "-q", "deckgen.lock")


def _deletion_committed(made: ProjectOnDisk) -> None:
    _deletion_staged(made)
    commit(made, "no lock")


def _built_only_and_committed(made: ProjectOnDisk) -> None:
    fine(made, "build")
    commit(made, "cards")
    _clean(made)


def _on_another_branch(made: ProjectOnDisk) -> None:
    commit(made, "sources")
    git(made, "checkout", "-qb", "decks")
    fine(made, "build")
    commit(made, "built")
    git(made, "checkout", "-q", "main")
    _clean(made)


def _merged(made: ProjectOnDisk) -> None:
    fine(made, "build")
    commit(made, "built")
    for branch, topic in (("left", "l"), ("right", "r")):
        git(made, "checkout", "-qb", branch, "main")
        made.write(f"cards/{topic}/topic.yaml", f"title: {topic}\norder: {2 if topic == 'l' else 3}\n")
        made.write(f"cards/{topic}/x.yaml", f"- {{id: {topic}, front: Q, back: A}}\n")
        fine(made, "build", day=1)
        commit(made, branch)
    git(made, "merge", "-q", "left", fine=False)


def _clean(made: ProjectOnDisk) -> None:
    """As in a clone: what git ignores is not there."""
    shutil.rmtree(made.root / "build")


STATES: dict[str, tuple[Callable[[ProjectOnDisk], None], str]] = {
    "built": (_built, ""),
    "built, without a manifest": (_built_and_manifest_gone, ""),
    "staged, never committed": (_staged, "git restore deckgen.lock"),
    "released": (_released, "cp build/releases/1.0.0/deckgen.lock deckgen.lock"),
    "cloned": (_cloned, "git restore deckgen.lock"),
    "cloned, and the lock was ignored": (_cloned_without_the_lock, ""),
    "the deletion staged": (_deletion_staged, "git checkout HEAD -- deckgen.lock"),
    "the deletion committed": (_deletion_committed, "git checkout "),
    "built and committed": (_built_only_and_committed, "git restore deckgen.lock"),
    "on another branch": (_on_another_branch, "git checkout "),
    "after a merge": (_merged, "git checkout "),
}


@pytest.mark.parametrize("state", STATES)
def test_a_lock_that_is_gone_stops_every_command_and_comes_back_by_the_command_in_the_hint(
    deck: ProjectOnDisk, state: str
) -> None:
    reach, way = STATES[state]
    reach(deck)
    lock(deck).unlink(missing_ok=True)
    for command in (["build"], ["build", "--locked"], ["release", "3.0.0"], ["check"], ["preview"]):
        done = deckgen(deck, *command, day=2)
        assert done.returncode == 1, (command, done.stdout)
        assert "I016" in done.stdout + done.stderr
        assert "--new-lock" in done.stdout + done.stderr
        assert not lock(deck).exists(), command
    hint = re.search(r"hint: get it back: (.*?); or", done.stderr)
    assert bool(hint) == bool(way)
    if hint:
        assert hint[1].startswith(way)
        subprocess.run(hint[1], shell=True, cwd=deck.root, check=True, capture_output=True)
        assert lock(deck).exists()
        if state != "after a merge":
            fine(deck, "build", day=2)


def test_a_lock_begun_anew_says_what_learners_lose_keeps_guids_and_is_never_suspected_again(
    released: ProjectOnDisk,
) -> None:
    before = released.read().lock
    lock(released).unlink()
    printed = fine(released, "build", "--new-lock", day=2)
    assert "Began deckgen.lock anew" in printed
    assert "see 2 corrected notes: one, two" in printed
    after = released.read().lock
    assert {row.guid for row in after.notes.values()} == {row.guid for row in before.notes.values()}
    assert {row.mtime for row in after.notes.values()} == {NOW + 2 * DAY}
    assert deckgen(released, "check", day=2).returncode == 0
    commit(released, "anew")
    assert "Nothing has changed" in fine(released, "build", day=3)
    fine(released, "release", "1.2.0", day=3)
    fine(released, "build", "--locked", day=3)


def test_a_project_that_never_had_a_lock_just_builds(deck: ProjectOnDisk) -> None:
    deck.write("CHANGELOG.md", "# Changelog\n\n## Decks 1.0.0 of somebody else\n")
    commit(deck, "sources")
    fine(deck, "build")


def test_a_new_lock_where_none_is_lost_is_not_begun(released: ProjectOnDisk) -> None:
    before = lock(released).read_bytes()
    done = deckgen(released, "build", "--new-lock", day=2)
    assert done.returncode == 0
    assert "I014" in done.stderr
    assert lock(released).read_bytes() == before


def test_a_template_repository_with_a_deck_of_another_namespace_is_no_trace(released: ProjectOnDisk) -> None:
    _clean(released)
    lock(released).unlink()
    released.write("deckgen.toml", '[project]\nnamespace = "mine"\ntitle = "Mine"\n')
    fine(released, "build", day=2)


def test_after_a_reverted_release_the_build_stops_and_with_the_lock_back_the_old_text_is_a_correction(
    released: ProjectOnDisk,
) -> None:
    git(released, "revert", "--no-edit", "HEAD")
    for made in (released, _clone(released)):
        for command in (["build"], ["release", "1.2.0"], ["check"]):
            done = deckgen(made, *command, day=2)
            assert done.returncode == 1
            assert "I017" in done.stdout + done.stderr
        hint = re.search(r"hint: (git checkout \S+ -- deckgen.lock), then deckgen build", done.stdout)
        assert hint
        subprocess.run(hint[1], shell=True, cwd=made.root, check=True, capture_output=True)
        assert "see 1 corrected note: one" in fine(made, "build", day=2)


def _clone(made: ProjectOnDisk) -> ProjectOnDisk:
    copy = ProjectOnDisk(made.root.with_name("clone"))
    git(made, "clone", "-q", str(made.root), str(copy.root))
    return copy


def _checked_out(made: ProjectOnDisk) -> None:
    git(made, "checkout", "-q", "HEAD~1", "--", "deckgen.lock")


def _committed(made: ProjectOnDisk) -> None:
    _checked_out(made)
    commit(made, "oops")


def _only_the_release_knows(made: ProjectOnDisk) -> None:
    git(made, "checkout", "-q", "HEAD~1", "--", "deckgen.lock", "CHANGELOG.md")
    shutil.rmtree(made.root / ".git")


def _only_the_changelog_knows(made: ProjectOnDisk) -> None:
    _checked_out(made)
    shutil.rmtree(made.root / ".git")
    shutil.rmtree(made.root / "build")


OLD_LOCKS: dict[str, Callable[[ProjectOnDisk], None]] = {
    "checked out from before": _checked_out,
    "committed from before": _committed,
    "without git, and the release is in build/": _only_the_release_knows,
    "without git, and only the changelog knows": _only_the_changelog_knows,
}


@pytest.mark.parametrize("how", OLD_LOCKS)
def test_a_lock_from_before_a_release_is_noticed(released: ProjectOnDisk, how: str) -> None:
    OLD_LOCKS[how](released)
    before = lock(released).read_bytes()
    done = deckgen(released, "build", day=2)
    assert (done.returncode, lock(released).read_bytes()) == (1, before)
    assert "I017" in done.stderr
    assert "1.1.0" in done.stderr


def test_an_older_release_can_be_rebuilt_beside_newer_ones(released: ProjectOnDisk) -> None:
    """A tag checked out: the lock is of its time, and `--locked` changes nothing."""
    git(released, "checkout", "-q", "HEAD~1")
    assert "I017" in deckgen(released, "build", day=2).stderr
    fine(released, "build", "--locked", day=2)


def test_a_lock_that_was_cut_short_is_noticed(released: ProjectOnDisk) -> None:
    whole = lock(released).read_text(encoding="utf-8")
    released.write("deckgen.lock", "".join(line for line in whole.splitlines(keepends=True) if '"two/' not in line))
    done = deckgen(released, "build", day=2)
    assert done.returncode == 1
    assert "I018" in done.stderr
    assert "two" in done.stderr
    assert "git checkout HEAD -- deckgen.lock" in done.stderr


def test_a_merge_that_kept_one_side_of_the_lock_is_noticed_before_and_after_it_is_committed(
    deck: ProjectOnDisk,
) -> None:
    fine(deck, "release", "1.0.0")
    commit(deck, "1.0.0")
    for branch, entry in (("left", "l"), ("right", "r")):
        git(deck, "checkout", "-qb", branch, "main")
        deck.write(f"cards/a/{entry}.yaml", f"- {{id: {entry}, front: Q, back: A}}\n")
        fine(deck, "release", "1.1.0" if branch == "left" else "1.2.0", day=1)
        _clean(deck)
        commit(deck, branch)
    git(deck, "merge", "-q", "left", fine=False)
    git(deck, "checkout", "--ours", "--", "deckgen.lock", "CHANGELOG.md")
    for _ in ("merging", "merged"):
        done = deckgen(deck, "build", day=2)
        assert done.returncode == 1
        assert re.search("I01[78]", done.stderr)
        assert re.search(r"git show \S+:./deckgen.lock", done.stderr)
        git(deck, "add", "-A")
        git(deck, "commit", "-qm", "merge", fine=False)


def test_switching_between_branches_that_were_built_and_not_released_is_no_problem(deck: ProjectOnDisk) -> None:
    fine(deck, "release", "1.0.0")
    commit(deck, "1.0.0")
    git(deck, "checkout", "-qb", "draft")
    deck.write("cards/a/y.yaml", "- {id: draft, front: Q, back: A}\n")
    fine(deck, "build", day=1)
    commit(deck, "draft")
    git(deck, "checkout", "-q", "main")
    assert "Nothing has changed" in fine(deck, "build", day=2)


@pytest.mark.parametrize(("moment", "code"), [(0, "I019"), (315_532_800, "I019"), (2_051_222_400, "I019")])
def test_a_clock_that_is_years_off_stamps_nothing(deck: ProjectOnDisk, moment: int, code: str) -> None:
    for command in ("build", "check"):
        done = deck.run(command, now=moment)
        assert done.returncode == 1
        assert code in done.stdout + done.stderr
    assert not lock(deck).exists()
    fine(deck, "build")
    before = lock(deck).read_bytes()
    assert deck.run("build", now=moment).returncode == 0, "nothing is stamped, so the clock does not matter"
    done = deck.run("release", "1.0.0", now=moment)
    assert done.returncode == 1
    assert "I0" in done.stderr
    assert lock(deck).read_bytes() == before


def test_a_year_far_ahead_is_allowed_by_name_and_1980_never(deck: ProjectOnDisk) -> None:
    late = 2_051_222_400
    assert deck.run("build", "--allow", "clock:1980", now=315_532_800).returncode == 1
    assert deck.run("build", "--allow", "clock:2034", now=late).returncode == 1
    assert deck.run("build", "--allow", "clock:2035", now=late).returncode == 0
    assert deck.run("release", "1.0.0", now=late).returncode == 0, "asked once: the lock remembers 2035 now"


def test_a_clock_behind_the_last_commit_is_a_warning_when_something_is_stamped(deck: ProjectOnDisk) -> None:
    commit(deck, "sources")
    done = deckgen(deck, "build", day=-2)
    assert done.returncode == 0
    assert "warning[I019]" in done.stderr
    assert "I019" not in deckgen(deck, "build", day=-2).stderr


@pytest.mark.parametrize("command", [("build",), ("release", "9.0.0")])
def test_a_clock_before_all_decks_is_told_once_and_no_permission_is_offered_that_would_be_refused(
    project: MakeProject, command: tuple[str, ...]
) -> None:
    made = project({"cards/a/x.yaml": TWO})
    assert made.run("release", "1.0.0", now=NOW).returncode == 0
    made.write("cards/a/x.yaml", CORRECTED)
    stopped = made.run(*command, now=315_532_800)
    assert stopped.returncode == 1
    assert "I019" in stopped.stderr + stopped.stdout
    assert "I009" not in stopped.stderr + stopped.stdout
    assert "--allow" not in stopped.stderr + stopped.stdout


@pytest.mark.parametrize("command", [("build",), ("check",), ("release", "1.0.0")])
def test_an_empty_lock_is_said_to_be_empty(project: MakeProject, command: tuple[str, ...]) -> None:
    made = project({"cards/a/x.yaml": TWO, "deckgen.lock": ""})
    stopped = made.run(*command, now=NOW)
    assert stopped.returncode == 2
    assert "deckgen.lock is empty" in stopped.stderr
    assert "git checkout HEAD -- deckgen.lock" in stopped.stderr
