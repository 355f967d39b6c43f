"""`deckgen preview --serve` as an author uses it: a page in real Chromium beside the editor, never touched."""

from collections.abc import Callable

import pytest
from selenium.webdriver.support.select import Select

from tests.browser.chromium import console_errors
from tests.preview.conftest import Live
from tests.preview.reader import BACK, FRONT, Reader, beginnings, eventually
from tests.preview.school import TITLES, edit

pytestmark = pytest.mark.browser
DOPPLER = "#/en/doppler/1"
ANSWER = "A frequency that changes with motion."
TIMBRE = "- id: timbre\n  front: {en: What is timbre?, zh-Hans: 什么是音色？}\n  source: [{ref: acoustics}]\n"
BACK_LINE = "  back: {en: A frequency that changes with motion., zh-Hans: 音调随运动改变。}\n"


def colour(page: Reader) -> str:
    found: str = page.script_in(FRONT, "return getComputedStyle(document.body).backgroundColor")
    return found


def without_problems(page: Reader) -> bool:
    return not any(page.see(word) for word in ("problem", "error", "E001", "S002"))


def line_of(live: Live, path: str, text: str) -> int:
    """The line of a file that begins with this text."""
    lines = (live.project.root / path).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(text))


def test_an_edit_is_shown_by_itself_and_the_reader_stays_where_they_were(live: Live, live_page: Reader) -> None:
    live_page.open(DOPPLER)
    live_page.shows(BACK, ANSWER)
    day = colour(live_page)
    live_page.click("button", "Card at night")
    live_page.pick_width("412")
    live_page.choose("Topic", "Sound")
    live_page.type("motion")
    eventually(lambda: beginnings(live_page.rows(), TITLES) == ["What is the Doppler effect?"])
    edit(live.project, "sound/waves", ANSWER, "A shift of frequency by motion.")
    live_page.shows(BACK, "A shift of frequency by motion.")
    eventually(lambda: live_page.place == DOPPLER)
    assert beginnings(live_page.rows(), TITLES) == ["What is the Doppler effect?"]
    assert Select(live_page.find("combobox", "Topic")).first_selected_option.text.startswith("Sound")
    eventually(lambda: live_page.find("searchbox", "Search the cards").get_attribute("value") == "motion")
    eventually(lambda: live_page.find("button", "Card at night").get_attribute("aria-pressed") == "true")
    assert colour(live_page) != day
    eventually(lambda: live_page.script_in(FRONT, "return innerWidth") == 412)
    eventually(lambda: live_page.see("Live"))


def test_an_edit_does_not_interrupt_a_study(live: Live, live_page: Reader) -> None:
    live_page.open("#/en/study/doppler/1")
    live_page.shows(FRONT, "What is the Doppler effect?")
    live_page.press(" ")
    live_page.shows(BACK, ANSWER)
    edit(live.project, "sound/waves", ANSWER, "A shift of frequency by motion.")
    live_page.shows(BACK, "A shift of frequency by motion.")


def forget_the_back(live: Live) -> tuple[str, str]:
    edit(live.project, "sound/waves", BACK_LINE, "")
    return "E001", f"cards/sound/waves.yaml:{line_of(live, 'cards/sound/waves.yaml', '- id: doppler')}:"


def forget_a_quote(live: Live) -> tuple[str, str]:
    edit(live.project, "sound/waves", f"{{en: {ANSWER}", f'{{en: "{ANSWER}')
    return "S002", "cards/sound/waves.yaml:"


