"""How release notes, the changelog and `deckgen diff` quote a question: in words, whatever it is made of."""

import pytest

from deckgen.release.question import question_of
from tests.conftest import MakeProject


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Why?</p>", "Why?"),
        ('<p>What is <img src="a-b-1.svg" alt="a &lt;dot&gt;">?</p>', "What is [picture: a <dot>] ?"),
        ('<img src="x.png">', "[picture]"),
        ("<img src='x.png' alt='two words'> Which?", "[picture: two words] Which?"),
        ("How is it said? [sound:a.mp3]", "How is it said? [sound]"),
        (
            r"<p>\(PE_{(pos,2i)} =\) {{c1::\(\sin x\)}}, and {{c2::more::hint}}</p>",
            "$PE_{(pos,2i)} =$ [...], and [...]",
        ),
        (r"\[ a &lt; b \]", "$a < b$"),
        ("<b>x</b> costs 5$", "x costs 5$"),
        ('<p>Run it</p><pre class="dk-code"><code>print(1)</code></pre>', "Run it"),
    ],
)
def test_a_question_in_words(html: str, shown: str) -> None:
    assert question_of(html) == shown


def test_a_long_question_ends_before_a_formula_or_a_gap_that_does_not_fit() -> None:
    for last in (r"\(\frac{a}{b}\)", "{{c1::words}}", '<img src="a.png" alt="a picture">'):
        shown = question_of("x" * 92 + " " + last + " and more words")
        assert shown == "x" * 92 + "..."
        assert len(question_of("y" * 500 + last)) == 100


def test_release_notes_and_changelog_quote_no_markup(project: MakeProject) -> None:
    made = project(
        {
            "cards/a/media/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='5' height='5'/></svg>",
            "cards/a/x.yaml": '- {id: one, front: "**What** is ![a dot](dot.svg)?", back: A}\n'
            '- {id: two, kind: cloze, text: "$a =$ {{c1::b}}"}\n',
        }
    )
    assert made.run("release", "1.0.0").returncode == 0
    made.write(
        "cards/a/x.yaml", (made.root / "cards/a/x.yaml").read_text().replace("back: A", "back: B").replace("::b", "::c")
    )
    assert made.run("release", "1.0.1").returncode == 0
    for path in ("CHANGELOG.md", "build/releases/1.0.1/RELEASE_NOTES.md"):
        text = (made.root / path).read_text(encoding="utf-8")
        assert "`one` (A) What is [picture: a dot] ?" in text
        assert "`two` (A) $a =$ [...]" in text
