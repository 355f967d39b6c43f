"""A run of text that names its language."""

import pytest

from deckgen.model import Html, Markdown
from deckgen.render.markdown import render_markdown


class NoMedia:
    def image_name(self, written: str, at: int | None) -> str:
        return written

    def sound_tag(self, written: str, at: int | None) -> Html:
        return Html(written)

    def file_name(self, written: str, at: int | None, *, seen: bool) -> str | None:
        return None


def html(text: str, *, cloze: bool = False) -> str:
    result = render_markdown(Markdown(text), NoMedia(), cloze=cloze, inline=True)
    assert result.problems == ()
    return str(result.html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the kanji [漢字]{lang=ja}.", 'the kanji <span lang="ja">漢字</span>.'),
        ('[骨]{lang="zh-Hant"} and [骨]{ lang=ja }', '<span lang="zh-Hant">骨</span> and <span lang="ja">骨</span>'),
        ("[a **b** `c`]{lang=fr}", '<span lang="fr">a <strong>b</strong> <code>c</code></span>'),
        ("`[漢字]{lang=ja}`", "<code>[漢字]{lang=ja}</code>"),
        ("[a]{lang=}, [b]{.x}, {lang=ja}", "[a]{lang=}, [b]{.x}, {lang=ja}"),
        ("[a](https://x.y) {lang=ja}", '<a href="https://x.y">a</a> {lang=ja}'),
        ("[a](https://x.y)[b]{lang=ja}", '<a href="https://x.y">a</a><span lang="ja">b</span>'),
    ],
)
def test_a_marked_run_is_a_span_with_its_language(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{c1::[漢字]{lang=ja}}} x", '{{c1::<span lang="ja">漢字</span>}} x'),
        ("[{{c1::漢字::hint}}]{lang=ja}", '<span lang="ja">{{c1::漢字::hint}}</span>'),
        ("{{c1::a}} `[x]{lang=ja}`", "{{c1::a}} <code>[x]{lang=ja}</code>"),
    ],
)
def test_a_run_in_a_hole_and_a_hole_in_a_run(text: str, expected: str) -> None:
    assert html(text, cloze=True) == expected
