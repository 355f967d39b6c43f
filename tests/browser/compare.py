"""Do two pictures of a card show the same? Letters may be drawn a little differently; blocks, colours and pictures may not.

Both are reduced to the mean colours of small tiles. Another rasteriser puts nearly the same ink into a tile; a block that
has moved, a colour that is gone and a picture that is missing do not.
"""

from dataclasses import dataclass

from PIL import Image, ImageChops

TILE = 16
"""px; less than the height of a line of text."""
FAINT, STRONG, FEW = 8, 24, 3
"""Of 255: more than a FEW tiles off by FAINT, or one by STRONG, is a difference."""
TALLER = 0.02


@dataclass(frozen=True, slots=True)
class Difference:
    """Why two pictures are not the same, and both side by side with the tiles that differ."""

    why: str
    beside: Image.Image


def difference(kept: Image.Image, drawn: Image.Image) -> Difference | None:
    """What a person would notice, or None."""
    kept, drawn = kept.convert("RGB"), drawn.convert("RGB")
    if kept.width != drawn.width or abs(kept.height - drawn.height) > TALLER * kept.height:
        sizes = f"{kept.width} x {kept.height} px is now {drawn.width} x {drawn.height} px"
        return Difference(sizes, _beside(kept, drawn))
    common = (0, 0, kept.width, min(kept.height, drawn.height))
    apart = _tiles(kept.crop(common), drawn.crop(common))
    faint, strong = (sum(apart.histogram()[least:]) for least in (FAINT, STRONG))
    if faint <= FEW and not strong:
        return None
    marks = apart.point([0] * FAINT + [255] * (256 - FAINT)).resize(kept.size, Image.Resampling.NEAREST)
    highest = apart.getextrema()[1]
    return Difference(f"{faint} tiles differ, by up to {highest} of 255", _beside(kept, drawn, marks))


def _tiles(kept: Image.Image, drawn: Image.Image) -> Image.Image:
    """For every tile the greatest difference of a channel, as a grey picture."""
    red, green, blue = ImageChops.difference(kept.reduce(TILE), drawn.reduce(TILE)).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _beside(*pictures: Image.Image) -> Image.Image:
    sheet = Image.new(
        "RGB", (sum(one.width + 16 for one in pictures) - 16, max(one.height for one in pictures)), "#c33"
    )
    left = 0
    for one in pictures:
        sheet.paste(one, (left, 0))
        left += one.width + 16
    return sheet
