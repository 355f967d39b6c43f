"""`deckgen release`: what it stamps, what it writes, and that a release can be rebuilt to the byte."""

import hashlib
import shutil
import signal
from pathlib import Path

from deckgen.lock import Lock
from deckgen.lock.toml import loads
from tests import forked
from tests.conftest import TWO_LANGUAGES, MakeProject, ProjectOnDisk, sections

DAY = 86_400
START = 1_700_000_000
TWO_TOPICS = (
    TWO_LANGUAGES
    + """\
license = "CC-BY-4.0"
authors = ["Ada", "Grace"]
homepage = "https://example.org/demo"
-- cards/references.yaml --
paper: {title: A Paper, authors: Some et al., year: 2020, url: "https://example.org/paper"}
-- cards/a/topic.yaml --
title: {en: First, zh-Hans: 第一}
order: 1
description: {en: About the first., zh-Hans: 关于第一。}
-- cards/a/x.yaml --
- {id: one, front: Q1, back: A1, source: paper}
- {id: two, front: Q2, back: A2}
-- cards/b/topic.yaml --
title: {en: Second, zh-Hans: 第二}
order: 2
-- cards/b/x.yaml --
- {id: three, front: Q3, back: A3}
"""
)


def release(project: ProjectOnDisk, version: str, *, day: int = 0) -> None:
    done = project.run("release", version, env={"SOURCE_DATE_EPOCH": str(START + day * DAY)})
    assert done.returncode == 0, done.stderr


def lock_of(project: ProjectOnDisk) -> Lock:
    return loads((project.root / "deckgen.lock").read_text())


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.apkg")}


