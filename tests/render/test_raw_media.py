"""Files that raw HTML names are found, renamed and packed as those of Markdown are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model import Markdown
from deckgen.render.markdown import render_markdown
from tests.conftest import MakeProject
from tests.render.helpers import HASH, topic_media

CAT, HIDDEN = f"a-cat-{HASH}.png", f"_a-cat-{HASH}.png"
WORD = f"a-word-{HASH}.mp3"


def rendered(text: str, *, raw_html: bool = True, cloze: bool = False) -> tuple[str, list[str], list[str]]:
    """The HTML, the codes of what is wrong, and the names of what is packed."""
    media = topic_media()
    result = render_markdown(Markdown(text), media, raw_html=raw_html, cloze=cloze)
    return result.html, [one.code for one in (*result.problems, *media.problems)], sorted(media.used)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<img src="cat.png">', f'<img src="{CAT}">'),
        ("<IMG alt=x SRC='cat.png'>", f'<IMG alt=x SRC="{CAT}">'),
        ("<img src = media/cat.png width=20>", f'<img src="{CAT}" width=20>'),
        ('<img alt="a > b" src=" ./cat.png " />', f'<img alt="a > b" src="{CAT}" />'),
        ('<img alt="src=\'x.png\'" src="cat.png">', f'<img alt="src=\'x.png\'" src="{HIDDEN}">'),
        ('<img data-src="x.png" src="cat.png">', f'<img data-src="x.png" src="{HIDDEN}">'),
        ('<audio controls src="word.mp3"></audio>', f'<audio controls src="{WORD}"></audio>'),
        ('<video src="word.mp3" poster="cat.png"></video>', f'<video src="_{WORD}" poster="{HIDDEN}"></video>'),
        ('<audio><source src="word.mp3"></audio>', f'<audio><source src="_{WORD}"></audio>'),
        ('<img srcset="cat.png, media/cat.png 2x">', f'<img srcset="{HIDDEN}, {HIDDEN} 2x">'),
        ('<svg><image href="cat.png"/></svg>', f'<svg><image href="{HIDDEN}"/></svg>'),
        ('<svg><image xlink:href="cat.png#part" /></svg>', f'<svg><image xlink:href="{HIDDEN}#part" /></svg>'),
        ('<b style="background: url(cat.png)">x</b>', f'<b style="background: url({HIDDEN})">x</b>'),
        (
            '<b style="background: url(&quot;a&amp;b.png&quot;)">x</b>',
            f'<b style="background: url(&quot;_a-a-b-{HASH}.png&quot;)">x</b>',
        ),
        ("<b style=\"background: url( 'my cat.png' )\">x</b>", f'url( &#x27;_a-my-cat-{HASH}.png&#x27; )"'),
        ("<style>\n.x { background: url(cat.png) }\n</style>", f".x {{ background: url({HIDDEN}) }}"),
        ('<div>\n\n<p><img src="cat.png"></p>\n\n</div>', f'<p><img src="{CAT}"></p>'),
        ('| a |\n|---|\n| <img src="cat.png"> |', f'<td><img src="{CAT}"></td>'),
        ('- one\n- <img src="a&amp;b.png">', f'<img src="a-a-b-{HASH}.png">'),
        ('<img src="my%20cat.png">', f'<img src="a-my-cat-{HASH}.png">'),
        ('<img src="cat.png" alt="a>b"> then', f'<img src="{CAT}" alt="a>b"'),
    ],
)
def test_references_in_raw_html_get_the_name_inside_anki(written: str, shown: str) -> None:
    html, problems, packed = rendered(written)
    assert shown in html
    assert problems == []
    assert packed
    assert all(name in html for name in packed)


@pytest.mark.parametrize(
    "written",
    [
        '`<img src="https://x.y/a.png">`',
        '```html\n<img src="no.png">\n```',
        '<!-- <img src="no.png"> -->',
        '<b data-src="no.png" title="src=\'no.png\'">x</b>',
        '<svg><rect fill="url(#paint)" style="fill: url(#paint)"/><use href="#part"/></svg>',
        '<a href="https://x.y/a.png">x</a>',
        "<img>",
    ],
)
def test_what_names_no_file_stays_as_written(written: str) -> None:
    html, problems, packed = rendered(written)
    assert (problems, packed) == ([], [])
    assert "_a-" not in html


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("no.png", "M001"), ("", "M001"), ("https://x.y/cat.png", "M002"), ("//x.y/cat.png", "M002"),
        ("ht&#116;ps://x.y/cat.png", "M002"), ("data:image/png;base64,AA==", "M002"), ("../cat.png", "M003"),
        ("/cat.png", "M003"), ("Cat.png", "M004"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ['<img src="{}">', '<svg><image href="{}"/></svg>', '<video poster="{}"></video>'])
def test_references_are_refused_as_those_of_markdown_are(tag: str, reference: str, code: str) -> None:
    assert rendered(tag.format(reference))[1:] == ([code], [])


def test_a_style_that_loads_another_one_is_refused() -> None:
    assert rendered('<style>@import "https://x.y/a.css"; @import url(b.css);</style>')[1] == ["M002", "M001"]


def test_markdown_and_raw_html_name_one_file_once_and_report_it_once() -> None:
    assert rendered('![](cat.png) <img src="cat.png">')[1:] == ([], [CAT])
    assert rendered('![](no.png) <img src="nil.png">')[1] == ["M001", "M001"]


def test_raw_html_in_a_deletion_keeps_its_marks() -> None:
    html, problems, packed = rendered('A {{c1::<img src="cat.png">::a cat}}', cloze=True)
    assert f'{{{{c1::<img src="{CAT}">::a cat}}}}' in html
    assert (problems, packed) == ([], [CAT])


def test_html_that_is_shown_as_written_names_no_files() -> None:
    html, problems, packed = rendered('<img src="no.png">', raw_html=False)
    assert "&lt;img" in html
    assert (problems, packed) == ([], [])


PIECES = [
    "<img", "<style>", "</style>", "<b style=", " src=", "srcset=", '"', "'", ">", "cat.png", "url(", ")", ",", "#", " ",
    "&quot;", "<!--", "`", "\n\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_html_makes_it_fail_and_every_file_it_packs_is_named(text: str) -> None:
    html, _, packed = rendered(text)
    assert all(name in html for name in packed)


RAW = '[project]\nnamespace = "test"\ntitle = "T"\nraw_html = true\n'


def test_the_place_is_that_of_the_reference(project: MakeProject) -> None:
    text = (
        '- id: one\n  front: Is no.png there?\n  back: |\n    no.png in\n    <img alt="no.png"\n      src="no.png">\n'
    )
    (problem,) = project({"deckgen.toml": RAW, "cards/a/x.yaml": text}).compile().diagnostics
    assert (problem.code, str(problem.span)) == ("M001", "cards/a/x.yaml:6:12")
