"""The preview for everybody: axe-core finds nothing in any view, and Tab alone reaches everything and shows where it is."""

import os
from base64 import b64decode
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from selenium.webdriver.common.keys import Keys

from tests.preview.conftest import Live
from tests.preview.reader import BACK, Reader, eventually
from tests.preview.school import edit

pytestmark = pytest.mark.browser
SCREENS = {"desktop": (1280, 900), "phone": (390, 844)}
_RUN = """
  const done = arguments[0];
  axe.run(document, {iframes: false, preload: false}).then((found) => done(found.violations.map((one) =>
    `${one.impact} ${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`)), (error) => done([String(error)]));
"""


@cache
def axe() -> str:
    """The source of axe-core. In CI its absence is a failure, elsewhere a skip."""
    found = find_spec("axe_playwright_python")
    if found is None or not found.submodule_search_locations:
        reason = "axe-core is not installed (axe-playwright-python)"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI needs it")
        pytest.skip(reason)
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Reader) -> list[str]:
    """What axe-core finds in the page around the cards; how readable cards are is tested with the templates."""
    page.driver.execute_script(axe())
    found: list[str] = page.driver.execute_async_script(_RUN)
    return found


def browse(page: Reader) -> None:
    page.open("#/en/lens-focus/1")
    page.shows(BACK, "At its focus.")


def the_list_with_filters(page: Reader) -> None:
    page.open("#/en")
    page.click("button", "Filters")
    page.type("light")
    eventually(lambda: len(page.rows()) < 13)


def in_chinese(page: Reader) -> None:
    page.open("#/zh-Hans/mirrors/1")
    page.shows("卡片背面", "会聚")


def study(page: Reader) -> None:
    page.open("#/en/study/lens-focus/1/back")
    page.shows(BACK, "At its focus.")


def overview(page: Reader) -> None:
    page.open("#/en/overview")
    eventually(lambda: page.see("CC-BY-4.0"))


def help_(page: Reader) -> None:
    page.open("#/en/lens-focus/1")
    page.shows(BACK, "At its focus.")
    page.press("?")
    assert page.find("dialog", "Keyboard shortcuts")


def nothing_found(page: Reader) -> None:
    page.open("#/en")
    page.type("no such word")
    eventually(lambda: page.see("Nothing found"))


def unknown_card(page: Reader) -> None:
    page.open("#/en/nobody/1")
    eventually(lambda: page.see("There is no card"))


VIEWS = (browse, the_list_with_filters, in_chinese, study, overview, help_, nothing_found, unknown_card)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_axe_finds_nothing_by_day_and_by_night(page: Reader, view: Callable[[Reader], None], screen: str) -> None:
    page.screen(*SCREENS[screen], phone=screen == "phone")
    view(page)
    found = {}
    for colours in ("light", "dark"):
        page.prefer(color_scheme=colours, reduced_motion="reduce")
        found[colours] = violations(page)
    assert found == {"light": [], "dark": []}


def test_axe_finds_nothing_in_problems(live: Live, live_page: Reader) -> None:
    edit(
        live.project,
        "sound/waves",
        "  back: {en: A frequency that changes with motion., zh-Hans: 音调随运动改变。}\n",
        "",
    )
    edit(live.project, "light/rays", "kind: compare", "kind: comparison")
    live_page.open("#/en/doppler/1")
    eventually(lambda: sum("problem" in row.casefold() for row in live_page.rows()) == 2)
    eventually(lambda: live_page.driver.find_element("tag name", "summary")).click()
    eventually(lambda: live_page.see("E001") and live_page.see("E004"))
    found: dict[str, list[str]] = {}
    for screen, size in SCREENS.items():
        live_page.screen(*size, phone=screen == "phone")
        for colours in ("light", "dark"):
            live_page.prefer(color_scheme=colours, reduced_motion="reduce")
            found[f"{screen} {colours}"] = violations(live_page)
    assert {where: one for where, one in found.items() if one} == {}


