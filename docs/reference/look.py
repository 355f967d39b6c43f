"""`reference/look.md`: the custom properties at the top of the stylesheet, with their values by day and by night."""

import re
from collections.abc import Mapping

from deckgen.project import packaged_templates
from docs.reference.markdown import join, table

_PROPERTY = re.compile(r"^ +(?P<name>--dk-[\w-]+): (?P<value>[^;]+);(?: /\* (?P<about>.*?) \*/)?", re.MULTILINE)
_INTRODUCTION = """
Every size, colour and font of the cards is a custom property of `templates/style.css`. Set the ones you want to
change, on `.card` for the day and on `.card.nightMode, .card.night_mode` for the night: [Change the
look](../guides/customise-the-look.md). This page is made from the stylesheet.
"""


def page() -> str:
    """The whole page."""
    day, night = properties(".card"), properties(".card.nightMode,\n.card.night_mode")
    rows = [
        (f"`{name}`", about, _short(value) + (f" / {_short(night[name][0])}" if name in night else ""))
        for name, (value, about) in day.items()
    ]
    return join("# The look", _INTRODUCTION, table(("property", "what it is for", "value / by night"), rows))


def properties(selector: str) -> Mapping[str, tuple[str, str]]:
    """Name to value and remark of what the first block of a selector sets."""
    style = packaged_templates()["style.css"].text
    block = style.partition(f"\n{selector} {{\n")[2].partition("\n}")[0]
    return {found["name"]: (found["value"], found["about"] or "") for found in _PROPERTY.finditer(block)}


def _short(value: str) -> str:
    """Lists of fonts are long."""
    return f"`{value}`" if len(value) <= 32 else f"`{value[:30].rpartition(',')[0]}`, ..."
