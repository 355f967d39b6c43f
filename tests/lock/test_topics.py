"""`was:` in topic.yaml: a topic's folder gets another name, and nobody who has the deck sees anything of it."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from deckgen.lock import ChangeKind, Lock
from deckgen.lock.toml import loads
from tests.conftest import NOW, MakeProject, ProjectOnDisk

DAY = 86_400
DOT = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='5' height='5'/></svg>"
TWO_TOPICS = f"""
-- cards/a/topic.yaml --
title: Alpha
order: 1
-- cards/a/x.yaml --
- {{id: one, section: part, front: Q1, back: "![dot](dot.svg)"}}
- {{id: two, front: Q2, back: A2}}
-- cards/a/media/dot.svg --
{DOT}
-- cards/b/topic.yaml --
title: Beta
order: 2
-- cards/b/x.yaml --
- {{id: three, front: Q3, back: A3}}
"""


@pytest.fixture
def released(project: MakeProject) -> ProjectOnDisk:
    """Two topics, released yesterday."""
    made = project(TWO_TOPICS)
    release(made, "1.0.0", NOW - DAY)
    return made


def release(project: ProjectOnDisk, version: str, at: int) -> str:
    done = project.run("release", version, env={"SOURCE_DATE_EPOCH": str(at)})
    assert done.returncode == 0, done.stderr
    return (project.root / f"build/releases/{version}/RELEASE_NOTES.md").read_text(encoding="utf-8")


def rename(project: ProjectOnDisk, old: str, new: str, *, title: str = "Alpha", order: int = 1, was: str = "") -> None:
    (project.root / f"cards/{old}").rename(project.root / f"cards/{new}")
    line = f"was: {was or old}\n" if was != "-" else ""
    project.write(f"cards/{new}/topic.yaml", f"title: {title}\norder: {order}\n{line}")


def lock_of(project: ProjectOnDisk) -> Lock:
    return loads((project.root / "deckgen.lock").read_text(encoding="utf-8"))


def notes_in(package: Path) -> list[tuple[object, ...]]:
    """Guid, time, tags and fields of every note of a package."""
    with zipfile.ZipFile(package) as file, closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(file.read("collection.anki2"))
        return connection.execute("select guid, mod, tags, flds from notes order by guid").fetchall()


def codes(project: ProjectOnDisk) -> list[str]:
    return [one.code for one in project.compile(now=NOW).errors]


def test_a_renamed_folder_changes_no_note_and_no_deck(released: ProjectOnDisk) -> None:
    before, decks = notes_in(released.root / "build/a.apkg"), lock_of(released).decks
    rename(released, "a", "alpha")
    compilation = released.compile(now=NOW)
    assert not compilation.diagnostics
    assert not compilation.plan.changes
    done = released.build(now=NOW)
    assert "topic a goes on as alpha" in done.stdout
    assert "People who have release" not in done.stdout
    assert notes_in(released.root / "build/alpha.apkg") == before
    assert not (released.root / "build/a.apkg").exists()
    assert sorted(lock_of(released).decks.values(), key=str) == sorted(decks.values(), key=str)
    assert released.run("release", "1.1.0", env={"SOURCE_DATE_EPOCH": str(NOW)}).returncode == 2, "nothing to release"


def test_only_the_lock_is_behind_after_a_rename(released: ProjectOnDisk) -> None:
    rename(released, "a", "alpha")
    assert "I010" in released.build("--locked", now=NOW).stderr
    assert released.build(now=NOW).returncode == 0
    lock = (released.root / "deckgen.lock").read_bytes()
    assert released.build("--locked", now=NOW).returncode == 0
    assert released.build(now=NOW + DAY).returncode == 0
    assert (released.root / "deckgen.lock").read_bytes() == lock


def test_was_may_stay_or_go_after_the_build(released: ProjectOnDisk) -> None:
    rename(released, "a", "alpha")
    assert released.build(now=NOW).returncode == 0
    lock = lock_of(released)
    for line in ("", "was: a\n", "was: [b2, a]\n"):
        released.write("cards/alpha/topic.yaml", f"title: Alpha\norder: 1\n{line}")
        assert released.compile(now=NOW).plan.after == lock


def test_a_chain_of_renames_keeps_the_first_name_in_tags_and_pictures(released: ProjectOnDisk) -> None:
    before = notes_in(released.root / "build/a.apkg")
    for old, new in (("a", "alpha"), ("alpha", "first"), ("first", "opening")):
        rename(released, old, new)
        assert released.build(now=NOW).returncode == 0
    assert notes_in(released.root / "build/opening.apkg") == before
    rename(released, "opening", "a")
    assert released.build(now=NOW).returncode == 0
    assert not lock_of(released).topics, "nothing is left to remember"


def test_two_renames_without_a_build_between_are_one(released: ProjectOnDisk) -> None:
    rename(released, "a", "alpha")
    rename(released, "alpha", "first", title="Anew", was="[alpha, a]")
    assert codes(released) == ["I003"], "the deck's name is what learners see"
    assert released.build("--allow", "deck:first", now=NOW).returncode == 0
    assert lock_of(released).topics == {"first": "a"}


def test_two_topics_can_swap_their_names_and_swap_them_back(released: ProjectOnDisk) -> None:
    alpha, beta = (notes_in(released.root / f"build/{name}.apkg") for name in "ab")
    orders = {"Alpha": 1, "Beta": 2}
    for of_a, of_b in (("Beta", "Alpha"), ("Alpha", "Beta")):
        rename(released, "a", "c", was="-")
        rename(released, "b", "a", title=of_a, order=orders[of_a], was="b")
        rename(released, "c", "b", title=of_b, order=orders[of_b], was="a")
        for _ in range(2):
            done = released.build(now=NOW)
            assert (done.returncode, "moved" in done.stdout) == (0, False), done.stdout
        found = {of_a: notes_in(released.root / "build/a.apkg"), of_b: notes_in(released.root / "build/b.apkg")}
        assert found == {"Alpha": alpha, "Beta": beta}


def test_each_topic_may_take_the_name_of_the_next(released: ProjectOnDisk) -> None:
    alpha, beta = (notes_in(released.root / f"build/{name}.apkg") for name in "ab")
    rename(released, "b", "c", title="Beta", order=2)
    rename(released, "a", "b", title="Alpha", order=1)
    assert released.build(now=NOW).returncode == 0
    assert [notes_in(released.root / f"build/{name}.apkg") for name in "bc"] == [alpha, beta]


def test_a_renamed_topic_with_new_entries_gives_them_the_tags_of_the_others(released: ProjectOnDisk) -> None:
    before = notes_in(released.root / "build/a.apkg")
    rename(released, "a", "alpha")
    released.write("cards/alpha/y.yaml", "- {id: new, section: part, front: Q, back: A}\n")
    compilation = released.compile(now=NOW)
    assert [(change.kind, change.key.entry) for change in compilation.plan.changes] == [(ChangeKind.NEW, "new")]
    assert released.build(now=NOW).returncode == 0
    notes = notes_in(released.root / "build/alpha.apkg")
    assert [note for note in notes if note in before] == before
    assert {str(note[2]).strip() for note in notes} == {"test::a::part", "test::a"}


def test_only_a_change_of_the_decks_name_asks_for_permission_and_then_is_no_move(released: ProjectOnDisk) -> None:
    rename(released, "a", "alpha", title="First things")
    assert codes(released) == ["I003"]
    done = released.build("--allow", "deck:alpha", now=NOW)
    assert "keep their cards in `Test::01 Alpha` and get new ones in `Test::01 First things`" in done.stdout
    notes = release(released, "2.0.0", NOW)
    assert "## Renamed decks" in notes
    assert "Moved" not in notes


def test_a_folder_whose_deck_is_the_same_needs_no_was(released: ProjectOnDisk) -> None:
    before = notes_in(released.root / "build/a.apkg")
    rename(released, "a", "alpha", was="-")
    assert not released.compile(now=NOW).diagnostics
    assert released.build(now=NOW).returncode == 0
    assert notes_in(released.root / "build/alpha.apkg") == before


def test_a_topic_that_was_never_released_takes_its_new_name_everywhere(project: MakeProject) -> None:
    made = project(TWO_TOPICS)
    assert made.build(now=NOW).returncode == 0
    rename(made, "a", "alpha")
    assert made.build(now=NOW).returncode == 0
    assert not lock_of(made).topics
    assert all("alpha" in str(note[2]) for note in notes_in(made.root / "build/alpha.apkg"))


def test_an_entry_that_leaves_a_renamed_topic_is_moved_as_ever(released: ProjectOnDisk) -> None:
    rename(released, "a", "alpha")
    released.write("cards/alpha/x.yaml", '- {id: one, section: part, front: Q1, back: "![dot](dot.svg)"}\n')
    released.write("cards/b/y.yaml", "- {id: two, front: Q2, back: A2}\n")
    assert codes(released) == ["I004"]
    assert released.build("--allow", "move:two", now=NOW).returncode == 0
    assert "## Moved to another deck (1)" in release(released, "1.1.0", NOW)


def test_a_topic_that_takes_in_another_one_moves_its_entries(released: ProjectOnDisk) -> None:
    """However many they are: the deck of the folder is the one that it had."""
    for path in ("x.yaml", "topic.yaml"):
        released.write(f"cards/a/{path}", None)
    released.write("cards/b/topic.yaml", "title: Beta\norder: 2\nwas: a\n")
    released.write("cards/b/media/dot.svg", DOT)
    released.write("cards/a/media/dot.svg", None)
    released.write(
        "cards/b/y.yaml",
        '- {id: one, section: part, front: Q1, back: "![dot](dot.svg)"}\n- {id: two, front: Q2, back: A2}\n',
    )
    assert codes(released) == ["I004", "I004"]


def test_two_branches_that_renamed_one_topic_go_on_as_either(released: ProjectOnDisk) -> None:
    """The merged lock has lines of both: a note knows the topic of one branch, the next one that of the other."""
    before = notes_in(released.root / "build/a.apkg")
    rename(released, "a", "alpha")
    assert released.build(now=NOW).returncode == 0
    text = (released.root / "deckgen.lock").read_text(encoding="utf-8")
    deck = next(line for line in text.splitlines() if line.startswith('"alpha/und"'))
    two = next(line for line in text.splitlines() if line.startswith('"two/und"'))
    merged = text.replace(deck, f"{deck}\n{deck.replace('alpha/und', 'first/und')}")
    merged = merged.replace(two, two.replace('topic = "alpha"', 'topic = "first"'))
    merged = merged.replace("[topics]\n", '[topics]\n"first" = { first = "a" }\n')
    released.write("deckgen.lock", merged)
    rename(released, "alpha", "first", was="a")
    assert not released.compile(now=NOW).diagnostics
    assert released.build(now=NOW).returncode == 0
    assert notes_in(released.root / "build/first.apkg") == before
    assert lock_of(released).topics == {"first": "a"}


def test_retired_notes_go_along(released: ProjectOnDisk) -> None:
    released.write("cards/a/x.yaml", '- {id: one, section: part, front: Q1, back: "![dot](dot.svg)"}\n')
    assert released.build("--retire", "two", now=NOW - 9).returncode == 0
    rename(released, "a", "alpha")
    assert released.build(now=NOW).returncode == 0
    assert {row.topic for row in lock_of(released).retired.values()} == {"alpha"}


def test_the_syllabus_may_call_a_topic_by_its_former_name(released: ProjectOnDisk) -> None:
    released.write("cards/syllabus.yaml", "- {id: s, topic: a, question: Why?}\n")
    released.write("cards/b/x.yaml", "- {id: three, front: Q3, back: A3, answers: s}\n")
    rename(released, "a", "alpha")
    compilation = released.compile(now=NOW)
    assert not compilation.errors
    assert [item.topic for item in compilation.parsed.syllabus] == ["alpha"]


@pytest.mark.parametrize("built", [False, True])
def test_a_former_name_that_the_lock_never_had_gets_a_warning(project: MakeProject, built: bool) -> None:
    made = project(TWO_TOPICS)
    if built:
        assert made.build().returncode == 0
    made.write("cards/a/topic.yaml", "title: Alpha\norder: 1\nwas: nosuch\n")
    done = made.build()
    assert done.returncode == 0
    assert "warning[I026]: `was: nosuch` changes nothing" in done.stderr
    assert "look at its spelling" in done.stderr


def test_a_former_name_that_learners_have_stays_without_a_word(project: MakeProject) -> None:
    made = project(TWO_TOPICS)
    assert made.run("release", "1.0.0", now=NOW).returncode == 0
    (made.root / "cards/a").rename(made.root / "cards/alpha")
    made.write("cards/alpha/topic.yaml", "title: Alpha\norder: 1\nwas: a\n")
    for _ in range(2):
        done = made.build(now=NOW + DAY)
        assert done.returncode == 0
        assert "I026" not in done.stderr
