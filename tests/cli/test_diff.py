"""`deckgen diff`: two releases of a project, read from everything they can be read from."""

import contextlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckgen.cli import cli
from tests.conftest import Contents, MakeProject, ProjectOnDisk, sections

DAY = 86_400
START = 1_700_000_000
BEFORE = """
-- deckgen.toml --
[project]
namespace = "demo"
title = {en = "Demo", zh-Hans = "示例"}
languages = ["zh-Hans", "en"]
-- cards/a/topic.yaml --
title: {en: First, zh-Hans: 第一}
order: 1
-- cards/a/x.yaml --
- {id: one, front: {en: "What is *one*?", zh-Hans: 一是什么？}, back: A1}
- {id: two, front: Q2, back: A2}
- {id: five, kind: cloze, text: "{{c1::Five}} is {{c2::5}}."}
- {id: six, front: Q6, back: A6}
-- cards/b/topic.yaml --
title: {en: Second, zh-Hans: 第二}
order: 2
-- cards/b/x.yaml --
- {id: three, front: Q3, back: A3}
"""
AFTER: dict[str, Contents] = {
    "cards/a/x.yaml": """
- {id: one, front: {en: "What is *one*?", zh-Hans: 一是什么？}, back: {en: Corrected, zh-Hans: A1}}
- {id: five, kind: cloze, text: "{{c1::Five}} is 5."}
- {id: four, front: {en: What is four?, zh-Hans: 四是什么？}, back: A4}
""",
    "cards/b/x.yaml": """
- {id: drei, was: three, front: Q3, back: A3}
- {id: six, front: Q6, back: A6}
""",
    "templates/style.css": ".card { color: inherit; }\n",
}
ALLOWED = ("--retire", "two", "--allow", "move:six", "--allow", "cards:five")
WHAT_DIFFERS = """\
2 added, 3 reworded, 4 re-rendered, 2 renamed, 2 moved, 2 with other cards, 2 retired, 2 with new looks; 1 note the same.
a
  added            2  four
  reworded         3  five, one (en)
  cards            2  five (card 2 gone)
  retired          2  two
b
  re-rendered      4  drei, six
  renamed          2  drei (was three)
  moved            2  six (a -> b)
notetypes
  look             2  basic, cloze: no note is touched
"""
FOR_LEARNERS = """\
 will, at their next import:
  get 2 new notes
  see 3 corrected notes: five (x2), one
    (their own edits and tags on these notes are replaced; all reviews stay)
  keep 2 retired notes until they delete them: two (x2)
  keep 2 moved notes in the old deck: six (x2)
  keep cards that are gone until they run Tools > Empty Cards: five (x2)
  see the new look
  do not see the new HTML of 4 notes whose words are the same (--restamp sends it)
"""
NOTES = """\
# Changes from v1.0.0 to the project as it is

## How to upgrade

1. Synchronise all your devices, and make a backup (File > Create Backup).
2. Import the new file of each deck you have: File > Import, with "Update notes: If newer" and
   "Merge note types: off".

Your reviews, due dates, flags and suspensions stay as they are.
A note listed under "Corrected" is replaced as a whole, with your own edits and tags on it,
unless you changed it after this release.
No other note is touched, but for those that were corrected in releases you skipped.
A note you deleted comes back as a new one.

## New (1)

- `four` (第一) 四是什么？

## Corrected (2)

- `five` (第一) [...] is 5.
- `one` (First) What is one?

## Retired (1)

Packages cannot delete notes, so you keep these until you delete them yourself. This search in the Browser finds them:

```
"Id:re:^(two)$"
```

- `two`

## Moved to another deck (1)

The cards you have stay in their old deck. This search in the Browser finds them; Cards > Change Deck moves them:

```
"Id:re:^(six)$"
```

## New look

The styling of the cards changed. Changes you made yourself to the styling or the card templates are replaced.

## Cards that are gone (1)

These notes ask less than before. You keep the cards, which may be empty now: Tools > Empty Cards deletes them.

- `five`
"""


