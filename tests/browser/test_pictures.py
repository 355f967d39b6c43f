"""The pictures that the README shows are there, and light enough for a page."""

import re

import pytest
from PIL import Image

from tests.browser.pictures import FOLDER, PICTURES
from tests.repository import ROOT

NAMED = re.compile(r"docs/pictures/[\w.-]+")


def test_every_picture_that_the_readme_names_is_there() -> None:
    named = set(NAMED.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert named
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_light_and_leaves_the_ground_of_the_page(name: str) -> None:
    assert (FOLDER / name).stat().st_size < 400_000
    with Image.open(FOLDER / name) as picture:
        shown = picture.convert("RGBA")
    assert shown.width > 2000
    assert shown.getchannel("A").getpixel((0, 0)) == 0
