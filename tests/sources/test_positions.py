"""YAML and JSON to text: what an author types is what arrives, and every part knows its place."""

import json
import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.model import SourceFile
from deckgen.sources.positions import MAX_CHARACTERS, Data, load_yaml
from tests.examples import upto
from tests.strategies import ordinary


def data(text: str, path: str = "x.yaml") -> Data:
    """The data of a file in which nothing is wrong."""
    document, problems = load_yaml(SourceFile(path, text))
    assert problems == []
    return document.data


def codes(text: str) -> list[str]:
    return [problem.code for problem in load_yaml(SourceFile("x.yaml", text))[1]]


@pytest.mark.parametrize(
    "word",
    [
        "no", "yes", "on", "off", "true", "False", "null", "~", "1.10", "010", "0x1F", "1_000", "1e3", ".inf", "12:30", "12:30:45",
        "2024-01-01", "2024-01-01T00:00:00Z", "1", "-0", "=", "<<", "0o17", "+1", "NaN",
    ],
)  # fmt: skip
def test_values_stay_what_the_author_typed(word: str) -> None:
    """YAML's guesses (no is false, 1.10 is 1.1, 12:30 is 750, 010 is 8) never reach a card."""
    assert data(f"[{word}]") == [word]
    assert data(f"key: {word}") == {"key": word}


def test_keys_stay_what_the_author_typed() -> None:
    assert data("no: a\n1: b\n2024-01-01: c") == {"no": "a", "1": "b", "2024-01-01": "c"}


def test_nothing_is_an_empty_text() -> None:
    """So that a key whose value was forgotten is reported like one that is empty."""
    assert data("a:\nb: ''\nc: ~") == {"a": "", "b": "", "c": "~"}


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n"])
def test_empty_files(text: str) -> None:
    assert data(text) is None


def test_blocks_of_text() -> None:
    assert data("a: |\n  $\\theta$\n   two\n\n  end\nb: >-\n  one\n  two\n") == {
        "a": "$\\theta$\n two\n\nend\n",
        "b": "one two",
    }


def test_an_alias_repeats_its_anchor() -> None:
    assert data("a: &x [1, 2]\nb: *x") == {"a": ["1", "2"], "b": ["1", "2"]}


def test_letters_are_composed() -> None:
    """Two ways to type é are one text, so that ids, names and fingerprints agree."""
    assert data("a: cafe\u0301") == {"a": "caf\u00e9"}


def test_json_is_yaml() -> None:
    r"""Also what YAML 1.1 does not know: `\/`, surrogate pairs, tabs between tokens."""
    text = '{\n\t"a": "x\\/y",\n\t"b":\t"\\ud83d\\ude00 \\u00e9",\t"c": ["1", 2, true, null, "a\\\\/b"]\n}'
    assert data(text, "x.json") == {"a": "x/y", "b": "😀 é", "c": ["1", "2", "true", "null", "a\\/b"]}


def test_a_tab_inside_a_json_text_stays_a_tab() -> None:
    assert data('["a\\tb"]', "x.json") == ["a\tb"]


@pytest.mark.parametrize(
    "raw",
    [
        r'"\theta"',
        r'"$\theta$"',
        r'"\beta"',
        r'"\nabla f"',
        r'"\frac12"',
        r'"a\_b"',
        r'"\rho"',
        r'"\vec v"',
        r'"\alpha"',
    ],
)
def test_tex_in_double_quotes_is_reported(raw: str) -> None:
    """YAML would make control characters, line breaks and no-break spaces of it."""
    assert codes(f"a: {raw}") == ["S006"]


@pytest.mark.parametrize("raw", [r'"\("', r'"\["', r'"\sum"', r'"\mathbb{R}"', r'"\cdot"', r'"\{"'])
def test_escapes_that_yaml_does_not_know_are_reported(raw: str) -> None:
    assert codes(f"a: {raw}") == ["S002"]


@pytest.mark.parametrize(
    "raw",
    [
        r'"\\theta"',
        r"'\theta'",
        r"\theta",
        "|\n  \\theta\n  \\beta",
        r'"one\ntwo"',
        r'"\\nabla"',
        r'"\"quoted\""',
        r'"\u00e9"',
    ],
)
def test_tex_and_line_breaks_written_well(raw: str) -> None:
    assert codes(f"a: {raw}") == []


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['x']",
        "!!python/name:os.system x",
        "!x y",
        "!x {a: b}",
        "!x [a]",
        "!<tag:x> y",
    ],
)
def test_tags_are_reported_and_never_followed(text: str) -> None:
    assert codes(f"- {text}") == ["S004"]


def test_standard_tags_change_nothing() -> None:
    assert data("- !!str 1\n- !!int 010\n- !!float 1.10") == ["1", "010", "1.10"]


