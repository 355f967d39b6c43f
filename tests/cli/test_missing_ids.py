"""Ids that are missing: proposed by `check`, written by `check --fix`, with nothing else of the file changed."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.model import EntryId, SourceFile
from deckgen.source_values import SLUG
from deckgen.sources.id_writing import with_ids
from tests.conftest import MakeProject
from tests.examples import upto

PATH = "cards/a/x.yaml"


def hints(project: MakeProject, files: dict[str, str]) -> list[str]:
    return [str(one.hint) for one in project(files).compile().diagnostics if one.code == "E001"]


def test_the_id_is_made_from_the_question(project: MakeProject) -> None:
    entries = (
        "- {front: What is a lock?, back: A}\n"
        "- {front: {zh: 什么是锁, en: What is a lock?}, back: A}\n"
        "- {front: 什么是锁, back: A}\n"
    )
    assert [re.search("`id: (.*?)`", hint)[1] for hint in hints(project, {PATH: entries})] == [  # type: ignore[index]
        "what-is-a-lock", "what-is-a-lock-2", "shen-me-shi-suo",
    ]  # fmt: skip


def test_an_id_that_exists_existed_or_may_stand_in_a_broken_entry_is_not_proposed(project: MakeProject) -> None:
    made = project({PATH: "- {id: q, front: Q, back: A}\n- {id: q-3, front: Q3, back: A}\n"})
    assert made.build().returncode == 0
    made.write(PATH, "- {front: Q, back: A}\n")
    made.write("cards/a/y.yaml", "- id: q-2\n  front: a: b\n")
    (hint,) = [one.hint for one in made.compile().diagnostics if one.code == "E001"]
    assert hint == "add `id: q-4`; `deckgen check --fix` writes it"


def test_what_was_meant_as_an_id_gets_no_second_one(project: MakeProject) -> None:
    made = project({PATH: "- {ID: one, front: Q, back: A}\n"})
    assert [one.code for one in made.compile().diagnostics] == ["E002"]
    made.run("check", "--fix")
    assert (made.root / PATH).read_text() == "- {ID: one, front: Q, back: A}\n"


def test_a_question_of_which_no_word_can_be_spelt_is_called_after_its_topic(project: MakeProject) -> None:
    (hint,) = hints(project, {"cards/kana/x.yaml": "- {front: ひらがな, back: A}\n"})
    assert "`id: kana`" in hint


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_only_a_line_is_added(project: MakeProject, end: str, mark: bytes, last: str) -> None:
    """Comments, quotes, line ends, the byte order mark and the end of the file stay."""
    before = [
        "# top  ", "-  front: 'What''s it?'  # why", '   back: "A"', "", "- id: two", "  front: 中文", "  back: |", "    a", "-   ",
        "  # c", "  front: Q  two", "  back: A",
    ]  # fmt: skip
    after = [
        *before[:1],
        "-  id: whats-it",
        "   front: 'What''s it?'  # why",
        *before[2:10],
        "  id: q-two",
        *before[10:],
    ]
    made = project({PATH: mark + (end.join(before) + last.replace("\n", end)).encode()})
    done = made.run("check", "--fix")
    assert f"{PATH}:2:4: fixed[E001]: added `id: whats-it`" in done.stderr
    expected = (end.join(after) + last.replace("\n", end)).replace("Q  two", "Q two")  # the slip is mended, too
    assert (made.root / PATH).read_bytes() == mark + expected.encode()


def test_mixed_line_ends_stay_mixed(project: MakeProject) -> None:
    made = project({PATH: b"- id: one\n  front: Q\r\n  back: A\n- front: Q two\r\n  back: A\n"})
    made.run("check", "--fix")
    assert (made.root / PATH).read_bytes() == (
        b"- id: one\n  front: Q\r\n  back: A\n- id: q-two\r\n  front: Q two\r\n  back: A\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- {front: Q, back: A}\n", "- {id: q, front: Q, back: A}\n"),
        ("- {\n    front: Q,\n    back: A }\n", "- {\n    id: q,\n    front: Q,\n    back: A }\n"),
        ('[{"front": "Q", "back": "A"}]\n', '[{"id": "q", "front": "Q", "back": "A"}]\n'),
        ("- id:\n  front: Q\n  back: A\n", "- id: q\n  front: Q\n  back: A\n"),
        ("-\n  front: Q\n  back: A", "-\n  id: q\n  front: Q\n  back: A"),
        ("- front: Q\n", "- id: q\n  front: Q\n"),
        ("- draft: true\n  front: Q\n", "- id: q\n  draft: true\n  front: Q\n"),
    ],
)
def test_entries_of_every_form(project: MakeProject, before: str, after: str) -> None:
    made = project({PATH: before})
    made.run("check", "--fix")
    assert (made.root / PATH).read_text() == after


def test_a_file_that_is_not_wholly_readable_is_left_alone(project: MakeProject) -> None:
    text = "- front: Q\n  back: A\n- id: two\n  front: a: b\n"
    made = project({PATH: text, "cards/a/y.yaml": "- {front: Other, back: A}\n"})
    assert "add `id: q`\n" in made.run("check", "--fix").stdout
    assert (made.root / PATH).read_text() == text
    assert (made.root / "cards/a/y.yaml").read_text() == "- {id: other, front: Other, back: A}\n"


def test_the_fixed_project_builds_and_a_second_fix_changes_nothing(project: MakeProject) -> None:
    made = project(
        {PATH: "- {front: Q, back: A}\n- {front: Q, back: A}\n", "cards/b/y.yaml": "- {front: Q, back: A}\n"}
    )
    proposed = {
        row["hint"] for row in json.loads(made.run("check", "--format", "json").stdout) if row["code"] == "E001"
    }
    assert len(proposed) == 3
    made.run("check", "--fix")
    assert made.build().returncode == 0
    before = (made.root / PATH).read_bytes()
    assert "0 fixes" in made.run("check", "--fix").stderr
    assert (made.root / PATH).read_bytes() == before


_VALUES = st.sampled_from(
    ["Q", "'a: b'", '"a\n    b"', "|\n    a: b\n", "{en: Q, zh: 问}", "[a, 'b']", "a  # c", "*x", "&x y"]
)


@settings(max_examples=upto(200), deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), _VALUES, st.sampled_from(["- ", "-   ", "-\n  "])), min_size=1, max_size=6),
    st.booleans(),
)
def test_mending_only_inserts_the_lines_of_ids(entries: list[tuple[bool, str, str]], final: bool) -> None:
    """Taking the inserted lines away again gives the file, character by character."""
    parts = ["- &x anchor\n"]
    for number, (has_id, value, dash) in enumerate(entries):
        indent = " " * (2 if "\n" in dash else len(dash))
        keys = [
            *([f"id: e{number}"] if has_id else []),
            f"front: {value}".replace("\n    ", f"\n  {indent}"),
            "back: A",
        ]
        joined = f"\n{indent}".join(keys)
        parts.append(f"{dash}{joined}\n".replace("\n\n", "\n"))
    text = "".join(parts) if final else "".join(parts).rstrip("\n")
    ids = {number: EntryId(f"new-{number}") for number, (has_id, _, _) in enumerate(entries, start=1) if not has_id}
    after, places = with_ids(SourceFile("x.yaml", text), ids)
    for number, at in sorted(places.items(), reverse=True):
        assert after.startswith(f"id: new-{number}\n", at)
        end = at + len(f"id: new-{number}\n")
        after = after[:at] + after[end:].lstrip(" ")
    assert after == text
    assert set(places) in (set(ids), set())


def test_every_proposal_is_a_slug(project: MakeProject) -> None:
    (hint,) = hints(project, {PATH: "- {front: '!!! 100 % of *what* {{c1::x}}?', back: A}\n"})
    found = re.search("`id: (.*?)`", hint)
    assert found
    assert re.fullmatch(SLUG, found[1])
