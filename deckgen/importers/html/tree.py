"""The HTML of a field made fit for Markdown: what people's editors leave behind is tidied, what Markdown can't say is noted."""

import re

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
DEAD_LINK = "a link that leads nowhere from a card"
PICTURE_SIZE = "the size of a picture"
KEEPS_WORDS = frozenset({"colours", "underlining", "highlighting", DEAD_LINK, PICTURE_SIZE})
"""What can be lost without a letter being lost."""
_FORMATS = {"b", "strong", "i", "em", "code", "a", "u", "s", "del", "strike", "font", "span", "mark", "small", "big"}
_LIKE_DIV = {
    "address",
    "center",
    "details",
    "fieldset",
    "figure",
    "figcaption",
    "footer",
    "form",
    "header",
    "main",
    "nav",
}
_DROPPED = {
    "script": "a script", "iframe": "an embedded page", "object": "an embedded object", "embed": "an embedded object",
    "svg": "a drawing in HTML", "canvas": "a drawing in HTML", "video": "a video", "audio": "a sound in HTML", "input": "a form",
    "button": "a form", "select": "a form", "textarea": "a form",
}  # fmt: skip
_SAID_PLAINLY = {"u": "underlining", "ins": "underlining", "mark": "highlighting"}
_STYLES = (
    (re.compile(r"(?:^|;|\s)(?:background(?:-color)?|color)\s*:\s*(?!inherit|initial|transparent|unset)"), "colours"),
    (re.compile(r"text-decoration[^;]*underline"), "underlining"),
)
_STYLES_AS_TAGS = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), "b"),
    (re.compile(r"font-style\s*:\s*italic"), "i"),
    (re.compile(r"text-decoration[^;]*line-through"), "s"),
)
_SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def tidy(soup: BeautifulSoup, lost: dict[str, None]) -> None:
    """Change the tree in place; `lost` gets the names of everything that Markdown can't say."""
    _drop(soup, lost)
    for tag in list(soup.find_all(True)):
        if tag.decomposed:
            continue
        _style(tag, soup, lost)
        if tag.name in {"sub", "sup"}:
            _small_digits(tag, lost)
        elif tag.name == "ruby":
            _ruby(tag)
            lost["readings above words, which stand in brackets now"] = None
        elif tag.name == "summary":
            tag.name = "b"
            tag.wrap(soup.new_tag("p"))
        elif tag.name in _LIKE_DIV:
            tag.name = "div"
        elif tag.name in {"ul", "ol"} and isinstance(tag.parent, Tag) and tag.parent.name in {"ul", "ol"}:
            _into_the_item_before(tag)
        elif tag.name == "code" and tag.find("br") and not tag.find_parent("pre"):
            tag.name = "pre"
        elif tag.name == "br":
            tag["data-break"] = "line" if _is_inside_a_format(tag) else "paragraph"
    _join_twins(soup)


def _drop(soup: BeautifulSoup, lost: dict[str, None]) -> None:
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(["style", *_DROPPED]):
        if tag.decomposed:
            continue
        if tag.name in _DROPPED:
            lost[_DROPPED[tag.name]] = None
        tag.decompose()


def _style(tag: Tag, soup: BeautifulSoup, lost: dict[str, None]) -> None:
    if tag.name in _SAID_PLAINLY:
        lost[_SAID_PLAINLY[tag.name]] = None
    if tag.get("color") or tag.get("bgcolor"):
        lost["colours"] = None
    style = str(tag.get("style") or "").lower()
    if not style or tag.find_parent("pre") or tag.name == "pre":
        return
    for pattern, name in _STYLES:
        if pattern.search(style):
            lost[name] = None
    if tag.name in {"span", "font"} and tag.get_text(strip=True):
        for pattern, name in _STYLES_AS_TAGS:
            if pattern.search(style):
                tag.wrap(soup.new_tag(name))


def _small_digits(tag: Tag, lost: dict[str, None]) -> None:
    """`x<sup>2</sup>` is x²; where Unicode has no such character, x^(abc)."""
    text = tag.get_text()
    table = _SUPERSCRIPTS if tag.name == "sup" else _SUBSCRIPTS
    if tag.find(True) is None and all(ord(char) in table for char in text):
        tag.replace_with(text.translate(table))
        return
    lost["raised or lowered text"] = None
    mark = "^" if tag.name == "sup" else "_"
    if len(text) > 1:
        tag.insert(0, f"{mark}(")
        tag.append(")")
    else:
        tag.insert(0, mark)
    tag.unwrap()


def _ruby(tag: Tag) -> None:
    for aid in tag.find_all("rp"):
        aid.decompose()
    for reading in tag.find_all("rt"):
        reading.replace_with(f"({reading.get_text()})")
    tag.unwrap()


def _into_the_item_before(tag: Tag) -> None:
    """Editors put a nested list beside its item."""
    before = tag.find_previous_sibling("li")
    if before is not None:
        before.append(tag.extract())


def _is_inside_a_format(tag: Tag) -> bool:
    """Whether a new paragraph at this place would tear something apart."""
    for parent in tag.parents:
        if parent.name in _FORMATS or parent.name in {"li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}:
            return True
        if parent.name in BLOCKS:
            return False
    return False


def _join_twins(soup: BeautifulSoup) -> None:
    """`<b>a</b><b>b</b>` is one bold word."""
    for tag in list(soup.find_all(["b", "strong", "i", "em", "s", "del"])):
        following = tag.next_sibling
        while isinstance(following, Tag) and following.name == tag.name:
            for child in list(following.contents):
                tag.append(child.extract())
            following.decompose()
            following = tag.next_sibling


def starts_a_line(node: NavigableString) -> bool:
    """Whether nothing stands before a text on its line."""
    element: PageElement = node
    while True:
        before = element.previous_sibling
        if isinstance(before, Tag):
            return before.name in BLOCKS or before.name == "br"
        if before is not None and str(before).strip():
            return False
        if before is not None:
            element = before  # spaces only
            continue
        parent = element.parent
        if parent is None or parent.name in BLOCKS or parent.name == "[document]":
            return True
        element = parent


def is_in_deletion(tag: Tag) -> bool:
    """Whether a deletion is open at this place of its field."""
    before = "".join(reversed([str(text) for text in tag.find_all_previous(string=True)]))
    depth = 0
    for mark in re.findall(r"\{\{c[\d,]+::|\}\}", before):
        depth = depth + 1 if mark != "}}" else max(depth - 1, 0)
    return depth > 0
