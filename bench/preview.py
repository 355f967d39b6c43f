"""Times the preview of a large deck in real Chromium: `python -m bench.preview [--size 10000]`.

Prints how long the first view takes (from the start of the navigation to a filled list and a shown card), the longest wait from
a keystroke to the list that follows it while a word is typed, and how large the site is. Everything is written to a temporary
folder. Needs what tests/browser needs.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from selenium import webdriver

from bench.sources import write_project
from tests.browser.chromium import chromium

WORD = "moment"
"""Six letters that begin a word of many entries."""
_FIRST_VIEW = """
  const done = arguments[0];
  const start = performance.now();
  const look = () => {
    const isFilled = (one) => one.checkVisibility() && one.contentDocument?.body?.innerText.trim();
    const shown = [...document.querySelectorAll("iframe")].some(isFilled);
    if (shown && document.querySelector("[role=option]")) return requestAnimationFrame(() => done(performance.now()));
    if (performance.now() - start > 60000) return done(-1);
    setTimeout(look, 1);
  };
  look();
"""
_WATCH_LIST = """
  window.waits = [];
  const field = document.querySelector("input[type=search]");
  const list = document.querySelector("[role=listbox]");
  let typed = 0;
  field.addEventListener("input", () => (typed = performance.now()), {capture: true});
  new MutationObserver(() => {
    const since = typed;
    requestAnimationFrame(() => waits.push(performance.now() - since));
  }).observe(list, {childList: true, subtree: true});
  window.long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration))).observe({type: "longtask"});
  field.focus();
"""


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000, help="number of entries  [10000]")
    parser.add_argument("--rounds", type=int, default=5, help="how often the page is opened  [5]")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="deckgen-bench-") as folder:
        root = Path(folder) / "project"
        write_project(root, options.size)
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "deckgen", "preview"], cwd=root, check=True)
        print(f"{'deckgen preview':<34}{time.perf_counter() - started:>9.1f} s")
        site = root / "build" / "preview"
        files = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
        print(f"{'site':<34}{sum(files) / 1e6:>9.1f} MB in {len(files):,} files")
        for line in _at_start(site):
            print(line)
        with chromium() as driver:
            _measure(driver, site, options.rounds)


def _at_start(site: Path) -> list[str]:
    """The files that are read before the first card is shown, and the one that search reads after it."""
    sizes = {path.name: path.stat().st_size / 1e6 for path in (site / "data").iterdir()}
    return [
        f"{'  ' + name:<34}{sizes[name]:>9.1f} MB" for name in sorted(sizes) if name.startswith(("cards-", "text-"))
    ]


def _measure(driver: webdriver.Chrome, site: Path, rounds: int) -> None:
    address = (site / "index.html").as_uri()
    views = []
    for _ in range(rounds):
        driver.get("about:blank")
        driver.get(address)
        views.append(float(driver.execute_async_script(_FIRST_VIEW)))
    print(f"{'first view':<34}{min(views):>9.0f} ms, worst of {rounds}: {max(views):.0f} ms")
    time.sleep(3)  # until the texts are there
    driver.execute_script(_WATCH_LIST)
    for letter in WORD:
        webdriver.ActionChains(driver, duration=0).send_keys(letter).perform()
        time.sleep(0.5)
    waits: list[float] = driver.execute_script("return waits")
    long: list[float] = driver.execute_script("return long")
    print(f"{'keystroke to list, worst':<34}{max(waits):>9.0f} ms ({', '.join(f'{one:.0f}' for one in waits)})")
    print(f"{'longest task while typing':<34}{max(long, default=0):>9.0f} ms{'' if long else ' (none over 50)'}")


if __name__ == "__main__":
    main(sys.argv[1:])
