"""H001: inline colours or fonts, unreadable at night

Half of the people who study on a phone do it with a dark background. `style="color: black"` is then black on black, and no
setting of the learner can mend it, since what stands at the element itself wins over every stylesheet. Fixed fonts do the same to
readers who need larger letters.

What to do: leave colours and fonts to the deck's stylesheet, which knows day and night; mark what matters with `**bold**`,
`<mark>` or a class that `templates/style.css` defines for both.

Fires:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = "Optimisers"
    raw_html = true
    -- cards/a/x.yaml --
    - id: adam-kept
      front: What does Adam keep for each weight?
      back: Two <span style="color:black">moving averages</span>.

Silent:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = "Optimisers"
    raw_html = true
    -- cards/a/x.yaml --
    - id: adam-kept
      front: What does Adam keep for each weight?
      back: Two <mark>moving averages</mark>.
"""

import re
from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.lint.html_texts import texts_with_tags
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.render.raw_html import Tag

_STYLE = re.compile(r"(?i)(?:^|[;\s])(color|background(?:-color)?|font(?:-family|-size)?)\s*:")


def check(compilation: Compilation) -> Iterator[Finding]:
    for edition, passage, tags in texts_with_tags(compilation):
        for tag in tags:
            if found := _fixed(tag):
                hint = "leave it to the stylesheet, which knows day and night"
                message = f"`{found}` is the same by day and by night"
                yield finding("H001", edition, passage, message, hint, at=tag.start)


def _fixed(tag: Tag) -> str:
    if tag.name == "font" and not tag.is_end:
        return "<font>"
    if found := next((name for name in ("color", "bgcolor", "face", "background") if name in tag.attributes), ""):
        return found
    style = _STYLE.search(tag.attributes.get("style", ""))
    return style[1] if style else ""


RULE = Rule("H001", survey=check)
