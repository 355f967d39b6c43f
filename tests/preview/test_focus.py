"""Which part of the page a key goes to: the card's own players and boxes before the page, space before a pressed button."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.conftest import MakeProject
from tests.preview.conftest import visit
from tests.preview.reader import BACK, FRONT, Reader, eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELLS = " | ".join(letter * 16 for letter in "abcd")
ENTRIES = f"""
- {{id: first, front: First question, back: First answer}}
- {{id: wide, front: A wide table?, back: "| {CELLS} |\\n|---|---|---|---|\\n| 1 | 2 | 3 | 4 |"}}
- {{id: heard, front: "Listen [sound:beep.mp3]", back: A beep}}
- {{id: later, kind: cloze, text: 'Only {{{{c2::this}}}} is asked.', answers: [late]}}
"""
SYLLABUS = "- {id: late, topic: a, question: Which number?}\n"
FOCUSED = """
  const frame = document.activeElement;
  return frame.contentDocument?.activeElement.matches(arguments[0]) ?? false;
"""


@pytest.fixture
def page(project: MakeProject, browser: webdriver.Chrome) -> Iterator[Reader]:
    files: dict[str, str | bytes | Path | None] = {
        "cards/a/x.yaml": ENTRIES,
        "cards/a/media/beep.mp3": b"ID3",
        "cards/syllabus.yaml": SYLLABUS,
    }
    one = project(files)
    done = one.run("preview")
    assert done.returncode == 0, done.stderr
    with visit(browser, (one.root / "build/preview/index.html").as_uri()) as reader:
        yield reader


def tab_to(page: Reader, selector: str) -> None:
    """Press Tab until this part of a card has the focus."""
    for _ in range(60):
        page.press(Keys.TAB)
        if page.driver.execute_script(FOCUSED, selector):
            return
    pytest.fail(f"Tab does not come to {selector}")


def pressed_tab(page: Reader) -> None:
    page.open("#/und/first/1")
    page.shows(FRONT, "First question")
    page.driver.find_element("link text", "Study").click()


def walked_back(page: Reader) -> None:
    page.open("#/und/study/wide/1")
    page.shows(FRONT, "A wide table?")
    page.click("button", "Previous card")


def shuffled_twice(page: Reader) -> None:
    page.open("#/und/study/first/1")
    page.shows(FRONT, "First question")
    page.click("button", "Shuffle")
    page.click("button", "Shuffle")


@pytest.mark.parametrize("come", [pressed_tab, walked_back, shuffled_twice])
def test_space_shows_the_answer_whatever_was_pressed_with_the_mouse(
    page: Reader, come: Callable[[Reader], None]
) -> None:
    come(page)
    page.shows(FRONT, "First question")
    page.press(Keys.SPACE)
    page.shows(BACK, "First answer")


def test_arrows_scroll_a_wide_table_that_has_the_focus(page: Reader) -> None:
    page.open("#/und/study/wide/1/back")
    page.shows(BACK, "a" * 16)
    tab_to(page, ".dk-scroll")
    page.press(Keys.ARROW_RIGHT)
    eventually(lambda: page.script_in(BACK, "return document.querySelector('.dk-scroll').scrollLeft") > 0)
    assert page.place == "#/und/study/wide/1/back"


def test_space_plays_the_sound_that_has_the_focus(page: Reader) -> None:
    page.open("#/und/study/heard/1")
    page.shows(FRONT, "Listen")
    listen = "arguments[0].contentDocument.querySelector('audio').onplay = () => (window.played = true)"
    page.driver.execute_script(listen, page.frame(FRONT))  # the frame itself may run no scripts
    tab_to(page, "audio")
    page.press(Keys.SPACE)
    eventually(lambda: page.driver.execute_script("return window.played"))
    assert page.place == "#/und/study/heard/1"


def test_the_syllabus_leads_to_an_entry_whose_first_card_is_not_number_one(page: Reader) -> None:
    page.open("#/und/overview")
    page.driver.execute_script("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.click("link", "later")
    page.shows(FRONT, "Only [...] is asked.")


def test_one_card_is_counted_as_one(project: MakeProject, browser: webdriver.Chrome) -> None:
    one = project({"cards/a/x.yaml": "- {id: only, front: Q, back: A}\n"})
    one.run("preview")
    with visit(browser, (one.root / "build/preview/index.html").as_uri()) as page:
        page.open("#/und/overview")
        eventually(lambda: {"1 card", "1 entry", "1 topic"} <= set(page.text.splitlines()))
