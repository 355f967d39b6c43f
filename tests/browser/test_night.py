"""Night has a class on every client, and not the same: AnkiMobile says nightMode, AnkiDroid night_mode, the desktop both."""

from pathlib import Path

import pytest
from selenium import webdriver

from deckgen.project import packaged_templates

pytestmark = pytest.mark.browser
_LOOK = """
  const style = getComputedStyle(document.body);
  return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
"""


def look(browser: webdriver.Chrome, folder: Path, address: str, night: str) -> dict[str, str]:
    """Every property of a page's body, the stylesheet's own ones included."""
    css = packaged_templates()["style.css"].text
    page = f'<!doctype html><meta charset="utf-8"><style>{css}</style><body class="card card1 {night}"><p>Text</p>'
    (folder / "card.html").write_text(page, encoding="utf-8")
    browser.get(f"{address}/card.html")
    found: dict[str, str] = browser.execute_script(_LOOK)
    own = "return Object.fromEntries(arguments[0].map((name) => [name, getComputedStyle(document.body).getPropertyValue(name)]))"
    names = sorted(
        {word.strip() for line in css.splitlines() if (word := line.partition(":")[0]).strip().startswith("--dk-")}
    )
    assert len(names) > 50
    values: dict[str, str] = browser.execute_script(own, names)
    return found | values


@pytest.mark.parametrize("client", ["nightMode", "night_mode"])
def test_either_class_alone_makes_the_whole_night(
    browser: webdriver.Chrome, served: tuple[Path, str], client: str
) -> None:
    day = look(browser, *served, night="")
    both = look(browser, *served, night="nightMode night_mode")
    assert look(browser, *served, night=client) == both
    assert {"--dk-bg", "--dk-fg", "--dk-picture-filter", "color-scheme", "color"} <= {
        name for name in day if day[name] != both[name]
    }
