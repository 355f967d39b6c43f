"""A person at the preview page: sees roles, names and texts, presses keys; knows nothing of classes and ids."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

PATIENCE = 10.0
"""Seconds until something that should appear is missed."""
FRONT, BACK = "Front of the card", "Back of the card"
"""What the frames are called."""
FRONT_ZH, BACK_ZH = "卡片正面", "卡片背面"
Role = Literal["button", "link", "combobox", "searchbox", "listbox", "dialog", "radio", "region"]
_ELEMENTS: dict[Role, str] = {
    "button": "button",
    "link": "a[href]",
    "combobox": "select",
    "searchbox": "input[type=search]",
    "listbox": "[role=listbox]",
    "dialog": "dialog",
    "radio": "input[type=radio]",
    "region": "section, [role=region]",
}
_SEEN = """
  const [selector, name] = arguments;
  const words = (one) => [one.ariaLabel, one.title, one.textContent, ...[...(one.labels ?? [])].map((label) => label.textContent),
    document.getElementById(one.getAttribute("aria-labelledby"))?.textContent];
  return [...document.querySelectorAll(selector)].filter((one) =>
    one.checkVisibility({visibilityProperty: true}) && words(one).some((text) => text?.includes(name)));
"""
_ROWS = """
  const done = arguments[0];
  const list = [...document.querySelectorAll("[role=listbox]")].find((one) => one.checkVisibility());
  if (!list) return done([]);
  const before = list.scrollTop, rows = new Map();
  const look = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    for (const row of list.querySelectorAll("[role=option]")) rows.set(Number(row.ariaPosInSet), row.innerText);
    if (list.scrollTop + list.clientHeight < list.scrollHeight - 1) {
      list.scrollTop += list.clientHeight;
      return look();
    }
    list.scrollTop = before;
    done([...rows].sort(([a], [b]) => a - b).map(([_, text]) => text));
  }));
  list.scrollTop = 0;
  look();
"""
Found = TypeVar("Found")


def eventually(look: Callable[[], Found]) -> Found:
    """What `look` gives as soon as that is true; the page may take a moment."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = look()
        except (AssertionError, WebDriverException):  # while a page is loaded its elements and frames come and go
            if time.monotonic() > end:
                raise
            found = None
        if found:
            return found
        assert time.monotonic() < end, "the page did not come to show it"
        time.sleep(0.03)


class Reader:
    """One tab. `site` is the address of the page without what follows the #."""

    def __init__(self, driver: webdriver.Chrome, site: str) -> None:
        self.driver = driver
        self.site = site

    def open(self, place: str = "") -> None:
        """Go to an address (`#/en/...`, or a whole one) and wait for the page to be ready."""
        self.driver.get(place if "://" in place else self.site + place)
        self.settle()

    def reload(self) -> None:
        self.driver.refresh()
        self.settle()

    def settle(self) -> None:
        """Wait until the page says what it is about."""
        eventually(lambda: self.driver.find_element(By.TAG_NAME, "h1").text)

    @property
    def place(self) -> str:
        """What follows the # of the address, with it."""
        return "#" + self.driver.current_url.partition("#")[2]

    def see(self, text: str) -> bool:
        """Whether a text is in sight, whatever its capitals."""
        return text.casefold() in self.text.casefold()

    @property
    def text(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "body").text

    def find(self, role: Role, name: str) -> WebElement:
        """The one visible element of this role with this accessible name."""

        def look() -> WebElement:
            found = self.all(role, name)
            assert len(found) == 1, f"not one {role} called {name!r} but {len(found)}"
            return found[0]

        return eventually(look)

    def all(self, role: Role, name: str) -> list[WebElement]:
        """Every visible element of this role with this accessible name."""
        candidates: list[WebElement] = self.driver.execute_script(_SEEN, _ELEMENTS[role], name)
        return [one for one in candidates if one.accessible_name == name]

    def click(self, role: Role, name: str) -> None:
        self.find(role, name).click()

    def pick_width(self, label: str) -> None:
        """Press a label of the choice of widths."""
        self.driver.find_element(By.XPATH, f"//label[normalize-space()='{label}']").click()

    def press(self, *keys: str) -> None:
        """One key after the other, wherever the focus is."""
        for key in keys:
            webdriver.ActionChains(self.driver, duration=0).send_keys(key).perform()

    def type(self, words: str) -> None:
        """Replace what stands in the search field."""
        field = self.find("searchbox", "Search the cards")
        field.click()
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(words or Keys.DELETE)

    def choose(self, name: str, value: str) -> None:
        """Choose what begins with `value` in the filter called `name`; "" is the first, which lets everything through."""
        box = Select(self.find("combobox", name))
        texts = [option.text for option in box.options]
        box.select_by_index(next(at for at, text in enumerate(texts) if text.startswith(value)))

    def rows(self) -> list[str]:
        """The texts of all rows of the list, also of those out of sight."""
        rows: list[str] = self.driver.execute_async_script(_ROWS)
        return rows

    def chosen(self) -> str:
        """The row that is selected in the list."""
        script = "return document.querySelector('[role=option][aria-selected=true]')?.innerText ?? ''"
        text: str = self.driver.execute_script(script)
        return text

    @contextmanager
    def inside(self, side: str) -> Iterator[webdriver.Chrome]:
        """In the frame of a side of the card, called FRONT or BACK."""
        self.driver.switch_to.frame(self.frame(side))
        try:
            yield self.driver
        finally:
            self.driver.switch_to.default_content()

    def frame(self, side: str) -> WebElement:
        def look() -> WebElement | None:
            frames = self.driver.find_elements(By.TAG_NAME, "iframe")
            return next((one for one in frames if one.is_displayed() and one.get_attribute("title") == side), None)

        found = eventually(look)
        assert found
        return found

    def shows(self, side: str, text: str) -> None:
        """Wait until a side of the card shows this text."""

        def look() -> bool:
            with self.inside(side) as driver:
                return text in driver.find_element(By.TAG_NAME, "body").text

        eventually(look)

    def script_in(self, side: str, script: str) -> Any:
        """What a script gives in the frame of a side."""
        with self.inside(side) as driver:
            return driver.execute_script(script)

    def screen(self, width: int, height: int, *, phone: bool = False) -> None:
        """Another size of the page, in CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": phone})

    def prefer(self, **features: str) -> None:
        """What the system prefers: `color_scheme="dark"`, `reduced_motion="reduce"`."""
        wanted = [{"name": f"prefers-{name.replace('_', '-')}", "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})


def beginnings(rows: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Rows as the titles they begin with; a row that begins with none stays as it is."""
    return [next((title for title in titles if row.startswith(title)), row) for row in rows]
