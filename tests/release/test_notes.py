"""Release notes say what is so, and leave out what is not: each sentence with a release in which it would be wrong."""

from deckgen.lock.toml import loads
from tests.conftest import TWO_LANGUAGES, MakeProject, ProjectOnDisk

DAY = 86_400
START = 1_700_000_000
ONE = {
    "cards/a/topic.yaml": 'title: "A_1"\norder: 1\n',
    "cards/a/x.yaml": "- {id: one, front: Q1, back: A1}\n- {id: two, kind: cloze, text: '{{c1::a}} {{c2::b}}'}\n",
    "cards/b/x.yaml": "- {id: three, front: Q3, back: A3}\n",
}


def release(project: ProjectOnDisk, version: str, *options: str) -> str:
    """Build with options a day later, release, and give the notes."""
    at = START + int(version.split(".")[1]) * DAY
    done = project.build(*options, now=at)
    assert done.returncode == 0, done.stderr
    done = project.run("release", version, env={"SOURCE_DATE_EPOCH": str(at)})
    assert done.returncode == 0, done.stderr
    notes = (project.root / f"build/releases/{version}/RELEASE_NOTES.md").read_text(encoding="utf-8")
    return f"{done.stdout}\n{notes}"


def first(project: MakeProject) -> ProjectOnDisk:
    made = project(ONE)
    release(made, "1.0.0")
    return made


def test_a_first_release_promises_nothing_to_people_who_have_none(project: MakeProject) -> None:
    made = project(ONE)
    notes = release(made, "1.0.0")
    for words in ("stay", "Corrected", "skipped", "comes back", "language"):
        assert words not in notes
    assert "To upgrade" not in (made.root / "build/releases/1.0.0/description.html").read_text(encoding="utf-8")


def test_corrections_are_explained_only_where_there_are_some(project: MakeProject) -> None:
    made = first(project)
    made.write("cards/b/x.yaml", "- {id: three, front: Q3, back: A3}\n- {id: four, front: Q4, back: A4}\n")
    notes = release(made, "1.1.0")
    assert ("Corrected" not in notes, "No other note is touched" in notes) == (True, True)
    made.write("cards/b/x.yaml", "- {id: three, front: Q3, back: better}\n- {id: four, front: Q4, back: A4}\n")
    assert 'A note listed under "Corrected" is replaced' in release(made, "1.2.0")


def test_a_card_that_is_gone_is_told_once(project: MakeProject) -> None:
    made = first(project)
    made.write("cards/a/x.yaml", ONE["cards/a/x.yaml"].replace("{{c2::b}}", "b"))
    notes = release(made, "1.1.0", "--allow", "cards:two")
    assert "- `two`" in notes.split("## Cards that are gone (1)")[1]
    assert "### Cards that are gone" in (made.root / "CHANGELOG.md").read_text(encoding="utf-8")
    made.write("cards/b/x.yaml", "- {id: three, front: Q3, back: better}\n")
    assert "gone" not in release(made, "1.2.0")


def test_a_card_that_is_gone_is_remembered_over_builds_and_forgotten_when_it_is_back(project: MakeProject) -> None:
    made = first(project)
    made.write("cards/a/x.yaml", ONE["cards/a/x.yaml"].replace("{{c2::b}}", "b"))
    assert made.build("--allow", "cards:two", now=START + DAY).returncode == 0
    assert "keep cards that are gone" in made.build(now=START + DAY).stdout
    assert loads((made.root / "deckgen.lock").read_text()).notes
    made.write("cards/a/x.yaml", ONE["cards/a/x.yaml"])
    assert "gone" not in release(made, "1.2.0")


def test_an_edition_in_which_nothing_changed_is_named(project: MakeProject) -> None:
    made = project(TWO_LANGUAGES + "-- cards/a/x.yaml --\n- {id: one, front: Q, back: {en: A, zh-Hans: 甲}}\n")
    release(made, "1.0.0")
    made.write("cards/a/x.yaml", "- {id: one, front: Q, back: {en: A, zh-Hans: 乙}}\n")
    assert "Nothing has changed in en: there you can leave it." in release(made, "1.1.0")
    made.write("cards/a/x.yaml", "- {id: one, front: Q, back: {en: B, zh-Hans: 甲}}\n")
    assert "Nothing has changed" not in release(made, "1.2.0")


def test_a_renamed_deck_is_searched_by_its_old_name_as_it_is(project: MakeProject) -> None:
    made = first(project)
    made.write("cards/a/topic.yaml", "title: A2\norder: 1\n")
    notes = release(made, "1.1.0", "--allow", "deck:a")
    assert 'deck:"Test::01 A\\_1"' in notes, "`_` would stand for any character"
    assert "Released 1.1.0: 1 deck renamed." in notes
    assert "- Test::01 A_1: now Test::01 A2" in (made.root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_moved_note_is_found_under_every_id_it_ever_had(project: MakeProject) -> None:
    made = first(project)
    made.write("cards/b/x.yaml", "")
    made.write("cards/a/y.yaml", "- {id: drei, was: three, front: Q3, back: A3}\n")
    made.write("cards/b/z.yaml", "- {id: four, front: Q4, back: A4}\n")
    notes = release(made, "1.1.0", "--allow", "move:drei")
    assert '"Id:re:^(drei|three)$"' in notes
    assert "1 entry new, 1 entry moved" in notes


def test_a_look_of_cards_that_nobody_has_is_no_news(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": "- {id: one, front: Q, back: A}\n"})
    release(made, "1.0.0")
    made.write("templates/notetypes/cloze/cloze.front.html", '<div class="dk">{{cloze:Text}}</div>')
    made.write("cards/a/x.yaml", "- {id: one, front: Q, back: B}\n")
    assert "look" not in release(made, "1.1.0").lower()
    made.write("templates/style.css", ".dk { color: inherit }")
    assert "## New look" in release(made, "1.2.0")


def test_a_renamed_topic_is_no_move_and_no_news(project: MakeProject) -> None:
    made = first(project)
    (made.root / "cards/a").rename(made.root / "cards/alpha")
    made.write("cards/alpha/topic.yaml", 'title: "A_1"\norder: 1\nwas: a\n')
    made.write("cards/b/x.yaml", "- {id: three, front: Q3, back: better}\n")
    notes = release(made, "1.1.0")
    assert ("Moved" in notes, "old deck" in notes, "Renamed" in notes) == (False, False, False)
