"""How near deckgen's Markdown is to CommonMark's own examples, and that the page about it says so."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from deckgen.model import Html, Markdown
from deckgen.render.markdown import render_markdown
from tests.markup.commonmark import Example, examples, structure

PAGE = Path(__file__).parents[2] / "docs" / "markdown.md"
_ROW = re.compile(r"^\| (?P<reason>[^|]+) \| (?P<numbers>[\d, ]+) \|$", re.MULTILINE)


class _NoMedia:
    def image_name(self, written: str, at: int | None) -> str:
        return written

    def sound_tag(self, written: str, at: int | None) -> Html:
        return Html(f"[sound:{written}]")

    def file_name(self, written: str, at: int | None, *, seen: bool) -> str | None:
        del written, at, seen
        return None


@cache
def different() -> tuple[Example, ...]:
    """The examples of which deckgen makes something else."""

    def is_same(example: Example) -> bool:
        rendered = render_markdown(Markdown(example.markdown), _NoMedia(), raw_html=True).html
        return structure(rendered) == structure(example.html)

    return tuple(example for example in examples() if not is_same(example))


def test_six_hundred_of_the_examples_of_commonmark_agree() -> None:
    assert len(examples()) == 652
    assert len(examples()) - len(different()) >= 600


def test_every_difference_stands_on_the_page_with_its_reason() -> None:
    """No more and no fewer: an example that begins to agree leaves the page."""
    told = [
        int(number) for row in _ROW.finditer(PAGE.read_text(encoding="utf-8")) for number in row["numbers"].split(",")
    ]
    assert max(Counter(told).values()) == 1
    assert sorted(told) == [example.number for example in different()]


def test_all_that_differs_holds_four_spaces_or_a_bare_address() -> None:
    """Indented code is a paragraph here, and GitHub's bare addresses are links."""
    for example in different():
        assert re.search(r"(?m)^[ >\d.*-]*(?: {4}|\t)|https?://", example.markdown), example
