"""How old the knowledge in an entry is, as `deckgen stats --older-than` lists it."""

import json

from tests.conftest import MakeProject

FILES = """\
-- cards/a/topic.yaml --
title: First
order: 1
as_of: 2023
-- cards/a/x.yaml --
- {id: by-topic, front: Which is the best model?, back: This one}
- {id: by-itself, front: Which is it now?, back: That one, as_of: 2026}
- {id: oldest, front: Which was it?, back: Another, as_of: 2019}
-- cards/b/x.yaml --
- {id: silent, front: What is a tensor?, back: An array}
"""
IN_2026 = 1_790_000_000


def test_entries_older_than_some_years_are_listed_the_oldest_first(project: MakeProject) -> None:
    done = project(FILES).run("stats", "--older-than", "2", now=IN_2026)
    assert done.returncode == 0, done.stderr
    assert [line.split() for line in done.stdout.splitlines()] == [["2019", "a", "oldest"], ["2023", "a", "by-topic"]]
    assert "2 of 4 entries older than 2 years" in done.stderr


def test_an_entry_names_its_own_year_or_has_its_topics(project: MakeProject) -> None:
    done = project(FILES).run("stats", "--older-than", "0", "--format", "json", now=IN_2026)
    assert [(row["entry"], row["year"]) for row in json.loads(done.stdout)] == [("oldest", 2019), ("by-topic", 2023)]


def test_entries_that_name_no_year_are_counted_with_what_to_do(project: MakeProject) -> None:
    assert (
        "no year: 1 of them; write `as_of: 2026`"
        in project(FILES).run("stats", "--older-than", "2", now=IN_2026).stderr
    )


def test_dating_an_entry_touches_no_note(project: MakeProject) -> None:
    made = project(FILES.replace(", as_of: 2019", "").replace("as_of: 2023\n", ""))
    assert made.run("build", now=IN_2026).returncode == 0
    lock = (made.root / "deckgen.lock").read_bytes()
    added = (("topic.yaml", "order: 1", "order: 1\nas_of: 2024"), ("x.yaml", "Another", "Another, as_of: 2020"))
    for path, before, after in added:
        file = made.root / "cards/a" / path
        file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    assert made.run("build", now=IN_2026 + 100).returncode == 0
    assert (made.root / "deckgen.lock").read_bytes() == lock


def test_a_year_that_is_none_is_an_error_with_its_place(project: MakeProject) -> None:
    done = project(FILES.replace("2019", "soon")).run("check")
    assert done.returncode == 1
    assert "cards/a/x.yaml:3:60: error[E003]" in done.stdout + done.stderr
