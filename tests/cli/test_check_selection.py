"""`deckgen check` on a part of a project, with much advice, and commands that are mistyped."""

import json
from pathlib import Path

import pytest

from tests.conftest import TWO_LANGUAGES, MakeProject

BAD = "- {id: %s, front: Q, bakc: A}\n"
MANY = "".join(
    f"- {{id: e{number}, front: Loss {number}, back: What training {number} makes smaller}}\n" for number in range(30)
)


def test_only_the_named_files_and_folders(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": BAD % "one", "cards/a/y.yaml": BAD % "two", "cards/b/z.yaml": BAD % "three"})
    done = made.run("check", "cards/a/y.yaml")
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stdout.splitlines() if "error[" in line] == ["cards/a/y.yaml"]
    assert "2 more errors in other files" in done.stderr
    both = made.run("check", "cards/a/x.yaml", "cards/b/")
    assert [line.split(":")[0] for line in both.stdout.splitlines() if "error[" in line] == [
        "cards/a/x.yaml",
        "cards/b/z.yaml",
    ]
    assert made.run("check", ".").stdout == made.run("check").stdout


def test_a_file_is_judged_as_part_of_the_whole_project(project: MakeProject) -> None:
    made = project(
        {"cards/a/x.yaml": "- {id: one, front: Q, back: A}\n", "cards/b/z.yaml": "- {id: one, front: Q, back: A}\n"}
    )
    assert "E006" in made.run("check", "cards/b/z.yaml").stdout
    clean = made.run("check", "cards/a", "--errors-only")
    assert (clean.returncode, clean.stdout) == (0, "")


def test_paths_are_those_of_the_folder_where_one_stands(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": BAD % "one", "cards/b/z.yaml": BAD % "two"})
    done = made.run("--project", str(made.root), "check", str(made.root / "cards" / "b"))
    assert "cards/b/z.yaml" in done.stdout
    assert "cards/a/x.yaml" not in done.stdout


def test_files_that_are_not_there_or_elsewhere(project: MakeProject, tmp_path: Path) -> None:
    made = project({"cards/a/x.yaml": BAD % "one"})
    assert made.run("check", "cards/a/nothing.yaml").returncode == 2
    outside = made.run("check", str(tmp_path))
    assert outside.returncode == 2
    assert "is not in the project" in outside.stderr
    assert made.run("check", "--stats", "cards/a").returncode == 2


def test_fix_mends_only_what_is_named(project: MakeProject) -> None:
    text = "- {front: Q, back: two  spaces}\n"
    made = project({"cards/a/x.yaml": text, "cards/b/z.yaml": text})
    made.run("check", "--fix", "cards/b")
    assert (made.root / "cards/a/x.yaml").read_text() == text
    assert (made.root / "cards/b/z.yaml").read_text() == "- {id: q-2, front: Q, back: two spaces}\n"


def test_errors_only(project: MakeProject) -> None:
    made = project(
        {"cards/references.yaml": "unused: {title: T}\n", "cards/a/x.yaml": "- {id: one, front: Loss, back: Smaller}\n"}
    )
    assert made.run("check").returncode == 1
    done = made.run("check", "--errors-only")
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(made.run("check", "--errors-only", "--format", "json").stdout) == []


def test_advice_that_is_given_often_is_one_line(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": MANY})
    lines = [line for line in made.run("check").stdout.splitlines() if "Q09" in line]
    assert len(lines) == 1
    assert lines[0].startswith("advice[Q09]: a question without context, 30 times: cards/a/x.yaml:1:")
    assert lines[0].endswith("and 27 more")
    assert sum("Q09" in line for line in made.run("check", "--all").stdout.splitlines()) == 30
    assert sum(row["code"] == "Q09" for row in json.loads(made.run("check", "--format", "json").stdout)) == 30
    assert made.run("check", "--format", "github").stdout.count("title=Q09") == 30


def test_errors_are_never_grouped_but_for_missing_translations(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": "".join(BAD % f"e{number}" for number in range(20))})
    assert made.run("check").stdout.count("error[E002]") == 20


def test_a_new_language_lists_each_text_that_lacks_it(project: MakeProject) -> None:
    """Every text, not only the first of each entry; as text a count for each file, in JSON every place."""
    rows = "".join(
        f"- {{id: e%s{number}, front: {{en: Q, zh-Hans: 问}}, back: {{en: A, zh-Hans: 答}}}}\n" for number in range(9)
    )
    made = project(
        TWO_LANGUAGES.replace('"en", "zh-Hans"]', '"en", "zh-Hans", "fr"]').replace(
            "zh-Hans =", 'fr = "Démo", zh-Hans ='
        )
        + f"-- cards/a/x.yaml --\n{rows.replace('%s', 'a')}-- cards/a/y.yaml --\n{rows.replace('%s', 'b')}"
    )
    found = json.loads(made.run("check", "--format", "json").stdout)
    assert sum(row["code"] == "E007" for row in found) == 36
    assert all("no text in fr" in row["message"] for row in found if row["code"] == "E007")
    text = made.run("check").stdout
    assert "error[E007]: a text lacks a language, 36 times: cards/a/x.yaml (18), cards/a/y.yaml (18)" in text
    assert made.run("check", "--all").stdout.count("error[E007]") == 36


@pytest.mark.parametrize(
    ("typed", "meant"), [("biuld", "build"), ("chekc", "check"), ("Build", "build"), ("prev", "preview")]
)
def test_a_mistyped_command(project: MakeProject, typed: str, meant: str) -> None:
    done = project({"cards/a/x.yaml": MANY}).run(typed)
    assert done.returncode == 2
    assert f"did you mean `deckgen {meant}`?" in done.stderr


def test_a_command_like_no_other_lists_them(project: MakeProject) -> None:
    done = project({"cards/a/x.yaml": MANY}).run("xyzzy")
    assert done.returncode == 2
    assert "build, check" in done.stderr


def test_a_mistyped_option(project: MakeProject) -> None:
    done = project({"cards/a/x.yaml": MANY}).run("check", "--errors-olny")
    assert done.returncode == 2
    assert "--errors-only" in done.stderr
