"""`deckgen preview` on the command line."""

from tests.conftest import MakeProject

PNG = b"\x89PNG\r\n\x1a\n"
ENTRIES = "- {id: one, front: Q1, back: A1}\n- {id: two, front: Q2, back: A2}\n"


def test_it_writes_a_page_that_needs_nothing_else(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": ENTRIES})
    done = one.run("preview")
    assert (done.returncode, done.stdout) == (0, "Wrote 2 cards to build/preview/index.html\n"), done.stderr
    assert (one.root / "build/preview/index.html").is_file()
    assert not (one.root / "deckgen.lock").exists(), "looking changes nothing"


def test_errors_of_the_sources_are_reported_and_nothing_is_written(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": ENTRIES + "- {id: three, front: Q}\n"})
    done = one.run("preview")
    assert done.returncode == 1
    assert "E001" in done.stderr
    assert not (one.root / "build").exists()


def test_files_of_an_earlier_preview_are_removed(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": ENTRIES.replace("Q1", "'![](dot.png)'"), "cards/a/media/dot.png": PNG})
    assert one.run("preview").returncode == 0
    assert len(list((one.root / "build/preview/media").iterdir())) == 1
    one.write("cards/a/x.yaml", ENTRIES)
    assert one.run("preview").returncode == 0
    assert list((one.root / "build/preview/media").iterdir()) == []


def test_what_an_author_puts_beside_the_page_stays(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": ENTRIES})
    one.run("preview", "--output", "site")
    one.write("site/CNAME", "cards.example.org")
    one.write("site/.git/HEAD", "ref: refs/heads/pages")
    assert one.run("preview", "--output", "site").returncode == 0
    assert (one.root / "site/CNAME").is_file()
    assert (one.root / "site/.git/HEAD").is_file()


def test_a_folder_with_something_else_in_it_is_not_touched(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": ENTRIES, "site/index.html": "<title>My home page</title>"})
    done = one.run("preview", "--output", "site")
    assert done.returncode == 2
    assert "--output" in done.stderr
    assert [path.name for path in (one.root / "site").iterdir()] == ["index.html"]


def test_another_folder_can_be_named(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": ENTRIES})
    assert one.run("preview", "--output", "site").returncode == 0
    assert (one.root / "site/index.html").is_file()


def test_serving_writes_nothing_so_a_folder_for_it_is_refused(project: MakeProject) -> None:
    done = project({"cards/a/x.yaml": ENTRIES}).run("preview", "--serve", "--output", "site")
    assert done.returncode == 2
    assert "--output" in done.stderr