def git(project: ProjectOnDisk, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    command = ["git", *names, *arguments]
    subprocess.run(command, cwd=project.root, env=environment, check=True, capture_output=True)


def diff(project: ProjectOnDisk, *arguments: str, code: int = 0) -> str:
    """What `deckgen diff` prints, in this process: a test compares many sides."""
    environment = {"SOURCE_DATE_EPOCH": str(START + 9 * DAY), "NO_COLOR": "1"}
    with contextlib.chdir(project.root):
        done = CliRunner().invoke(cli, ["diff", *arguments], env=environment, catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.stdout


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> ProjectOnDisk:
    """Release 1.0.0 and 1.1.0, each with a git tag, and copies of their locks and build folders. Nothing may change it."""
    one = ProjectOnDisk(tmp_path_factory.mktemp("released"))
    git(one, "init", "--quiet")
    for number, (version, files) in enumerate((("1.0.0", sections(BEFORE)), ("1.1.0", AFTER))):
        moment = START + number * DAY
        for path, text in files.items():
            one.write(path, text)
        built = one.build(*(ALLOWED if number else ()), now=moment)
        assert built.returncode == 0, built.stderr
        assert one.run("release", version, env={"SOURCE_DATE_EPOCH": str(moment)}).returncode == 0
        git(one, "add", "cards", "deckgen.lock", "deckgen.toml")
        git(one, "commit", "--quiet", "-m", version)
        git(one, "tag", f"v{version}")
        shutil.copytree(one.root / "build", one.root / f"build-{version}")
        shutil.copy(one.root / "deckgen.lock", one.root / f"{version}.lock")
    return one


@pytest.fixture
def two_releases(released: ProjectOnDisk, tmp_path: Path) -> ProjectOnDisk:
    """A copy of it, to work on."""
    shutil.copytree(released.root, tmp_path / "copy")
    return ProjectOnDisk(tmp_path / "copy")


SIDES = ("v{}", "{}.lock", "build-{}", "build-{}/manifest.json", "build-{}/releases/{}")


@pytest.mark.parametrize("old", SIDES)
def test_releases_differ_in_the_same_from_wherever_they_are_read(two_releases: ProjectOnDisk, old: str) -> None:
    before = old.format("1.0.0", "1.0.0")
    for side in SIDES:
        after = side.format("1.1.0", "1.1.0")
        expected = f"{before} -> {after}: {WHAT_DIFFERS}People who have {before}{FOR_LEARNERS}"
        assert diff(two_releases, before, after) == expected
    expected = f"{before} -> the project as it is: {WHAT_DIFFERS}People who have {before}{FOR_LEARNERS}"
    assert diff(two_releases, before) == expected


def test_a_bundle_is_compared_with_its_own_language(two_releases: ProjectOnDisk) -> None:
    done = two_releases.run("diff", "build-1.0.0/en/bundle.apkg")
    assert "only that language is compared" in done.stderr
    assert done.stdout.startswith(
        "build-1.0.0/en/bundle.apkg -> the project as it is: 1 added, 2 reworded, 2 re-rendered, 1 renamed, 1 moved, "
        "1 with other cards, 1 retired, 2 with new looks; 0 notes the same.\n"
    )
    assert "  reworded         2  five, one\n" in done.stdout


def test_release_notes_have_questions_in_the_language_of_the_edition(two_releases: ProjectOnDisk) -> None:
    assert diff(two_releases, "v1.0.0", "--format", "markdown") == NOTES
    english = diff(two_releases, "build-1.0.0/en/bundle.apkg", "build/en/bundle.apkg", "--format", "markdown")
    assert "- `four` (First) What is four?\n" in english
    without_words = diff(two_releases, "v1.0.0", "v1.1.0", "--format", "markdown")
    assert "- `four` (First)\n" in without_words


def test_the_search_for_a_note_retired_in_one_language_leaves_the_other_alone(two_releases: ProjectOnDisk) -> None:
    two_releases.write(
        "cards/b/x.yaml",
        """
- {id: drei, languages: [en], front: Q3, back: A3}
- {id: six, front: Q6, back: A6}
""",
    )
    notes = diff(two_releases, "v1.1.0", "--format", "markdown")
    assert '"Id:re:^(drei|three)$" (deck:"示例::02 第二")\n' in notes


def test_json_has_every_difference_with_its_guid(two_releases: ProjectOnDisk) -> None:
    data = json.loads(diff(two_releases, "v1.0.0", "build", "--format", "json"))
    assert data["old"] == {"origin": "v1.0.0", "namespace": "demo", "languages": ["en", "zh-Hans"], "notes": 10}
    assert data["counts"] == {
        "added": 2, "reworded": 3, "re-rendered": 4, "renamed": 2, "moved": 2, "cards": 2, "retired": 2,
    }  # fmt: skip
    changes = {topic["topic"]: topic["changes"] for topic in data["topics"]}
    assert [set(changes)] == [{"a", "b"}]
    reworded = [one for one in changes["a"] if one["change"] == "reworded"]
    assert [(one["id"], one["language"], one["question"]) for one in reworded] == [
        ("five", "en", "[...] is 5."),
        ("five", "zh-Hans", "[...] is 5."),
        ("one", "en", "What is one?"),
    ]
    lock = (two_releases.root / "deckgen.lock").read_text()
    assert all(one["guid"] in lock for rows in changes.values() for one in rows)
    assert (data["equal"], data["same"], data["remarks"], data["decks"], data["schemas"]) == (False, 1, [], [], [])
    assert data["looks"] == [{"notetype": "basic", "arrives": True}, {"notetype": "cloze", "arrives": True}]


def test_a_project_that_was_built_does_not_differ_from_its_build(two_releases: ProjectOnDisk) -> None:
    assert diff(two_releases, "build") == "build -> the project as it is: no difference in 10 notes.\n"
    assert diff(two_releases, "build", "--exit-code").endswith("no difference in 10 notes.\n")
    assert "Nothing has changed." in diff(two_releases, ".", "--format", "markdown")
    assert diff(two_releases, "v1.0.0", "build", "--exit-code", code=1).startswith("v1.0.0 -> build: 2 added")


def test_a_renamed_deck_is_said_once(two_releases: ProjectOnDisk) -> None:
    two_releases.write("cards/b/topic.yaml", "title: {en: Better, zh-Hans: 第二}\norder: 2\n")
    assert two_releases.build("--allow", "deck:b", now=START + 2 * DAY).returncode == 0
    shown = diff(two_releases, "v1.1.0", "build")
    first = "v1.1.0 -> build: 2 re-rendered, 1 deck renamed; 8 notes the same."
    assert shown.startswith(f"{first}\nb\n  re-rendered      2  drei (en), six (en)\ndecks\n"), "cards show their topic"
    assert "  renamed          1  `Demo::02 Second` -> `Demo::02 Better`\n" in shown
    notes = diff(two_releases, "v1.1.0", "build", "--format", "markdown")
    assert '| Demo::02 Second | Demo::02 Better | `deck:"Demo::02 Second"` |' in notes


def test_another_schema_tells_people_what_to_tick_this_once(two_releases: ProjectOnDisk) -> None:
    path = two_releases.root / "1.1.0.lock"
    ids = path.read_text(encoding="utf-8").split('"basic" = { id = ')[1].split('fields = ["')[1].split('"')[0]
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{ids}", ', "", 1), encoding="utf-8")
    shown = diff(two_releases, "v1.1.0", "1.1.0.lock")
    assert "schema           1  basic (11 fields -> 10): people must tick `Merge note types`" in shown
    notes = diff(two_releases, "v1.1.0", "1.1.0.lock", "--format", "markdown")
    assert '"Update notes: Always" and\n   "Merge note types: on"' in notes
    assert "**Just this once**" in notes


def test_what_a_build_would_refuse_is_compared_all_the_same(two_releases: ProjectOnDisk) -> None:
    two_releases.write("cards/b/x.yaml", "- {id: six, front: Q6, back: A6}\n")
    done = two_releases.run("diff", "v1.1.0")
    assert done.returncode == 0
    assert "a build would refuse this with I001" in done.stderr
    assert "  retired          2  drei\n" in done.stdout


def test_sources_with_errors_are_not_compared(two_releases: ProjectOnDisk) -> None:
    two_releases.write("cards/b/x.yaml", "- {id: six, front: Q6}\n")
    done = two_releases.run("diff", "v1.1.0")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[E" in done.stderr


def test_another_namespace_and_another_edition_are_said(two_releases: ProjectOnDisk, project: MakeProject) -> None:
    other = project("-- cards/a/x.yaml --\n- {id: one, front: Q1, back: A1}\n")
    assert other.build().returncode == 0
    done = two_releases.run("diff", "build", str(other.root / "build"))
    assert "the namespaces differ (`demo` and `test`)" in done.stderr
    done = two_releases.run("diff", "build/en/bundle.apkg", "build/zh-Hans/bundle.apkg")
    assert "editions in different languages (en and zh-Hans), which have no note in common" in done.stderr


def test_the_older_side_as_new_is_said(two_releases: ProjectOnDisk) -> None:
    done = two_releases.run("diff", "v1.1.0", "v1.0.0")
    assert "v1.0.0 is older than v1.1.0: people who have the latter would see nothing of it" in done.stderr


@pytest.mark.parametrize(
    ("argument", "why"),
    [
        ("v9.9.9", "there is no revision v9.9.9"),
        ("nowhere.apkg", "no such file or folder"),
        ("--", "a revision does not begin with `-`"),
        ("HEAD:deckgen.lock", "there is no revision HEAD:deckgen.lock"),
        ("cards", "looked in it for manifest.json, deckgen.lock and *.apkg"),
        ("deckgen.toml", "name a package (.apkg), a lock (deckgen.lock), a build folder"),
        ("broken.apkg", "name a package that deckgen or Anki wrote"),
        ("broken.lock", "restore the committed file"),
        ("half", "run `deckgen build` again"),
        ("without-lock", "the revision has no deckgen.lock"),
    ],
)
def test_what_cannot_be_read_is_an_error_that_says_what_was_tried(
    two_releases: ProjectOnDisk, argument: str, why: str
) -> None:
    two_releases.write("broken.apkg", b"PK nonsense")
    two_releases.write("broken.lock", b"\xff")
    two_releases.write("half/manifest.json", '{"packages": [{"path": "a.apkg", "topic": "a"}]}')
    git(two_releases, "checkout", "--quiet", "--orphan", "without-lock")
    git(two_releases, "rm", "--quiet", "--cached", "deckgen.lock")
    git(two_releases, "commit", "--quiet", "-m", "no lock")
    given = ("--", "-x") if argument == "--" else (argument,)
    done = two_releases.run("diff", *given)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_packages_can_be_compared_outside_any_project(two_releases: ProjectOnDisk, tmp_path: Path) -> None:
    elsewhere = ProjectOnDisk(tmp_path / "downloads")
    elsewhere.root.mkdir()
    for version in ("1.0.0", "1.1.0"):
        name = f"demo-en-a-{version}.apkg"
        shutil.copy(two_releases.root / "build/releases" / version / name, elsewhere.root / name)
    shown = diff(elsewhere, "demo-en-a-1.0.0.apkg", "demo-en-a-1.1.0.apkg")
    assert "\na\n  added            1  four\n  reworded         2  five, one\n" in shown
    done = elsewhere.run("diff", "demo-en-a-1.0.0.apkg", "v1.0.0")
    assert done.returncode == 2
    assert "there is no deckgen.toml" in done.stderr
    assert elsewhere.run("diff", "demo-en-a-1.0.0.apkg").returncode == 2


def test_a_project_in_a_folder_of_its_repository_is_found(project: MakeProject) -> None:
    outer = project({"README": ""})
    shutil.move(project(BEFORE).root, outer.root / "decks")
    inner = ProjectOnDisk(outer.root / "decks")
    assert inner.build().returncode == 0
    git(outer, "init", "--quiet")
    git(outer, "add", "decks/deckgen.lock")
    git(outer, "commit", "--quiet", "-m", "locked")
    assert diff(inner, "HEAD") == "HEAD -> the project as it is: no difference in 10 notes.\n"
    at_root = outer.run("--project", "decks", "diff", "HEAD", "decks")
    assert at_root.stdout == "HEAD -> decks: no difference in 10 notes.\n"
