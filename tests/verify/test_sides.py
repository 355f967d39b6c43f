"""What counts as something on a card side."""

import pytest

from deckgen.verify.worker.sides import answers, read_side


@pytest.mark.parametrize(
    "html",
    ["", " <br>\n<div>&nbsp;</div>", "<style>b {}</style>", "<script>x()</script>", "<!-- note -->", "<p>\u200b</p>",
     "<footer><a href='https://example.org'>report</a></footer>", "<hr>"],
)  # fmt: skip
def test_a_side_without_text_or_picture_is_blank(html: str) -> None:
    assert read_side(html).blank


@pytest.mark.parametrize(
    "html", ["text", "<img src='a.png'>", "<svg><path/></svg>", "<p>&lt;</p>", "<audio src='a.mp3'></audio>"]
)
def test_a_side_with_text_or_picture_is_not_blank(html: str) -> None:
    assert not read_side(html).blank


def test_files_are_read_from_elements_and_styles_and_nothing_remote_is_one() -> None:
    html = (
        "<img src='a b.png'><object data=c.svg></object><i style='background: url(\"d.png\")'></i>"
        "<style>@font-face {src: url(_e.woff2)}</style><img src='https://e.org/x.png'><img src='data:image/png,x'>"
        "<code>url(not-a-file.png)</code><img src='&#39;q&amp;.png'><use style='fill: url(#gradient)'/>"
    )
    assert read_side(html).files == {"a b.png", "c.svg", "d.png", "_e.woff2", "'q&.png"}


def test_what_follows_the_answer_mark_is_the_answer() -> None:
    assert answers("q", "q<hr id=answer>a", cloze=False)
    assert answers("q", 'q<div class="x" id="answer"></div><img src="a.png">', cloze=False)
    assert not answers("q", "q<hr id=answer> <br>", cloze=False)
    assert not answers("q", "Q: q<hr id=answer>", cloze=False)


def test_without_a_mark_the_answer_must_look_different() -> None:
    assert answers("q", "q and a", cloze=False)
    assert not answers("q", "<div>q</div>", cloze=False)
    assert not answers("q", "", cloze=False)


def test_a_cloze_may_answer_by_markup_alone_or_before_the_mark() -> None:
    assert answers("<b class=on>x</b>", "<b>x</b>", cloze=True)
    assert answers("[...]", "word<hr id=answer>", cloze=True)
    assert not answers("[...]", "[...]<hr id=answer>", cloze=True)
    assert not answers("[...]", " ", cloze=True)
