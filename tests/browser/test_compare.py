"""The comparison of pictures forgives how letters are drawn, and nothing a person would notice."""

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.browser.compare import difference

LINE, WORD = 28, 60


def card(
    *, shift: int = 0, colour: str = "#8a3b1f", picture: bool = True, width: int = 360, more: int = 0
) -> Image.Image:
    """Something like a card: lines of words, one of them coloured, and a picture."""
    page = Image.new("RGB", (width, 600 + more), "#fdfdfb")
    draw = ImageDraw.Draw(page)
    for row in range(8):
        top = 20 + row * LINE + (shift if row >= 6 else 0)
        for column in range(4):
            ink = colour if (row, column) == (3, 1) else "#222222"
            left = 20 + column * (WORD + 10)
            for stem in range(0, WORD, 5):
                draw.rectangle((left + stem, top, left + stem + 1, top + 12), fill=ink)
    if picture:
        draw.rectangle((20, 300, 320, 500), fill="#dbe8ff")
    return page


def bolder(page: Image.Image) -> Image.Image:
    return Image.blend(page, page.filter(ImageFilter.MinFilter(3)), 0.06)


@pytest.mark.parametrize(
    "drawn",
    [
        card(),
        card().filter(ImageFilter.GaussianBlur(0.6)),
        bolder(card()),
        Image.blend(card(), ImageChops.offset(card(), 1, 0), 0.5),
        card(more=4),
        card().quantize(64).convert("RGB"),
    ],
    ids=["the same", "softer letters", "bolder letters", "half a pixel to the right", "a little taller", "a palette"],
)
def test_small_differences_of_drawing_are_forgiven(drawn: Image.Image) -> None:
    assert difference(card(), drawn) is None


@pytest.mark.parametrize(
    "drawn",
    [
        card(shift=6),
        card(colour="#222222"),
        card(picture=False),
        card(width=364),
        card(more=30),
        ImageChops.invert(card()),
    ],
    ids=["moved lines", "a lost colour", "a missing picture", "wider", "taller", "night"],
)
def test_what_a_person_would_notice_is_a_difference(drawn: Image.Image) -> None:
    found = difference(card(), drawn)
    assert found is not None
    assert found.beside.width >= 720


def test_the_reason_names_sizes_or_tiles() -> None:
    taller, moved = difference(card(), card(more=30)), difference(card(), card(shift=6))
    assert taller is not None
    assert taller.why == "360 x 600 px is now 360 x 630 px"
    assert moved is not None
    assert "tiles differ" in moved.why
