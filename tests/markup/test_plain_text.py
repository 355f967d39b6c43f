"""HTML as words."""

import pytest

from deckgen.markup.plain_text import plain_text, sentence


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("a<b>b</b>c", "abc"),
        ("<ul><li>x</li><li>y</li></ul>", "x y"),
        (r"the score \(q \cdot k\)", r"the score q \cdot k"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ('<img src="a.png" alt="A plot"> of x', "A plot of x"),
        ("<style>p { color: red }</style>text", "text"),
        ("hear [sound:a.mp3] it", "hear it"),
        (r"<code>\(</code> opens <span>\</span>(math, as in \(x\)", r"\( opens \(math, as in x"),
        ("   \n ", ""),
    ],
)
def test_html_becomes_one_line_of_words(html: str, words: str) -> None:
    assert plain_text(html) == words


def test_a_title_leaves_out_what_is_no_sentence() -> None:
    mask = '<span class="dk-mask"><span class="cloze-inactive">Encoder</span><br></span>'
    figures = f'<div><img src="a.svg" alt="Two towers">{mask}</div><table><tr><td>cell</td></tr></table><pre>code</pre>'
    html = f"<p>Which part?</p>{figures}<p>end</p>"
    assert plain_text(html) == "Which part? Two towers Encoder cell code end"
    assert sentence(html) == "Which part? end"


def test_where_there_is_no_sentence_the_figure_has_to_do() -> None:
    assert sentence('<img src="a.png" alt="A plot">') == "A plot"


def test_the_name_of_a_sound_is_no_word() -> None:
    assert plain_text("<p>Listen [sound:a-word-0123456789ab.mp3]</p>") == "Listen"


def test_words_after_a_hidden_part_count_whatever_elements_it_holds() -> None:
    assert sentence("<table><tr><td>a<br/>b<wbr><input></td></tr></table><p>end</p>") == "end"
