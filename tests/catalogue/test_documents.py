"""Documents of codes are read from files and docstrings alike, and a malformed one is refused with a reason."""

import pytest

from deckgen.catalogue import RuleDoc, documentation, parse_document
from deckgen.codes import CODES, RULE_CODES

DOCUMENT = """# S001: the file is not UTF-8

It is hard to read:

    Ã©

What to do: save it again.

Fires:

    -- cards/a/x.yaml --
    - id: one

      front: Q

Silent:

    -- cards/a/x.yaml --
    - {id: one}

Shown by: deckgen verify, which
tries it.
"""


def test_a_document_has_a_title_a_text_two_projects_and_a_command() -> None:
    assert parse_document(DOCUMENT) == RuleDoc(
        code="S001",
        title="the file is not UTF-8",
        text="It is hard to read:\n\n    Ã©\n\nWhat to do: save it again.",
        fires="-- cards/a/x.yaml --\n- id: one\n\n  front: Q\n",
        silent="-- cards/a/x.yaml --\n- {id: one}\n",
        shown_by="deckgen verify, which tries it.",
    )


def test_a_docstring_is_read_like_a_file() -> None:
    docstring = DOCUMENT.removeprefix("# ") + "    "
    assert parse_document(docstring) == parse_document(DOCUMENT)


def test_what_is_left_out_is_empty() -> None:
    assert parse_document("A001: t\n\nText.") == RuleDoc("A001", "t", "Text.", "", "", "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "first line"),
        ("# the file is not UTF-8\n", "first line"),
        ("# S001 the file is not UTF-8\n", "first line"),
        ("# S001: t\n\nFires:\n\n    -- a --\n\nSomething else.\n", "not indented: 'Something else.'"),
        ("# S001: t\n\nFires:\n\n    -- a --\n\nFires:\n\n    -- a --\n", "`Fires` appears twice"),
    ],
)
def test_a_malformed_document_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_document(text)


def test_the_words_of_the_parts_may_stand_in_the_text() -> None:
    found = parse_document("# S001: t\n\nFires: seldom.\nSilent: mostly.\n")
    assert (found.text, found.fires, found.silent) == ("Fires: seldom.\nSilent: mostly.", "", "")


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_documentation(code: str) -> None:
    found = documentation(code)
    assert (found.code, found.title) == (code, CODES[code].meaning)


def test_an_unknown_code_is_refused() -> None:
    assert "Q99" not in RULE_CODES
    for code in ("Q99", "", "../S001", "s001"):
        with pytest.raises(LookupError, match="there is no code"):
            documentation(code)
