"""The HTML of fields to Markdown: what people's cards hold, and what deckgen itself makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.importers.html import to_markdown
from deckgen.importers.kit import Picture, problems_in
from deckgen.model import Html, Markdown
from deckgen.project import read_project
from deckgen.render.markdown import render_markdown
from deckgen.sources import parse
from deckgen.sources.texts import texts_in
from tests.repository import ROOT


def picture(name: str) -> Picture:
    return Picture(words=f"({name})", reason="missing") if name.startswith("gone") else Picture(name)


class Media:
    def image_name(self, written: str, at: int | None) -> str:
        return written

    def sound_tag(self, written: str, at: int | None) -> Html:
        return Html(f"[sound:{written}]")

    def file_name(self, written: str, at: int | None, *, seen: bool) -> str:
        return written


def rendered(markdown: str, *, cloze: bool = False) -> str:
    return str(render_markdown(Markdown(markdown), Media(), cloze=cloze).html)


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("a<br>b<div>c</div><div><br></div><div>d</div>", "a\n\nb\n\nc\n\nd"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ('the <span lang="ja">漢字</span>, <span lang=EN-US>one</span>', "the [漢字]{lang=ja}, one"),
        ('<span lang="ja"><b>漢</b>字 </span>x', "[**漢**字]{lang=ja} x"),
        ("a&nbsp;b <b>c</b><b>d</b> <i> e </i>f", "a b **cd**  *e* f"),
        ("<b>a<br>b</b>", "**a  \nb**"),
        ("<b><div>x</div><div>y</div></b>", "**x**\n\n**y**"),
        ('<span style="font-weight: 700">x</span> <span style="font-style:italic">y</span>', "**x** *y*"),
        ("H<sub>2</sub>O, x<sup>2</sup>, a<sub>ij</sub>", "H₂O, x², aᵢⱼ"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>after", "- a\n  - b\n- c\n\nafter"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b"),
        (
            '<table><tr><td>a|b</td><td align="right">c</td></tr><tr><td>1<br>2</td><td>x</td></tr></table>',
            "| a\\|b | c |\n|---|--:|\n| 1 2 | x |",
        ),
        (
            '<pre><code class="language-python">def f(x):\n    return x</code></pre>',
            "```python\ndef f(x):\n    return x\n```",
        ),
        ("<pre>a<br>&nbsp; b</pre>", "```\na\n  b\n```"),
        ('<div class="highlight-c"><pre><span class="k">int</span> x;</pre></div>', "```c\nint x;\n```"),
        ("<code>a`b</code> <code>x | y</code> <kbd>Ctrl</kbd>", "``a`b`` `x | y` `Ctrl`"),
        ("<code>a<br>b</code>", "```\na\nb\n```"),
        ("\\( a &lt; b \\) \\[ \\frac{1}{2}<br>x \\]", "\\(a < b\\) \\[\\frac{1}{2}\nx\\]"),
        ("[$]x_1[/$] [$$]y[/$$]", "\\(x_1\\) \\[y\\]"),
        ("[latex]Let $z$ be[/latex] [latex]\\sum_i[/latex]", "Let \\(z\\) be \\[\\sum_i\\]"),
        ('<anki-mathjax block="true">q</anki-mathjax> <anki-mathjax>r</anki-mathjax>', "\\[q\\] \\(r\\)"),
        ("costs $5 and $6", "costs \\$5 and \\$6"),
        ("costs $5", "costs $5"),
        ("a_b _c_ *d* [e](f) `g` 2*3*4", "a_b \\_c\\_ \\*d\\* &#91;e&#93;(f) \\`g\\` 2\\*3\\*4"),
        ("no ~~stroke~~, H~2~O, a ~ b", "no \\~\\~stroke\\~\\~, H\\~2\\~O, a ~ b"),
        ("x^2^, y^2, a^b ^c^d", "x\\^2^, y^2, a^b \\^c^d"),
        ("no ==mark== and 1 == 2", "no \\=\\=mark== and 1 == 2"),
        ("[a]{lang=ja}", "&#91;a]{lang=ja}"),
        ("[CLS] token [1] and &#91;x]", "[CLS] token [1] and [x]"),
        ("\\(open and C:\\path", "\\\\(open and C:\\\\path"),
        (
            "# no<br>1. no<br>- no<br>&gt; no<br>===<br>[a]: b",
            "\\# no\n\n1\\. no\n\n\\- no\n\n\\> no\n\n&#61;==\n\n&#91;a]: b",
        ),
        ("1 &lt; 2 &amp;&amp; &lt;b&gt; &amp;lt;", "1 < 2 && <b> &amp;lt;"),
        ("&lt;https://x.org&gt;", "&lt;https://x.org>"),
        ("{{c1::no cloze here}}", "\\{\\{c1::no cloze here}}"),
        ('<a href="https://x.org/a_(b)">link</a>', "[link](<https://x.org/a_(b)>)"),
        ('<img src="a.png" alt="A dot"> [sound:x y.mp3]', "![A dot](a.png) [sound:x y.mp3]"),
        ('<img src="a.png" width="60">', "![](a.png){width=60}"),
        ('<img src="a.png" style="height: auto; width: 50%">', "![](a.png){width=50%}"),
        ('<img src="a.png" width=60.4 height="40px">', "![](a.png){width=60 height=40}"),
        ("<s>a</s> <del> b </del>c <strike>d<s>e</s></strike>", "~~a~~  ~~b~~ c ~~de~~"),
        ('<span style="text-decoration: line-through">x</span>', "~~x~~"),
        ("<td>a</td><td>b</td>", "a  b"),
        ('<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>', "| a ||\n|---|---|\n| b | c |"),
        ("<h2>Title</h2>text<hr>more", "## Title\n\ntext\n\n---\n\nmore"),
        ("<blockquote>q<br>r</blockquote>", "> q\n>\n> r"),
        ("<dl><dt>T</dt><dd>D</dd></dl>", "**T**\n\nD"),
        ("<!-- c --><style>b {}</style>x", "x"),
        ("notes.htm", "notes.htm"),
        ("中<b>文</b>，好", "中**文**，好"),
    ],
)
def test_what_markdown_can_say(markup: str, markdown: str) -> None:
    found = to_markdown(markup, picture)
    assert found.markdown == markdown
    assert found.lost == ()
    assert not problems_in(markdown)


@pytest.mark.parametrize(
    ("markup", "markdown", "lost"),
    [
        ('<font color="red">x</font>', "x", "colours"),
        ('<span style="background-color: rgb(1,2,3)">x</span>', "x", "colours"),
        ("<u>x</u>", "x", "underlining"),
        ('<img src="a.png" width="4em">', "![](a.png)", "the size of a picture"),
        ('<img src="a.png" style="max-width:60px;height:40px">', "![](a.png){height=40}", "the size of a picture"),
        ("<code>x<img src='a.png'></code>", "`x`", "a picture inside code"),
        ("x<sup>abc</sup>", "x^(abc)", "raised or lowered text"),
        ("<ruby>漢<rt>かん</rt></ruby>", "漢(かん)", "readings above words, which stand in brackets now"),
        ("x<script>alert(1)</script>", "x", "a script"),
        ("x<iframe src='https://x.org'></iframe>", "x", "an embedded page"),
        ('<a href="other.html">x</a>', "x", "a link that leads nowhere from a card"),
        ('<img src="gone.png">', "(gone.png)", "missing"),
        ("<table><tr><td><ul><li>a</li></ul></td><td>b</td></tr></table>", None, "lists or code inside a table"),
    ],
)
def test_what_it_cannot_say_is_kept_as_words_and_named(markup: str, markdown: str | None, lost: str) -> None:
    found = to_markdown(markup, picture)
    assert markdown is None or found.markdown == markdown
    assert found.lost == (lost,)


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("The {{c1::nucleus}} holds {{c2::DNA::what}}", "The {{c1::nucleus}} holds {{c2::DNA::what}}"),
        ("{{c1::a<br>b}} c<br>d", "{{c1::a  \nb}} c\n\nd"),
        (
            "<b>{{c1::x}}</b> {{c2::\\(\\frac{a}{b}\\)}} \\( {{c3::x^{2} }} \\)",
            "**{{c1::x}}** {{c2::\\(\\frac{a}{b}\\)}} \\({{c3::x^{2} }}\\)",
        ),
        ("<code>for {{c1::x}} in y</code>", "`for` {{c1::`x`}} `in y`"),
        ("{{c1::a {{c2::b}} c}}", "{{c1::a {{c2::b}} c}}"),
        ("<div>{{c1::x}}</div><div>{{c2::y}}</div>", "{{c1::x}}\n\n{{c2::y}}"),
        ("{{c1::<img src='a.png' width=60>}}", "{{c1::![](a.png){width=60} }}"),
        ("{{c1::<ul><li>a</li></ul>}}", "{{c1::\n\n- a\n\n}}"),
    ],
)
def test_deletions_are_kept(markup: str, markdown: str) -> None:
    found = to_markdown(markup, picture, cloze=True)
    assert found.markdown == markdown
    assert found.lost == ()
    assert not problems_in(found.markdown, cloze=True)


def test_html_stays_text_in_a_project_that_shows_html() -> None:
    assert to_markdown("&lt;b&gt;", picture, raw_html=True).markdown == "&lt;b>"


@pytest.mark.slow
def test_every_text_of_this_repositorys_decks_comes_back_as_the_same_html() -> None:
    parsed = parse(read_project(ROOT).sources)
    compared = 0
    for entry in parsed.entries:
        for text, loc in texts_in(entry.spec):
            for language in entry.languages:
                cloze = entry.kind.name == "cloze" and loc[0] == "text"
                before = rendered(text.in_language(language), cloze=cloze)
                back = to_markdown(before, picture, cloze=cloze, tidy_spaces=False)
                assert rendered(back.markdown, cloze=cloze) == before, entry.id
                assert back.lost == ()
                compared += 1
    assert compared > 5000


PLAIN = st.text(
    st.sampled_from("ab12 \n.,:;!?*_`~#+-=<>[](){}|\\/$&^%@'\"中。") | st.characters(codec="utf-8"), max_size=60
)
SIGNS = st.text(st.sampled_from("ab1 .:!*_`~#+-=<>[](){}|\\/$&^"), max_size=40)


@settings(deadline=None)
@given(SIGNS | PLAIN)
def test_no_text_is_dangerous(markup: str) -> None:
    """Whatever stands in a field, the result is text that deckgen takes, and it is not silent about a change."""
    found = to_markdown(markup, picture)
    assert not problems_in(found.markdown) or found.lost


TAGS = st.sampled_from(
    [
        "b",
        "i",
        "code",
        "div",
        "p",
        "ul><li",
        "ol><li",
        "span",
        "pre",
        "td",
        "blockquote",
        "h3",
        "a href='https://x.org'",
    ]
)


@settings(deadline=None)
@given(st.lists(st.tuples(TAGS, st.text("ab 1<>&*_[]()$\\", max_size=8)), max_size=6))
def test_tags_in_any_order_never_break_it(parts: list[tuple[str, str]]) -> None:
    markup = "".join(f"<{tag}>{text}" for tag, text in parts)
    to_markdown(markup, picture)
    to_markdown(markup, picture, cloze=True)
