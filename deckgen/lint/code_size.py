"""Q14: code too large for a phone

A phone shows about sixteen lines of sixty columns of code before one has to scroll, and a swipe to the side is a gesture of the
app on most phones. Code that has to be scrolled is not read; long code is recalled as little as a long text. Above 16 lines or 60
columns this is advice, above 30 lines or 80 columns a warning.

What to do: show the lines that matter. In a `code` entry `run.before` and `run.after` hold what has to run but need not be seen;
a long function may become several entries.

Fires:

    -- cards/a/x.yaml --
    - id: one-long-line
      kind: code
      front: How does one get the softmax of each row in NumPy?
      code:
        language: python
        source: e = np.exp(x - x.max(axis=1, keepdims=True)); p = e / e.sum(axis=1)

Silent:

    -- cards/a/x.yaml --
    - id: one-long-line
      kind: code
      front: How does one get the softmax of each row in NumPy?
      code:
        language: python
        source: |
          e = np.exp(x - x.max(axis=1, keepdims=True))
          p = e / e.sum(axis=1, keepdims=True)
"""

import unicodedata
from collections.abc import Iterator

from deckgen.lint.edition import Edition, Passage
from deckgen.lint.rule import Finding, Limits, Rule, finding
from deckgen.markup.tokens import code_blocks

LINES, COLUMNS = Limits(16, 30), Limits(60, 80)


def check(edition: Edition) -> Iterator[Finding]:
    for passage, code in _pieces(edition):
        lines = code.rstrip("\n").split("\n")
        widest = max(map(_width, lines))
        if LINES.exceeded_by(len(lines)) or COLUMNS.exceeded_by(widest):
            message = (
                f"the code has {len(lines)} lines of up to {widest} columns, "
                f"more than {LINES.passed(len(lines))} of {COLUMNS.passed(widest)}"
            )
            hint = "show the lines that matter; `run.before` runs the rest"
            yield finding(
                "Q14", edition, passage, message, hint, level=LINES.level(len(lines)) or COLUMNS.level(widest)
            )


def _pieces(edition: Edition) -> Iterator[tuple[Passage, str]]:
    if listing := edition.listing:
        yield Passage(listing.loc[:1], listing.source), listing.source
    for passage in edition.texts:
        for block in code_blocks(passage.text):
            yield passage, block.content.text


def _width(line: str) -> int:
    """Columns of a line: a Chinese character takes two."""
    return len(line) + sum(unicodedata.east_asian_width(character) in "WF" for character in line)


RULE = Rule("Q14", check)