def test_a_release_stamps_everything_unreleased_with_its_time(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    assert one.build(now=START).returncode == 0
    release(one, "1.0.0", day=3)
    lock = lock_of(one)
    assert lock.releases == {"1.0.0": START + 3 * DAY}
    assert {(note.mtime, note.since, note.release) for note in lock.notes.values()} == {
        (START + 3 * DAY, "1.0.0", "1.0.0")
    }


def test_a_later_release_leaves_the_stamps_of_what_did_not_change(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    one.write("cards/b/x.yaml", "- {id: three, front: Q3, back: corrected}\n")
    release(one, "1.1.0", day=9)
    stamps = {(str(key.entry), note.since, note.release, note.mtime) for key, note in lock_of(one).notes.items()}
    assert stamps == {
        ("one", "1.0.0", "1.0.0", START),
        ("two", "1.0.0", "1.0.0", START),
        ("three", "1.0.0", "1.1.0", START + 9 * DAY),
    }


def test_rebuilding_with_the_committed_lock_gives_the_released_bytes(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    folder = one.root / "build" / "releases" / "1.0.0"
    released = set(digests(folder).values())
    assert one.run("build", "--locked", env={"SOURCE_DATE_EPOCH": "1"}).returncode == 0
    rebuilt = {digest for name in ("en", "zh-Hans") for digest in digests(one.root / "build" / name).values()}
    assert rebuilt == released


def test_the_checksums_are_those_of_the_files_and_their_names_are_unique(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    folder = one.root / "build" / "releases" / "1.0.0"
    rows = [line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]
    sums = {name: digest for digest, name in rows}
    assert sums == digests(folder)
    assert set(sums) == {
        f"demo-{language}-{topic}-1.0.0.apkg" for language in ("en", "zh-Hans") for topic in ("a", "b", "all")
    }


def test_the_notes_tell_the_import_options_and_how_to_find_retired_notes(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    one.write(
        "cards/a/x.yaml",
        "- {id: one, front: Q1, back: better, source: paper}\n- {id: renamed, was: two, front: Q2, back: A2}\n",
    )
    release(one, "1.1.0", day=1)
    one.write(
        "cards/a/x.yaml", "- {id: one, front: Q1, back: better, source: paper}\n- {id: four, front: Q4, back: A4}\n"
    )
    assert one.build("--retire", "renamed", now=START + 2 * DAY).returncode == 0
    release(one, "1.2.0", day=2)
    notes = (one.root / "build/releases/1.2.0/RELEASE_NOTES.md").read_text()
    for option in (
        "| Merge note types | off |",
        "| Update notes | If newer |",
        "| Import any learning progress | off |",
    ):
        assert option in notes
    assert '"Id:re:^(renamed|two)$"' in notes, "a renamed note may still carry its older id"
    assert "## New (1)" in notes
    assert "`four`" in notes
    assert "## Corrected" not in notes
    assert "## Corrected (1)" in (one.root / "build/releases/1.1.0/RELEASE_NOTES.md").read_text()


def test_the_notes_say_where_to_begin_if_the_project_has_study_paths(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    settings = (one.root / "deckgen.toml").read_text(encoding="utf-8")
    paths = '\n[[paths]]\ntitle = "One day"\ntopics = ["a"]\n\n[[paths]]\ntitle = "One month: all"\n'
    one.write("deckgen.toml", settings + paths)
    release(one, "1.0.0")
    notes = (one.root / "build/releases/1.0.0/RELEASE_NOTES.md").read_text(encoding="utf-8")
    begin = notes.partition("## Where to begin")[2].partition("\n## ")[0]
    assert begin.endswith('- One day: `"tag:demo::a"`\n- One month: all\n')


def test_the_search_for_what_is_retired_in_one_language_leaves_the_other_alone(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    one.write("cards/a/x.yaml", str(sections(TWO_TOPICS)["cards/a/x.yaml"]).replace("Q2,", "Q2, languages: [en],"))
    assert one.build("--retire", "two", now=START + DAY).returncode == 0
    release(one, "1.1.0", day=1)
    notes = (one.root / "build/releases/1.1.0/RELEASE_NOTES.md").read_text(encoding="utf-8")
    assert '"Id:re:^(two)$" (deck:"示例::01 第一")' in notes


def test_the_notes_say_how_to_bring_a_renamed_deck_together(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    one.write("cards/b/topic.yaml", "title: {en: Better, zh-Hans: 第二}\norder: 2\n")
    assert one.build("--allow", "deck:b", now=START + DAY).returncode == 0
    release(one, "2.0.0", day=1)
    notes = (one.root / "build/releases/2.0.0/RELEASE_NOTES.md").read_text()
    assert '| Demo::02 Second | Demo::02 Better | `deck:"Demo::02 Second"` |' in notes
    assert "示例" not in notes.split("## Renamed decks")[1]


def test_a_release_may_only_move_an_entry_and_then_says_how_to_follow(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    one.write("cards/a/x.yaml", "- {id: one, front: Q1, back: A1, source: paper}\n")
    one.write("cards/b/x.yaml", "- {id: three, front: Q3, back: A3}\n- {id: two, front: Q2, back: A2}\n")
    assert one.build("--allow", "move:two", now=START + DAY).returncode == 0
    release(one, "1.1.0", day=1)
    notes = (one.root / "build/releases/1.1.0/RELEASE_NOTES.md").read_text()
    assert '"Id:re:^(two)$"' in notes.split("## Moved to another deck (1)")[1]
    assert {note.mtime for note in lock_of(one).notes.values()} == {START}


def test_the_description_has_version_count_licence_and_attribution(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    text = (one.root / "build/releases/1.0.0/description-en.html").read_text()
    for part in ("Version 1.0.0", "3 notes, 3 cards", "CC-BY-4.0", "Ada, Grace", "https://example.org/demo", "A Paper"):
        assert part in text
    assert "关于第一。" in (one.root / "build/releases/1.0.0/description-zh-Hans.html").read_text()


def test_the_changelog_gets_one_section_a_release_newest_first(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    one.write("CHANGELOG.md", "# Changelog\n\nOurs.\n\n<!-- deckgen: releases of the decks go below this line -->\n")
    release(one, "1.0.0")
    one.write("cards/b/x.yaml", "- {id: three, front: Q3, back: corrected}\n")
    release(one, "1.0.1", day=1)
    text = (one.root / "CHANGELOG.md").read_text()
    assert text.startswith("# Changelog\n\nOurs.\n")
    assert (
        text.index("## Decks 1.0.1")
        < text.index("### Corrected")
        < text.index("`three`")
        < text.index("## Decks 1.0.0")
    )


def test_a_release_that_does_not_fit_writes_nothing(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.2.0")
    lock = (one.root / "deckgen.lock").read_bytes()
    for version, why in (
        ("1.2.0", "not newer"),
        ("1.1.9", "not newer"),
        ("next", "no version"),
        ("1.3.0", "nothing has changed"),
    ):
        done = one.run("release", version)
        assert (done.returncode, why in done.stderr) == (2, True), done.stderr
    one.write("cards/b/x.yaml", "- {id: three, front: Q3}\n")
    assert one.run("release", "1.3.0").returncode == 1
    assert (one.root / "deckgen.lock").read_bytes() == lock
    assert not (one.root / "build/releases/1.3.0").exists()


def test_the_deck_description_names_the_version(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    assert b"Version 1.0.0" in _collection(one.root / "build/en/a.apkg")


def _collection(package: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(package) as archive:
        return archive.read("collection.anki2")


# -- releases that are interrupted or repeated --------------------------------------------------------------------------

STEPS = ("replace", "rename", "rmdir")
"""What a release that is killed dies before."""


def tree(root: Path) -> dict[str, bytes]:
    """Everything that a release writes."""
    files = [root / "deckgen.lock", root / "CHANGELOG.md", *(root / "build").rglob("*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if path.is_file()}


def test_a_release_that_is_killed_at_any_step_is_finished_by_the_same_command(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": "- {id: one, front: Q1, back: A1}\n"})
    release(one, "1.0.0")
    one.write("cards/a/x.yaml", "- {id: one, front: Q1, back: corrected}\n- {id: two, front: Q2, back: A2}\n")
    before = tree(one.root)
    at = {"SOURCE_DATE_EPOCH": str(START + DAY)}
    whole: dict[str, bytes] = {}
    for die_at in range(1, 40):
        shutil.rmtree(one.root / "build")
        for path, data in before.items():
            one.write(path, data)
        done = forked.run(["release", "1.1.0"], one.root, at, dies_at=die_at, steps=STEPS)
        if done.returncode == 0:
            assert die_at > 10
            return
        assert done.returncode == -signal.SIGKILL
        again = one.run("release", "1.1.0", now=START + DAY)
        assert again.returncode == 0, (die_at, again.stderr)
        whole = whole or tree(one.root)
        assert tree(one.root) == whole, die_at
        assert one.run("release", "1.1.0", now=START + DAY).returncode == 2, "it is finished"
    raise AssertionError("it never came to an end")


def test_files_of_a_release_that_are_gone_are_made_again_to_the_byte(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    before = tree(one.root)
    shutil.rmtree(one.root / "build")
    done = one.run("release", "1.0.0", now=START + 9 * DAY)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Finished the release 1.0.0: 3 entries new.")
    assert tree(one.root) == before


def test_the_folder_of_a_release_is_never_overwritten(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": "- {id: one, front: Q1, back: A1}\n"})
    handed_out = one.write("build/releases/1.0.0/test-a-1.0.0.apkg", b"what people have")
    assert one.run("build", "--new-lock", now=START).returncode == 0
    done = one.run("release", "1.0.0", now=START)
    assert (done.returncode, handed_out.read_bytes()) == (1, b"what people have")
    assert "I020" in done.stderr
    (one.root / "deckgen.lock").unlink()
    shutil.move(one.root / "build/releases", one.root / "kept")
    (one.root / "build/manifest.json").unlink()
    (one.root / "build/bundle.apkg").unlink()
    assert one.run("build", now=START).returncode == 0
    (one.root / "build/releases/1.0.0").mkdir(parents=True)
    notes = one.write("build/releases/1.0.0/RELEASE_NOTES.md", "what people have read")
    done = one.run("release", "1.0.0", now=START)
    assert (done.returncode, notes.read_text()) == (1, "what people have read")
    assert "I020" in done.stderr
    assert not lock_of(one).releases
    assert not handed_out.exists()


def test_the_folder_of_a_release_has_the_lock_that_made_it(project: MakeProject) -> None:
    one = project(TWO_TOPICS)
    release(one, "1.0.0")
    copy = one.root / "build/releases/1.0.0/deckgen.lock"
    assert copy.read_bytes() == (one.root / "deckgen.lock").read_bytes()
