"""H002: HTML tags that do not balance

A `<div>` that is never closed swallows what comes after it: the explanation, the sources, on some clients the whole answer side.
Every client repairs broken HTML in its own way, so it may look right where it was written. This is a warning, since learners see
it. End tags that HTML lets one leave out (`</li>`, `</p>`, `</td>`) may be left out.

What to do: close what was opened, in the reverse order; write `&lt;` or backticks for a `<` that is meant as text.

Fires:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = "Optimisers"
    raw_html = true
    -- cards/a/x.yaml --
    - id: adam-kept
      front: What does Adam keep for each weight?
      back: Two <mark>moving averages.

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

from collections.abc import Iterator, Sequence

from deckgen.compiler import Compilation
from deckgen.lint.html_texts import texts_with_tags
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.render.raw_html import Tag

_VOID_WORDS = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_WORDS.split())
_OPTIONAL_WORDS = "li p td th tr dt dd option thead tbody tfoot rt rp"
_OPTIONAL = frozenset(_OPTIONAL_WORDS.split())


def check(compilation: Compilation) -> Iterator[Finding]:
    for edition, passage, tags in texts_with_tags(compilation):
        for tag, message in _unbalanced(tags):
            hint = "close what was opened, in the reverse order"
            yield finding("H002", edition, passage, message, hint, at=tag.start)


def _unbalanced(tags: Sequence[Tag]) -> Iterator[tuple[Tag, str]]:
    opened: list[Tag] = []
    for tag in tags:
        if tag.name in _VOID or tag.closes_itself:
            continue
        if not tag.is_end:
            opened.append(tag)
        elif not any(one.name == tag.name for one in opened):
            yield tag, f"`</{tag.name}>` closes nothing"
        else:
            while (last := opened.pop()).name != tag.name:
                if last.name not in _OPTIONAL:
                    yield last, f"`<{last.name}>` is not closed before `</{tag.name}>`"
    for tag in opened:
        if tag.name not in _OPTIONAL:
            yield tag, f"`<{tag.name}>` is never closed"


RULE = Rule("H002", survey=check)
