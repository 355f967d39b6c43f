"""Files that are not valid YAML: every mistake once, at its place, with a hint that fits, and the rest is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.diagnostics import Diagnostic
from deckgen.model import SourceFile
from deckgen.sources.positions import Data, load_yaml
from tests.examples import upto


def read(text: str) -> tuple[Data, list[Diagnostic]]:
    document, problems = load_yaml(SourceFile("x.yaml", text))
    return document.data, problems


def shown(text: str) -> list[str]:
    return [f"{one.span.line}:{one.span.column} {one.code}" for one in read(text)[1]]


@pytest.mark.parametrize(
    ("lines", "place", "words", "hint"),
    [
        ("front: {{c1::x}} is y", "1:10", "{{", "quotes"),
        ("front: {en: {{c1::x}} is y}", "1:15", "{{", "quotes"),
        ("front: 'it's'", "1:13", "apostrophe", "double it"),
        ("front: 'The models' weights'", "1:21", "apostrophe", "double it"),
        ("front: {en: 'it's'}", "1:18", "apostrophe", "double it"),
        ("front: 'x' and y", "1:12", "closing quote", "whole text"),
        ('front: "the "best" one"', "1:15", "quote inside", "single quotes"),
        ('front: "Attention" is what?', "1:20", "closing quote", "whole text"),
        ('front: "never closed\n  back: A', "1:10", "never closed", "close it"),
        ("front: 'never closed\n  back: A", "1:10", "never closed", "close it"),
        ("front: {en: 'never closed}\n  back: A", "1:15", "never closed", "close it"),
        ("front: {en: Q\n  back: A", "1:10", "never closed", "close it"),
        ("front: [CLIP](x.png) is", "1:10", "list", "quotes"),
        ("front: {x} is a set", "1:10", "map", "quotes"),
        ("front: [a, b}", "1:15", "cannot close", "close"),
        ("front: > 5 per cent", "1:10", ">", "quotes"),
        ("front: |x| is a norm", "1:10", "|", "quotes"),
        ("front: - one", "1:10", "dash", "quotes"),
        ("front: ? what", "1:10", "`? `", "quotes"),
        ("front: *emphasis* at the start", "1:10", "*", "quotes"),
        ("front: *word", "1:10", "*", "quotes"),
        ("front: &nbsp; a", "1:10", "&", "quotes"),
        ("front: !x{", "1:10", "!", "quotes"),
        ("front: %x", "1:10", "%", "quotes"),
        ("front: @x", "1:10", "@", "quotes"),
        ("front: `x`", "1:10", "backtick", "quotes"),
        ("front: Why: because", "1:13", "colon", "quotes"),
        ("front: 为什么: 因为", "1:13", "colon", "quotes"),
        ("front: “Why: because”", "1:10", "typographic", "ordinary quotes"),
        ("front: Three:\n    - one\n    - two", "1:15", "list below", "|"),
        ("front: see issue #12\n    and more", "1:20", "comment", "quotes"),
        ("front: [a, #b]", "1:14", "comment", "quotes"),
        ("front：问题", "1:8", "full-width", "ordinary colon"),
        ("front:Q", "1:8", "no space", "space"),
        ("front Q\n  back: A", "1:3", "neither a key", "colon"),
        ("front: Q\n     back: A", "2:6", "indented by 5 spaces", "same indentation"),
        ("front: Q\n back: A", "2:2", "indented by 1 space", "same indentation"),
        ("front:\n    en: Q\n   zh: A", "3:4", "indented by 3 spaces", "same indentation"),
        ("front: Q\n\tback: A", "2:1", "a tab", "spaces"),
        ("front: Q\n　back: A", "2:1", "full-width space", "spaces"),
        ("front: |\n  text", "2:3", "not indented far enough", "deeper"),
        ("front: |\n      text\n    less", "3:5", "not indented far enough", "deeper"),
        ('front: "a \\( b"', "1:13", "backslash", "single quotes"),
    ],
)
def test_each_mistake_has_its_place_and_its_hint(lines: str, place: str, words: str, hint: str) -> None:
    """In an entry between two others, which are read."""
    before, after = "- id: before\n  front: Q\n", "\n- id: after\n  front: Q\n"
    data, problems = read(f"{before}- id: one\n  {lines}{after}")
    line, column = place.split(":")
    (problem,) = problems
    assert problem.code == "S002"
    assert (problem.span.line, problem.span.column) == (int(line) + 3, int(column))
    assert words in problem.message
    assert hint in (problem.hint or "")
    assert data == [{"id": "before", "front": "Q"}, {"id": "after", "front": "Q"}]


def test_wrong_indentation_is_not_called_a_matter_of_quotes() -> None:
    for lines in ("id: one\n   front: Q", "id: one\n front: Q\n  back: A", "id: one\n  front: Q\n    back: A"):
        (problem,) = read(f"- {lines}\n")[1]
        assert "indent" in problem.message
        assert "quote" not in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("id: one\nfront: Q\n- id: two\n", ["1:1 S002"]),
        ("- id: one\nid: two\nfront: Q\n- id: three\n", ["2:1 S002"]),
        ("- id: one\n-id: two\n front: Q\n- id: three\n", ["2:1 S002"]),
        ("- id: one\n  front: Q\n  - id: two\n    front: Q\n- id: three\n", ["3:3 S002"]),
        ("- id: one\n---\n- id: two\n", ["2:1 S002"]),
        ("- id: one\n...\n- id: two\n", ["2:1 S002"]),
        ("- id: one\n  front: \x07\n- id: two\n", ["2:10 S002"]),
        ("- id：one\n  front: Q\n- id: two\n", ["1:5 S002"]),
    ],
)
def test_entries_that_do_not_begin_as_entries(text: str, places: list[str]) -> None:
    assert shown(text) == places
    assert isinstance(read(text)[0], list)


def test_a_list_inside_an_entry_is_no_entry() -> None:
    """Also where its dashes stand in the column of the keys, and something else is wrong."""
    text = "- id: one\n  hide:\n  - id: a\n  - id: b\n- id: two\n  hide:\n    - {id: a}\n- id: three\n  front: a: b\n"
    assert shown(text) == ["9:11 S002"]
    assert read(text)[0] == [
        {"id": "one", "hide": [{"id": "a"}, {"id": "b"}]},
        {"id": "two", "hide": [{"id": "a"}]},
    ]


def test_an_alias_of_a_broken_entry_is_no_mistake_of_its_own() -> None:
    assert shown("- front: &q Q\n  back: a: b\n- front: *q\n- front: *nothing\n") == ["2:10 S002", "4:10 S002"]


def test_a_second_entry_without_a_dash_is_said_once() -> None:
    assert shown("- id: one\n  front: Q\n  back: A\n\n  id: two\n  front: Q\n  back: A\n") == ["5:3 S003"]


MISTAKES = [
    "{{c1::x}} is y", "'it's'", '"open', "'open", "{en: Q", "[x](y) z", "> 5", "|x| y", "- one", "*em* x", "&nbsp; x", "%x", "@x",
    "`x`", "a: b", "“a: b”", "中文: 中文", '"\\("', "x #1\n    y", "Q\n     back: A", "[a, #b]", '"a "b" c"', "Q\n\tback: A",
]  # fmt: skip
GOOD = [
    "Q",
    "'a: b'",
    '"a\n    b"',
    "|\n    a: b\n      - c",
    "{en: Q, zh: 问}",
    "[a, b]",
    ">-\n    a\n    b",
    "a\n    b",
    "中文",
]


@settings(max_examples=upto(300), deadline=None)
@given(
    st.lists(st.sampled_from([*((True, text) for text in MISTAKES), *((False, text) for text in GOOD)]), max_size=12)
)
def test_as_many_mistakes_as_there_are_broken_entries(entries: list[tuple[bool, str]]) -> None:
    """Each broken entry gives one problem inside its own lines, and every other entry is read as it is alone."""
    parts = [f"- id: e{number}\n  front: {text}\n" for number, (_, text) in enumerate(entries)]
    data, problems = read("".join(parts))
    starts = [1 + "".join(parts[:number]).count("\n") for number in range(len(parts) + 1)]
    broken = [number for number, (is_broken, _) in enumerate(entries) if is_broken]
    assert len(problems) == len(broken)
    for number, problem in zip(broken, problems, strict=True):
        assert problem.code == "S002"
        assert starts[number] < problem.span.line < starts[number + 1]
    alone = [read(part)[0] for part, (is_broken, _) in zip(parts, entries, strict=True) if not is_broken]
    assert (data or []) == [entry for part in alone if isinstance(part, list) for entry in part]


@settings(max_examples=upto(100), deadline=None)
@given(st.lists(st.sampled_from(MISTAKES), min_size=2, max_size=2, unique=True), st.sampled_from(["extra", "pitfall"]))
def test_two_broken_texts_of_one_entry_are_two_problems(texts: list[str], key: str) -> None:
    if "\t" in texts[0] or "back" in texts[0]:
        return  # what is wrong with a column is said once
    _, problems = read(f"- id: one\n  front: {texts[0]}\n  {key}: {texts[1]}\n")
    assert len(problems) == 2


def test_a_large_file_with_many_mistakes_is_read_in_one_pass() -> None:
    part = "- id: a\n  front: Q\n- id: b\n  front: a: b\n"
    data, problems = read(part * 3000)
    assert isinstance(data, list)
    assert (len(data), len(problems)) == (3000, 3000)
