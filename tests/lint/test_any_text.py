"""No text makes a rule fail, and none takes long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.compiler import compile_project
from deckgen.lint import lint
from deckgen.lock import Lock
from deckgen.markup.prose import prose
from deckgen.model import Instant, SourceFile, Sources
from deckgen.render.raw_html import forbidden_html, tags_in
from tests.conftest import NOW, templates
from tests.examples import upto
from tests.strategies import anything, markdown_like

HEAD = '[project]\nnamespace = "test"\ntitle = "T"\nlanguages = ["en"]\nraw_html = true\n'


def lint_texts(front: str, back: str) -> set[str]:
    """The codes of what the rules find."""
    literal = "".join(f"    {line}\n" for text in (front,) for line in text.splitlines() or [""])
    answer = "".join(f"    {line}\n" for line in back.splitlines() or [""])
    entries = f"- id: one\n  front: |2\n{literal}  back: |2\n{answer}- id: two\n  kind: cloze\n  text: |2\n{answer}"
    files = (SourceFile("cards/a/topic.yaml", "title: A\norder: 1\n"), SourceFile("cards/a/x.yaml", entries))
    sources = Sources(SourceFile("deckgen.toml", HEAD), files, templates(), {})
    return {found.code for found in lint(compile_project(sources, Lock(), now=Instant(NOW)))}


@settings(max_examples=upto(60), deadline=None)
@given(markdown_like, markdown_like)
def test_no_rule_fails_on_any_marks(front: str, back: str) -> None:
    lint_texts(front, back)


@given(st.one_of(anything, markdown_like))
def test_prose_keeps_every_place(text: str) -> None:
    covered = prose(text)
    assert len(covered) == len(text)
    assert [n for n, c in enumerate(covered) if c == "\n"] == [n for n, c in enumerate(text) if c == "\n"]


@given(
    st.one_of(
        anything,
        st.lists(st.sampled_from(["<", ">", "![", "!--", "?", "b", "/", "=", '"', "script", " on", "]"])).map("".join),
    )
)
def test_html_is_read_whatever_it_is(text: str) -> None:
    for tag in tags_in(text):
        assert text[tag.start] == "<"
    list(forbidden_html(text))


@pytest.mark.parametrize("text", ["<![foo[", "<!", "<!-", "<a <b", "</", "<![CDATA[", "<!DOCTYPE x [", "<? x"])
def test_broken_declarations_are_no_tags(text: str) -> None:
    assert all(tag.name in {"a", "b"} for tag in tags_in(text))


@pytest.mark.parametrize(
    "piece", ["is a or b, ", "what and ", "(", "[0, ", "a  b", "{{c1::", "<b ", "| a ", "还是", "“", "a. ", "- x\n", "`", "$"]
)  # fmt: skip
def test_whatever_is_repeated_comes_to_an_end(piece: str) -> None:
    lint_texts(piece * 600, piece * 600)


def test_thousands_of_deletions_are_judged() -> None:
    assert "Q13" in lint_texts("Q", " ".join(f"{{{{c{n % 100 + 1}::hidden}}}} shown." for n in range(2_000)))
