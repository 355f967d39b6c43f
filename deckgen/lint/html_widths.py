"""H003: a fixed width that phones do not have

A phone is 320 to 430 pixels wide, margins included. What is fixed at more than 300 pixels sticks out to the right, and on some
clients the whole card can then only be read by pushing it to and fro, while a swipe means something else.

What to do: leave the width out, write `max-width`, or give it in per cent; pictures shrink by themselves.

Fires:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = "Optimisers"
    raw_html = true
    -- cards/a/x.yaml --
    - id: adam-kept
      front: What does Adam keep for each weight?
      back: <div style="width:600px">Two moving averages.</div>

Silent:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = "Optimisers"
    raw_html = true
    -- cards/a/x.yaml --
    - id: adam-kept
      front: What does Adam keep for each weight?
      back: <div style="max-width:600px">Two moving averages.</div>
"""

import re
from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.lint.html_texts import texts_with_tags
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.render.raw_html import Tag

WIDEST = 300
"""Pixels that fit on the narrowest phone."""
_STYLE = re.compile(r"(?i)(?<![-\w])(?:min-)?width\s*:\s*(\d+)(?:\.\d+)?px")
_ATTRIBUTE = re.compile(r"\s*(\d+)(?:px)?\s*")


def check(compilation: Compilation) -> Iterator[Finding]:
    for edition, passage, tags in texts_with_tags(compilation):
        for tag in tags:
            width = _width(tag)
            if width > WIDEST:
                message = f"`<{tag.name}>` is {width} pixels wide, more than {WIDEST}"
                yield finding("H003", edition, passage, message, "write max-width, or per cent", at=tag.start)


def _width(tag: Tag) -> int:
    attribute = _ATTRIBUTE.fullmatch(tag.attributes.get("width", ""))
    style = _STYLE.search(tag.attributes.get("style", ""))
    return int(attribute[1]) if attribute and tag.name != "img" else int(style[1]) if style else 0


RULE = Rule("H003", survey=check)