@pytest.mark.parametrize("break_", [forget_the_back, forget_a_quote])
def test_a_broken_entry_says_what_is_wrong_where_its_card_was_until_it_is_mended(
    live: Live, live_page: Reader, break_: Callable[[Live], tuple[str, str]]
) -> None:
    path = live.project.root / "cards/sound/waves.yaml"
    good = path.read_text(encoding="utf-8")
    console_errors(live_page.driver)  # forget what was before
    live_page.open(DOPPLER)
    live_page.shows(BACK, ANSWER)
    assert without_problems(live_page)

    code, place = break_(live)
    eventually(lambda: live_page.see(code) and live_page.see(place))
    eventually(lambda: live_page.see("Error"))
    eventually(lambda: live_page.place == DOPPLER)
    assert not [one for one in live_page.driver.find_elements("tag name", "iframe") if one.is_displayed()]
    eventually(lambda: not live_page.driver.find_elements("tag name", "summary"))  # nothing is wrong elsewhere

    live_page.open("#/en/lens-focus/1")
    live_page.shows(BACK, "At its focus.")
    summary = eventually(lambda: live_page.driver.find_element("tag name", "summary"))
    assert summary.text.startswith("1 problem")
    row = next(row for row in live_page.rows() if row.startswith("What is the Doppler effect?"))
    assert "problem" in row.casefold()
    summary.click()
    eventually(lambda: live_page.see(code))
    live_page.click("link", "doppler")
    eventually(lambda: live_page.place == DOPPLER and live_page.see(place))

    path.write_text(good, encoding="utf-8")
    live_page.shows(BACK, ANSWER)
    eventually(lambda: without_problems(live_page))
    eventually(lambda: live_page.place == DOPPLER)
    assert console_errors(live_page.driver) == []


def test_the_message_is_the_one_of_the_command_line(live: Live, live_page: Reader) -> None:
    live_page.open(DOPPLER)
    forget_the_back(live)
    eventually(lambda: live_page.see("E001"))
    done = live.project.run("check")
    (line,) = [line for line in (done.stdout + done.stderr).splitlines() if "E001" in line]
    eventually(lambda: live_page.see(line.partition("]: ")[2].replace("`", "")))


def test_a_new_entry_that_does_not_compile_has_a_row_that_says_so(live: Live, live_page: Reader) -> None:
    live_page.open("#/en/lens-focus/1")
    live.project.write(
        "cards/sound/zzz.yaml", "- id: half-written\n  front: {en: What is timbre?, zh-Hans: 什么是音色？}\n"
    )
    eventually(lambda: any("half-written" in row for row in live_page.rows()))
    live_page.open("#/en/half-written/1")
    eventually(lambda: live_page.see("E001") and live_page.see("cards/sound/zzz.yaml:1:"))


def test_a_new_entry_and_a_deleted_one_change_the_list(live: Live, live_page: Reader) -> None:
    live_page.open()
    eventually(lambda: beginnings(live_page.rows(), TITLES) == list(TITLES))
    live.project.write("cards/sound/zzz.yaml", TIMBRE + "  back: {en: Colour of sound., zh-Hans: 声音的色彩。}\n")
    eventually(lambda: beginnings(live_page.rows(), (*TITLES, "What is timbre?"))[-1] == "What is timbre?")
    live.project.write("cards/sound/zzz.yaml", None)
    eventually(lambda: beginnings(live_page.rows(), TITLES) == list(TITLES))


def test_a_change_of_look_and_of_a_template_is_shown(live: Live, live_page: Reader) -> None:
    live_page.open("#/en/lens-focus/1")
    live_page.shows(FRONT, "Where do parallel rays meet")
    live.project.write("templates/style.css", ".card { background: rgb(1, 20, 30) }")
    eventually(lambda: colour(live_page) == "rgb(1, 20, 30)")
    live.project.write("templates/style.css", ".card { background: rgb(1, 20, 31) }")
    eventually(lambda: colour(live_page) == "rgb(1, 20, 31)")
    live.project.write("templates/qa/front.html.j2", "<p>Think first.</p>{{ front }}")
    live_page.shows(FRONT, "Think first.")


def test_stopping_the_server_ends_cleanly_and_the_page_says_that_it_is_alone(live: Live, live_page: Reader) -> None:
    live_page.open("#/en/lens-focus/1")
    live_page.shows(BACK, "At its focus.")
    assert live.stop() == 0
    eventually(lambda: live_page.see("Connection lost"))
    live_page.shows(BACK, "At its focus.")  # what is there can still be read
    assert "Traceback" not in live.said.read_text(encoding="utf-8")