def bomb(width: int, levels: int) -> str:
    lines = [f"- &a0 [{', '.join(['lol'] * width)}]"]
    lines += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        bomb(10, 9), bomb(3, 25), "&a [*a]", "&a {b: *a, c: *a}", "[" * 40 + "]" * 40, "[" * 100_000, "[" * 100_000 + "]" * 100_000,
        "{a: " * 50_000, "- " * 50_000 + "x", "? " * 50_000 + "x", "\n".join(" " * n + "a:" for n in range(3000)),
    ],
    ids=[
        "wide bomb", "tall bomb", "itself", "itself twice", "forty", "open brackets", "brackets", "maps", "dashes", "keys",
        "indentation",
    ],
)  # fmt: skip
def test_what_is_too_deep_or_expands_without_end(text: str) -> None:
    """Refused without taking the process down. Expanding any of these would not end within the life of a test run."""
    assert codes(text) == ["S005"]


@pytest.mark.parametrize(
    ("level", "place"),
    [
        ("[", "1:32"), ("[\n", "32:1"), ("[\n\n", "63:1"), ("{a: ", "1:125"), ("{a:\n", "32:1"), ("[ # one\n", "32:1"),
        ("- ", "1:63"), ("[{a: ", "1:77"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("times", [40, 600, 999, 1000, 1001, 1100, 1900, 20_000])
def test_too_deep_is_found_at_the_same_place_whatever_limit_the_yaml_library_has(
    level: str, place: str, times: int
) -> None:
    """Some releases of libyaml stop at 1000 levels and call it a syntax error; others have no limit but the stack."""
    _, problems = load_yaml(SourceFile("x.yaml", level * times + "x"))
    assert [(problem.code, str(problem.span)) for problem in problems] == [("S005", f"x.yaml:{place}")]


def test_thirty_levels_are_enough_for_everybody() -> None:
    assert codes("[" * 30 + "]" * 30) == []
    assert codes("[" * 32 + "]" * 32) == ["S005"]


def test_a_long_line_is_no_deep_one() -> None:
    assert codes("- " + "word " * 10_000) == []
    assert codes("- [" + "a, " * 10_000 + "]") == []


def test_a_huge_file_is_refused_unread() -> None:
    assert codes("x" * (MAX_CHARACTERS + 1)) == ["S005"]


def test_places() -> None:
    text = "- id: one\n  front:\n    en: |\n      first\n      then $x$ and $x$\n"
    document, _ = load_yaml(SourceFile("x.yaml", text))
    assert str(document.span((0,))) == "x.yaml:1:3"
    assert str(document.span((0, "id"))) == "x.yaml:1:7"
    assert str(document.key_span((0, "front"))) == "x.yaml:2:3"
    assert str(document.key_span((0, "front", "en"))) == "x.yaml:3:5"
    assert str(document.span((0, "front", "fr"))) == "x.yaml:3:5"  # the innermost value that is there
    assert str(document.place((0, "front", "en"), 11)) == "x.yaml:5:12"
    assert str(document.place((0, "front", "en"), 19)) == "x.yaml:5:20"
    assert str(document.place((0, "front"), 2)) == "x.yaml:3:5"  # no text at all


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    text = '- {a: 1, a: 2}\n- !x y\n- "\\theta"\n- {a: 1, a: 2}\n'
    assert codes(text) == ["S003", "S004", "S006", "S003"]


@settings(max_examples=upto(200), deadline=None)
@given(ordinary)
def test_texts_arrive_unchanged(text: str) -> None:
    """In single quotes, as JSON (escaped or not) and as PyYAML writes them: the same text, composed."""
    expected = unicodedata.normalize("NFC", text)
    single = text.replace("'", "''")
    assert data(f"a: '{single}'") == {"a": expected}
    assert data(json.dumps({"a": text}), "x.json") == {"a": expected}
    assert data(json.dumps({"a": text}, ensure_ascii=False), "x.json") == {"a": expected}
    assert data(yaml.safe_dump({"a": text}, allow_unicode=True, default_style="'")) == {"a": expected}


_documents = st.recursive(
    ordinary,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz-", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=upto(100), deadline=None)
@given(
    st.lists(_documents, max_size=3) | st.dictionaries(st.text("abcxyz", min_size=1), _documents, max_size=3),
    st.sampled_from([None, 2, "\t"]),
)
def test_a_json_document_and_a_yaml_document_say_the_same(document: object, indent: int | str | None) -> None:
    from_json = data(json.dumps(document, indent=indent), "x.json")
    assert from_json == data(
        yaml.safe_dump(document, allow_unicode=True, default_style='"', width=10**6).replace("\\_", "\u00a0")
    )


@settings(max_examples=upto(200), deadline=None)
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from([*"ab:-?[]{},&*!|>'\"%@`# \n\t\\", "- ", ": ", "--- ", "<<: "]), max_size=30).map(
        "".join
    )
)
def test_any_text_gives_data_or_diagnostics(text: str) -> None:
    """No file makes reading fail, and every problem has a place inside the file."""
    _, problems = load_yaml(SourceFile("x.yaml", text))
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 2
    assert all(1 <= problem.span.line <= lines and problem.span.column >= 1 for problem in problems)
