"""Code on cards: coloured, and character by character what the author wrote."""

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.render.highlight import highlight
from tests.examples import upto
from tests.render.helpers import words
from tests.strategies import anything


def text_of(html: str) -> str:
    import re

    return unescape(re.sub(r"<[^>]*>", "", html))


def test_classes_and_no_colours() -> None:
    rendered = highlight("python", "def f(): return '<b>'")
    assert rendered.startswith('<pre class="dk-code" dir="ltr"><code class="language-python">')
    assert '<span class="k">def</span>' in rendered
    assert "style=" not in rendered


@pytest.mark.parametrize("language", ["", "nonsense", "no-such-language x", '"><script>'])
def test_an_unknown_language_is_shown_plain(language: str) -> None:
    rendered = highlight(language, "a < b")
    assert words(rendered) == "a < b"
    assert "<script" not in rendered


def test_indentation_and_blank_lines_stay() -> None:
    source = "if x:\n    y()\n\n\tz()  # end"
    assert text_of(highlight("python", source)) == source


def test_only_the_first_word_is_the_language() -> None:
    assert highlight("python title=x", "pass") == highlight("python", "pass")


@settings(max_examples=upto(100), deadline=None)
@given(st.sampled_from(["python", "c++", "bash", "json", "yaml", "html", "", "text", "rust", "diff"]), anything)
def test_highlighting_keeps_the_text(language: str, source: str) -> None:
    """Not a character is lost or added, apart from empty lines around it and the line ends of other systems."""
    clean = source.replace("\r", "").replace("\x00", "").replace("\ufeff", "")
    shown = text_of(highlight(language, clean))
    assert shown.strip("\n") == clean.strip("\n") or shown.rstrip() == clean.strip("\n").rstrip()
