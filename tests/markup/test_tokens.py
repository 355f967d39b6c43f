"""The one reading of a text: what is code, math, a link, a picture, and where it stands."""

import pytest
from hypothesis import given, settings

from deckgen.markup.blocks import parse_blocks
from deckgen.markup.inlines import parse_inlines
from deckgen.markup.tokens import tokenize
from tests.examples import upto
from tests.strategies import anything, markdown_like


def said(text: str, **options: bool) -> list[tuple[str, str]]:
    """Kind and source of each token."""
    return [(token.kind, text[token.start : token.end]) for token in tokenize(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", [("code", "`b`")]),
        ("`` a`b ``", [("code", "`` a`b ``")]),
        ("`not closed", []),
        ("a $x$ b", [("inline_math", "$x$")]),
        (r"\(a\) and \[b\]", [("inline_math", r"\(a\)"), ("display_math", r"\[b\]")]),
        ("`$x$`", [("code", "`$x$`")]),
        ("$a`b$ `c$`", [("no_math", "$"), ("code", "`b$ `")][1:]),
        (r"\$5", [("escape", r"\$")]),
        ("[sound:w.mp3]", [("sound", "[sound:w.mp3]")]),
        ("![a *b*](c.png)", [("picture", "![a *b*](c.png)"), ("emphasis", "*b*")]),
        ("[a](https://x.y)", [("link", "[a](https://x.y)")]),
        ("[https://x.y](https://x.y)", [("link", "[https://x.y](https://x.y)")]),
        ("see https://x.y/z.", [("address", "https://x.y/z")]),
        ("<https://x.y>", [("autolink", "<https://x.y>")]),
        ("**注意：**文字", [("strong", "**注意：**")]),
        ("~~a~~ ==b== H~2~O x^2^", [("strike", "~~a~~"), ("mark", "==b=="), ("sub", "~2~"), ("sup", "^2^")]),
        ("2^10 + 2^20, ~5 s, a == b and c == d, x==1", []),
        ("snake_case_name and 5*3*2", [("emphasis", "*3*")]),
    ],
)
def test_what_stands_in_a_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_a_fence_in_a_list_is_a_fence_and_nothing_in_it_is_anything_else() -> None:
    text = "- a\n\n  ```python\n  $x$ `y` [z](u)\n  ```\n- b `c`"
    assert [token.kind for token in tokenize(text)] == ["fence", "code"]
    fence = tokenize(text)[0]
    assert fence.info == "python"
    assert text[fence.inner_start : fence.inner_end] == "$x$ `y` [z](u)"


def test_a_link_says_where_its_target_stands() -> None:
    text = 'two/cat.png and ![cat](<cat.png> "a cat")'
    (picture,) = tokenize(text)
    assert picture.target == text[picture.target_start : picture.target_end] == "cat.png"
    assert text[picture.inner_start : picture.inner_end] == "cat"


def test_html_is_html_only_where_it_is_allowed() -> None:
    assert said("a <b>c</b>") == []
    assert said("a <b>c</b>", html=True) == [("html", "<b>"), ("html", "</b>")]


@settings(max_examples=upto(200), deadline=None)
@given(anything | markdown_like)
def test_every_token_lies_in_the_text_and_none_overlaps_another_by_half(text: str) -> None:
    """Tokens are in order; of two either one holds the other or they are apart."""
    open_ends: list[int] = []
    for token in tokenize(text, html=True):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start <= token.inner_start <= token.inner_end <= token.end
        while open_ends and open_ends[-1] <= token.start:
            open_ends.pop()
        assert not open_ends or token.end <= open_ends[-1]
        open_ends.append(token.end)


@settings(max_examples=upto(200), deadline=None)
@given(anything | markdown_like)
def test_every_character_of_a_block_knows_its_place_in_the_source(text: str) -> None:
    text = text.replace("\r", " ").replace("\t", " ").replace("\x00", "")
    for block in parse_blocks(text).root.walk():
        for position, character in enumerate(block.content.text):
            assert text[block.content.source_offset(position)] == character


@settings(max_examples=upto(200), deadline=None)
@given(anything | markdown_like)
def test_the_words_of_a_line_are_in_exactly_one_node_each(text: str) -> None:
    """Nothing of a line is lost, nothing is said twice."""
    at = 0
    for node in parse_inlines(text):
        assert node.start == at
        at = node.end
    assert at == len(text)


@pytest.mark.parametrize("opening", ["*a ", "[", "![", "**a*", "~~a ", "> ", "- ", "_a_ *b ", "![](", "[x](y "])
def test_deep_nesting_does_not_take_the_process_down(opening: str) -> None:
    text = opening * 3_000 + "x" + "*" * 3_000 + "](u)" * 3_000
    assert tokenize(text) is not None
    assert all(node.depth < 100 for node in parse_inlines(text))
