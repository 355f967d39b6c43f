"""Card text: what an author writes is what a learner sees."""

import pytest
from hypothesis import given, settings

from deckgen.model import Markdown
from deckgen.render.markdown import render_markdown
from tests.examples import upto
from tests.render.helpers import HASH, codes, html, topic_media, words
from tests.strategies import anything, markdown_like, ordinary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold** and *emphasis*", "<p><strong>bold</strong> and <em>emphasis</em></p>"),
        ("**粗体**文字，**“引号”**后", "<p><strong>粗体</strong>文字，<strong>“引号”</strong>后</p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        (r"\*not emphasis\*", "<p>*not emphasis*</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("[site](https://x.y/z?a=1&b=2)", '<p><a href="https://x.y/z?a=1&amp;b=2">site</a></p>'),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("    four spaces are no code", "<p>four spaces are no code</p>"),
    ],
)
def test_marks_of_markdown(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("==x==", "<mark>x</mark>"),
        ("==x== at the start", "<mark>x</mark> at the start"),
        ("at the end ==x==", "at the end <mark>x</mark>"),
        ("in ==the== middle", "in <mark>the</mark> middle"),
        ("x^2^ and more", "x<sup>2</sup> and more"),
        ("if a==b", "if a==b"),
        ("a == b == c", "a == b == c"),
        ("a ^ b", "a ^ b"),
    ],
)
def test_highlights_and_powers_are_seen_in_a_line_with_nothing_else(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "List<T> and Map<K, V>",
        "a < b && c > d",
        "x <- y",
        "if (a<b) {}",
        "AT&T & co.",
        "<script>alert(1)</script>",
        "<!-- x -->",
    ],
)
def test_html_is_shown_as_written(text: str) -> None:
    """Generics, comparisons and tags are text; nothing of them becomes an element."""
    rendered = html(text)
    assert words(rendered) == text
    assert rendered.count("<") == 2  # the paragraph


def test_character_references_are_references() -> None:
    assert html("&copy; &lt; &amp;") == "<p>&copy; &lt; &amp;</p>"


def test_raw_html_is_passed_on_where_the_project_allows_it() -> None:
    assert html("<b>x</b> and $a<b$", raw_html=True) == r"<p><b>x</b> and \(a&lt;b\)</p>"
    assert html("<div>\n<i>x</i>\n</div>", raw_html=True) == "<div>\n<i>x</i>\n</div>"


