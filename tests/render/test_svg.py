"""Boxes of SVG elements, and pictures that a deck must not carry."""

import pytest

from deckgen.kinds.base import Box
from deckgen.model import MediaFile, Sha256
from deckgen.render.svg import picture, svg_problem

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}">'


def svg(body: str, view: str = "0 0 200 100") -> MediaFile:
    text = HEAD.format(view) + body + "</svg>"
    return MediaFile("cards/a/media/p.svg", Sha256("0" * 64), len(text), text)


def box(body: str, name: str = "e", view: str = "0 0 200 100") -> Box:
    shown, problems = picture("p.svg", svg(body, view), (name,))
    assert problems == ()
    assert shown is not None
    return shown.boxes[name]


def extent(body: str, view: str = "0 0 200 100") -> tuple[float, float, float, float]:
    one = box(body, view=view)
    return one.left, one.top, one.width, one.height


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<rect id="e" x="20" y="10" width="100" height="50"/>', (10, 10, 50, 50)),
        ('<circle id="e" cx="100" cy="50" r="20"/>', (40, 30, 20, 40)),
        ('<ellipse id="e" cx="100" cy="50" rx="40" ry="20"/>', (30, 30, 40, 40)),
        ('<line id="e" x1="0" y1="0" x2="200" y2="100"/>', (0, 0, 100, 100)),
        ('<polygon id="e" points="20,10 120,10 120,60"/>', (10, 10, 50, 50)),
        ('<path id="e" d="M20 10 h100 v50 h-100 z"/>', (10, 10, 50, 50)),
        ('<path id="e" d="M20,10 L120,60"/>', (10, 10, 50, 50)),
        ('<g id="e"><rect x="20" y="10" width="9" height="9"/><circle cx="110" cy="50" r="10"/></g>', (10, 10, 50, 50)),
        ('<g transform="translate(20 10)"><rect id="e" width="100" height="50"/></g>', (10, 10, 50, 50)),
        ('<g id="e" transform="translate(20,10) scale(2)"><rect width="50" height="25"/></g>', (10, 10, 50, 50)),
        ('<rect id="e" width="50" height="50" transform="rotate(90) translate(0 -50)"/>', (0, 0, 25, 50)),
        ('<rect id="e" x="-50" y="-50" width="100" height="100"/>', (0, 0, 25, 50)),
        ('<rect id="e" x="190" y="90" width="100" height="100"/>', (95, 90, 5, 10)),
    ],
)  # fmt: skip
def test_boxes_in_per_cent(body: str, expected: tuple[float, float, float, float]) -> None:
    """Shapes, paths, groups and transforms; what sticks out of the picture is cut off."""
    assert extent(body) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    "size", ['width="50mm" height="25mm"', 'width="400" height="200"', 'width="100%"', 'height="50"']
)
def test_boxes_do_not_depend_on_width_and_height(size: str) -> None:
    """The viewBox is what counts, however large the picture is drawn."""
    head = HEAD.format("0 0 200 100").replace("<svg", f"<svg {size}")
    text = f'{head}<rect id="e" x="20" y="10" width="100" height="50"/></svg>'
    shown, _ = picture("p.svg", MediaFile("p.svg", Sha256("0" * 64), 1, text), ("e",))
    assert shown is not None
    one = shown.boxes["e"]
    assert (one.left, one.top, one.width, one.height) == pytest.approx((10, 10, 50, 50), abs=0.02)


def test_a_view_box_that_does_not_begin_at_nought() -> None:
    body = '<rect id="e" x="-80" y="-40" width="100" height="50"/>'
    assert extent(body, view="-100 -50 200 100") == pytest.approx((10, 10, 50, 50), abs=0.02)


def test_text_is_estimated_from_its_font_size() -> None:
    """A CJK character is as wide as it is high; the baseline is near the bottom."""
    left, top, width, height = extent('<text id="e" x="20" y="50" font-size="20">编码器</text>')
    assert left == pytest.approx(10)
    assert width == pytest.approx(30)
    assert 30 < top < 50 < top + height < 60


def test_text_may_be_anchored_in_its_middle() -> None:
    left, _, width, _ = extent('<text id="e" x="100" y="50" font-size="20" text-anchor="middle">编码器</text>')
    assert left + width / 2 == pytest.approx(50)


def test_labels_are_the_words_inside() -> None:
    body = '<g id="e"><rect width="50" height="50"/><text x="5" y="20">image\n  <tspan>encoder</tspan></text></g>'
    assert box(body).label == "image encoder"


def test_an_id_may_need_escaping() -> None:
    assert box('<rect id="a&amp;b" width="50" height="50"/>', "a&b").width == 25


def test_the_title_of_the_picture_is_its_alternative_text() -> None:
    shown, _ = picture("p.svg", svg("<title> Two towers </title><rect id='e' width='9' height='9'/>"), ("e",))
    assert shown is not None
    assert shown.title == "Two towers"


@pytest.mark.parametrize(
    "body",
    [
        "<script>x()</script>", "<svg:script xmlns:svg='http://www.w3.org/2000/svg'>x()</svg:script>", "<SCRIPT/>",
        '<rect onclick="x()"/>', "<foreignObject><p>x</p></foreignObject>", '<image href="https://x.y/z.png"/>',
        '<image href="z.png"/>', '<use href="other.svg#a"/>', '<a href="javascript:x()"><rect/></a>',
        "<style>@import 'x.css';</style>", "<style>rect { fill: url(https://x.y/z) }</style>",
        '<rect style="fill:url( &quot;//x&quot;)"/>',
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="z.png"/>',
    ],
)  # fmt: skip
def test_pictures_that_load_or_run_something_are_refused(body: str) -> None:
    problem = svg_problem(svg(body))
    assert problem is not None
    assert problem.code == "K501"


@pytest.mark.parametrize(
    "body",
    [
        '<use href="#a"/>', '<rect fill="url(#gradient)"/>', '<image href="data:image/png;base64,AA=="/>',
        "<text>on click = x</text>", "<text>a script</text>", "<style>.a { fill: red }</style>", "<desc>see https://x.y</desc>",
    ],
)  # fmt: skip
def test_pictures_that_stand_for_themselves_are_fine(body: str) -> None:
    assert svg_problem(svg(body)) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "not xml", "<svg>", "<html/>", "<svg/>", "\ufffd\ufffdPNG",
        '<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)  # fmt: skip
def test_what_is_no_svg_or_brings_entities_is_refused(text: str) -> None:
    problem = svg_problem(MediaFile("p.svg", Sha256("0" * 64), 1, text))
    assert problem is not None
    assert problem.code == "K501"


@pytest.mark.parametrize("view", ["", "0 0 100", "0 0 0 100", "a b c d", "0 0 -1 5"])
def test_a_picture_without_a_usable_view_box(view: str) -> None:
    shown, problems = picture("p.svg", svg('<rect id="e" width="5" height="5"/>', view), ("e",))
    assert shown is None
    assert [(index, problem.code) for index, problem in problems] == [(-1, "K501")]


def test_problems_name_the_element() -> None:
    body = '<rect id="e" width="5" height="5"/><g id="empty"/><rect id="out" x="300" width="5" height="5"/>'
    _, problems = picture("p.svg", svg(body), ("nowhere", "e", "empty", "out"))
    assert [(index, problem.code) for index, problem in problems] == [(0, "K502"), (2, "K503"), (3, "K503")]
