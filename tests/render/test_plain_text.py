"""Most texts are one plain line. The shortcut for those gives what Markdown gives."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model import Html, Markdown
from deckgen.render import markdown
from deckgen.render.markdown import render_markdown


class NoMedia:
    def image_name(self, written: str, at: int | None) -> str:
        return written

    def sound_tag(self, written: str, at: int | None) -> Html:
        return Html(f"[sound:{written}]")

    def file_name(self, written: str, at: int | None, *, seen: bool) -> str | None:
        raise AssertionError(written, at, seen)


_WORDS = r"""a B2 1. 2) 12 - + * _ __ : :: = === ^ % @ / // http://x.y/z a@b.c (c) ... ? ! ' " ` $ ~ | # & &amp; < > <b> [ ] { } \
{{c1:: Mr. 1.5 中文 。 ？ 😀"""
WORDS = _WORDS.split()
WORDS += ["\n", "\t", "  ", "\u3000", "\u00a0", "\u2028", "\x02", "\x1f", "\ufdd0", "\uffff"]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), min_size=1, max_size=6)


@pytest.mark.parametrize("inline", [False, True])
@given(parts=TEXTS, space=st.sampled_from(["", " "]))
def test_the_shortcut_gives_what_markdown_gives(parts: list[str], space: str, inline: bool) -> None:
    text = Markdown(space.join(parts))
    quick = render_markdown(text, NoMedia(), inline=inline)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_PLAIN", re.compile("(?!)"))
        assert quick == render_markdown(text, NoMedia(), inline=inline)


@pytest.mark.parametrize(
    "text", ["What is CLIP?", "sec. 2.4", "\u4ec0\u4e48\u662f CLIP\uff1f", "A, B (and C): 1.5 GB", "x = 1"]
)
def test_the_shortcut_is_taken_for_plain_lines(text: str) -> None:
    assert markdown._PLAIN.fullmatch(text)