def test_raw_html_of_one_project_does_not_leak_into_another() -> None:
    html("<b>x</b>", raw_html=True)
    assert html("<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>"


def test_a_list_needs_no_blank_line_before_it() -> None:
    assert html("text\n- a\n- b") == "<p>text</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


def test_nested_lists_need_two_spaces_only() -> None:
    rendered = html("- a\n  - b\n    - c\n- d")
    assert rendered.replace("\n", "") == "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"


def test_numbered_lists_keep_their_first_number() -> None:
    assert html("3. c\n4. d").startswith('<ol start="3">')
    assert html("1) a\n2) b") == "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"


def test_a_list_of_the_other_kind_begins_a_new_list() -> None:
    assert html("- a\n1. b").replace("\n", "") == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_a_line_that_goes_on_belongs_to_its_item() -> None:
    assert words(html("- a\n  goes on\n- b")) == "a goes on b"
    assert html("- a\n  goes on\n- b").count("<li>") == 2


def test_text_after_a_list_and_a_blank_line_is_a_paragraph() -> None:
    assert html("- a\n\nafter").endswith("</ul>\n<p>after</p>")


@pytest.mark.parametrize("text", ["a - b", "1.5 is a number", "-1", "2020. That was the year of GPT-3", "*a* is it"])
def test_what_only_looks_like_a_list(text: str) -> None:
    """Only the year at the start of a line is a list in Markdown; everything else stays a paragraph."""
    assert html(text).startswith("<ol" if text.startswith("2020") else "<p>")


def test_tables_get_a_box_to_scroll_in() -> None:
    rendered = html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert rendered.startswith('<div class="dk-scroll"><table>')
    assert rendered.endswith("</table></div>")
    assert '<td align="right">2</td>' in rendered


def test_a_table_needs_no_blank_line_before_it() -> None:
    rendered = html("sizes:\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert rendered.startswith("<p>sizes:</p>")
    assert rendered.count("<td>") == 2


def test_pipes_of_code_and_math_do_not_split_cells() -> None:
    rendered = html("|a|b|\n|-|-|\n|`x|y`|$|z|$|")
    assert "<td><code>x|y</code></td>" in rendered
    assert r"<td>\(|z|\)</td>" in rendered


def test_fenced_code_in_a_list_stays_in_its_item() -> None:
    rendered = html("1. first\n\n   ```python\n   if x:\n       y()\n   ```\n2. second")
    assert rendered.count("<ol>") == 1
    assert "\n    <span" in rendered  # the indentation of y(), relative to the fence
    assert "```" not in rendered


def test_fenced_code_is_left_alone() -> None:
    """Nothing in it is math, cloze, a list or a reference to a file."""
    text = "```\n$x$ \\(y\\) {{c1::z}} - a [sound:w.mp3] ![](no.png) <b>\n```"
    assert words(html(text)) == "$x$ \\(y\\) {{c1::z}} - a [sound:w.mp3] ![](no.png) <b>"
    assert codes(text) == []


def test_code_between_backticks_is_left_alone() -> None:
    assert html("`$x$` and ``a`b``") == "<p><code>$x$</code> and <code>a`b</code></p>"
    assert codes("`{{c1::x}}` and `$`") == []


def test_sounds_in_code_are_not_played() -> None:
    """Anki looks for `[sound:...]` everywhere, so in code it is written in another way."""
    assert "[sound:" not in html("`[sound:word.mp3]`")
    assert "[sound:" not in html("```\n[sound:word.mp3]\n```")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("cat.png", "cat"),
        ("my cat.png", "my-cat"),
        ("my%20cat.png", "my-cat"),
        ("<my cat.png>", "my-cat"),
        ("a&b.png", "a-b"),
        ("100%.png", "100"),
        ("猫.png", "file"),
        ("%E7%8C%AB.png", "file"),
        ("snake_case_name.png", "snake-case-name"),
        ("sub/dog.png", "dog"),
        ("dog.png", "dog"),
        ("media/cat.png", "cat"),
        ("./cat.png", "cat"),
    ],
)
def test_pictures_get_their_name_inside_anki(written: str, name: str) -> None:
    """Spaces, CJK, ampersands and per cent signs are found, and `src` holds the raw name that Anki looks for."""
    assert html(f"![a cat]({written})") == f'<p><img alt="a cat" src="a-{name}-{HASH}.png"></p>'
    assert codes(f"![]({written})") == []


def test_alternative_text_may_hold_quotes() -> None:
    assert 'alt="a &quot;cat&quot; &amp; $5"' in html('![a "cat" & $5](cat.png)')


def test_sounds() -> None:
    """Written as Anki's tag or as a picture, a sound becomes Anki's tag."""
    assert html("[sound:word.mp3]") == f"<p>[sound:a-word-{HASH}.mp3]</p>"
    assert f"[sound:a-word-{HASH}.mp3]" in html("![](word.mp3)")


@pytest.mark.parametrize("target", ["notes.md", "#below", "file:///x", "javascript:alert(1)", "ftp://x.y"])
def test_links_that_lead_nowhere_are_reported(target: str) -> None:
    assert codes(f"[x]({target})") == ["X006"]


@pytest.mark.parametrize("target", ["https://x.y", "http://x.y", "HTTPS://X.Y", "mailto:a@b.c"])
def test_links_to_the_web_are_fine(target: str) -> None:
    assert codes(f"[x]({target})") == []


def test_inline_text_has_no_paragraph_around_it() -> None:
    assert html("**a** b", inline=True) == "<strong>a</strong> b"