# The keyboard alone

_FROM_THE_START = """
  const root = document.documentElement;
  root.tabIndex = -1;
  root.focus();
  root.removeAttribute("tabindex");
"""
_FOCUSED = """
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const names = [one.ariaLabel, one.title, one.labels?.[0]?.textContent, one.textContent, one.id];
  const box = (one.matches("input[type=radio]") ? one.labels[0] : one).getBoundingClientRect();
  const name = names.find((one) => one?.trim())?.trim().slice(0, 40) ?? "";
  return [one.tagName.toLowerCase(), name, box.left, box.top, box.right, box.bottom];
"""
_OUGHT = """
  const within = (one) => one.closest("[inert], dialog:not([open])") === null;
  const radio = (one) => one.type !== "radio" || one.checked; // arrows choose among them
  return [...document.querySelectorAll("a[href], button, input, select, summary, iframe, [tabindex='0']")].filter((one) =>
    one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0 && within(one) && radio(one)).length;
"""


def picture(page: Reader, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """What is seen around a box."""
    x, y = max(0, left - 6), max(0, top - 6)
    clip = {"x": x, "y": y, "width": right + 6 - x, "height": bottom + 6 - y, "scale": 1}
    shot = page.driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip})
    return Image.open(BytesIO(b64decode(shot["data"]))).convert("RGB")


def is_marked(page: Reader, box: Sequence[float]) -> bool:
    """Whether the place of the focus looks different from without it; the focus is put back."""
    focused = picture(page, *box)
    page.driver.execute_script("window.lately = document.activeElement; lately.blur()")
    blurred = picture(page, *box)
    page.driver.execute_script("lately.focus({preventScroll: true, focusVisible: true})")
    return ImageChops.difference(focused, blurred).getbbox() is not None


@pytest.mark.parametrize("view", [browse, the_list_with_filters, study, overview], ids=lambda view: view.__name__)
def test_tab_reaches_everything_and_shows_where_it_is(page: Reader, view: Callable[[Reader], None]) -> None:
    page.prefer(reduced_motion="reduce")
    view(page)
    ought: int = page.driver.execute_script(_OUGHT)
    page.driver.execute_script(_FROM_THE_START)
    page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": 1, "y": 1})
    reached: list[str] = []
    unmarked: list[str] = []
    for _ in range(ought + 5):
        page.press(Keys.TAB)
        focused = page.driver.execute_script(_FOCUSED)
        if focused is None:
            break
        tag, name, *box = focused
        reached.append(f"{tag} {name}")
        if tag != "iframe" and not is_marked(page, box):
            unmarked.append(f"{tag} {name}")
    assert unmarked == []
    assert len(reached) == ought, reached


def test_the_link_to_skip_leads_into_the_main_part(page: Reader) -> None:
    browse(page)
    page.press(Keys.TAB)
    assert page.driver.switch_to.active_element.text == "Skip to the card"
    page.press(Keys.ENTER)
    assert page.driver.execute_script("return document.activeElement.closest('main') !== null")
    assert page.place == "#/en/lens-focus/1"


def test_a_dialog_keeps_the_focus_and_gives_it_back(page: Reader) -> None:
    browse(page)
    button = page.find("button", "Keyboard shortcuts")
    button.click()
    dialog = page.find("dialog", "Keyboard shortcuts")
    for _ in range(4):
        page.press(Keys.TAB)
        inside = "return arguments[0].contains(document.activeElement) || document.activeElement === document.body"
        assert page.driver.execute_script(inside, dialog)
    page.press(Keys.ESCAPE)
    eventually(lambda: page.driver.switch_to.active_element == button)


def test_the_number_of_hits_is_announced_politely(page: Reader) -> None:
    page.open("#/en")
    page.type("light")
    script = "return [...document.querySelectorAll('[role=status]')].map((one) => one.textContent)"
    eventually(lambda: any(" of 13 cards" in text for text in page.driver.execute_script(script)))
