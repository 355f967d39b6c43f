"""Placeholders: what Markdown must leave alone."""

from hypothesis import given, settings

from deckgen.model import Html
from deckgen.render.scan import MARK_END, MARK_START, Scanner, occurrence_of_target
from deckgen.sources.characters import NONCHARACTERS
from tests.strategies import anything, markdown_like


def scanner() -> Scanner:
    return Scanner(lambda _language, source: Html(f"<pre>{source}</pre>"), lambda name: Html(f"[sound:{name}]"))


def test_math_sounds_and_fences_become_placeholders() -> None:
    one = scanner()
    protected = one.protect("a $x$ [sound:w.mp3]\n\n```py\ny\n```\n")
    assert protected.count(MARK_START) == protected.count(MARK_END) == 3
    assert one.fragments == [r"\(x\)", "[sound:w.mp3]", "<pre>y</pre>"]
    assert "y" not in protected


def test_code_between_backticks_is_left_to_markdown() -> None:
    assert scanner().protect("`$x$`") == "`$x$`"


def test_a_fence_gives_its_indentation_back() -> None:
    one = scanner()
    one.protect("- a\n\n  ```\n  x\n    y\n  ```")
    assert one.fragments == ["<pre>x\n  y</pre>"]


def test_a_longer_fence_may_hold_a_shorter_one() -> None:
    one = scanner()
    one.protect("````\n```\nx\n```\n````")
    assert one.fragments == ["<pre>```\nx\n```</pre>"]


def test_problems_name_the_occurrence_they_mean() -> None:
    r"""The second `\(` is the one that is not closed."""
    one = scanner()
    one.protect(r"\(x\) and \(y")
    assert [(problem.code, problem.needle, problem.occurrence) for problem in one.problems] == [("X001", r"\(", 1)]


def test_the_occurrence_of_a_target_is_the_one_in_parentheses() -> None:
    assert occurrence_of_target("see two/cat.png, ![](cat.png)", "cat.png") == 1
    assert occurrence_of_target("![](cat.png)", "cat.png") == 0
    assert occurrence_of_target("[sound:w.mp3]", "w.mp3") == 0


@settings(max_examples=150, deadline=None)
@given(anything | markdown_like)
def test_every_placeholder_is_filled_in_again(text: str) -> None:
    clean = NONCHARACTERS.sub("", text)
    one = scanner()
    assert MARK_START not in one.restore(one.protect(clean))