def test_noncharacters_do_no_harm() -> None:
    """They are deckgen's own marks; in a text they are reported elsewhere and must not loop, crash or take over."""
    assert "\ufdd0" not in html("\ufdd0 and \ufdd00\ufdd1 and $x$ \ufdd21\ufdd5", cloze=True)


@settings(max_examples=upto(150), deadline=None)
@given(anything | markdown_like)
def test_any_text_renders_twice_the_same(text: str) -> None:
    """No text makes rendering fail, and no text leaves traces in the next one."""
    first = [html(text), html(text, cloze=True), html(text, raw_html=True), html(text, inline=True)]
    assert first == [html(text), html(text, cloze=True), html(text, raw_html=True), html(text, inline=True)]
    assert not any("\ufdd0" <= character <= "\ufdef" for rendered in first for character in rendered)


@settings(max_examples=upto(150), deadline=None)
@given(anything | markdown_like)
def test_no_text_becomes_a_script_or_loads_anything(text: str) -> None:
    """Without raw HTML the only elements are those of Markdown."""
    rendered = html(text).lower()
    assert "<script" not in rendered
    assert "<iframe" not in rendered
    assert "<style" not in rendered


@settings(max_examples=upto(100), deadline=None)
@given(ordinary)
def test_code_keeps_its_text(text: str) -> None:
    """What stands in a fence is read by the learner character by character."""
    fenced = text.replace("`", "'")
    media = topic_media()
    result = render_markdown(Markdown(f"```\n{fenced}\n```"), media)
    assert words(result.html) == " ".join(fenced.split())
    assert result.problems == ()


def test_line_breaks_are_those_of_the_text_where_a_project_wants_them() -> None:
    """Not the ones in code and math, and not the one after a break that is written anyway."""
    poem = "Roses are red,\nviolets  \nare `b\nl` $u\ne$."
    assert html(poem).count("<br>") == 1
    assert html(poem, line_breaks=True).count("<br>") == 2
    assert html("- a\n- b", line_breaks=True).count("<br>") == 0


def test_a_picture_has_the_size_and_caption_that_stand_beside_it() -> None:
    name = f'src="a-cat-{HASH}.png"'
    assert html("![a cat|60](cat.png)") == f'<p><img alt="a cat" {name} width="60"></p>'
    assert html("![a cat|60x40](cat.png)") == f'<p><img alt="a cat" height="40" {name} width="60"></p>'
    assert html("![a cat](cat.png){width=50%}") == f'<p><img alt="a cat" {name} width="50%"></p>'
    assert '<span class="dk-caption">A cat &amp; a dog</span>' in html('![a cat](cat.png){caption="A cat & a dog"}')


@pytest.mark.parametrize("braces", ["{x}", "{onload=x}", "{width=wide}", "{width=60 onerror=x}", "{}", "{ width }"])
def test_braces_after_a_picture_that_mean_nothing_are_text(braces: str) -> None:
    assert html(f"![a cat](cat.png){braces}").endswith(f"{braces}</p>")


def test_marks_of_github_and_obsidian() -> None:
    assert html("~~a~~ ==b== H~2~O x^2^") == "<p><del>a</del> <mark>b</mark> H<sub>2</sub>O x<sup>2</sup></p>"
    assert html("- [ ] a\n- [x] b").count('class="dk-task"') == 2
    assert html("see https://x.y/z.") == '<p>see <a href="https://x.y/z">https://x.y/z</a>.</p>'


def test_an_item_holds_all_that_is_indented_to_it() -> None:
    """Paragraphs, lists, tables and formulas; and the next item is an item."""
    rendered = html(
        "1. a\n\n   b\n2. c\n\n   - d\n3. e\n\n   | f |\n   |---|\n   | g |\n4. h\n\n   $$\n   - i\n   $$\n5. j"
    )
    assert rendered.count("<ol>") == 1
    assert rendered.count("<li>") == 6
    assert rendered.count("<table>") == 1
