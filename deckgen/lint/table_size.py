"""Q15: a table too large for a phone

A phone held upright shows four narrow columns; a wider table has to be pushed to the side, where one no longer sees which row is
which. And a table is recalled cell by cell: eight rows of three are twenty-four answers on one card. Above four columns this is
advice, above six a warning; the column with the names of the aspects counts. More than eight rows are advice.

What to do: compare two or three subjects in the few aspects that tell them apart, or ask for a row by itself.

Fires:

    -- cards/a/x.yaml --
    - id: four-optimisers
      kind: compare
      front: Compare four optimisers by what they keep for each weight.
      subjects: [SGD, Momentum, Adagrad, Adam]
      aspects:
        - {name: Numbers kept, values: [none, one, one, two]}

Silent:

    -- cards/a/x.yaml --
    - id: two-optimisers
      kind: compare
      front: Compare two optimisers by what they keep for each weight.
      subjects: [Momentum, Adam]
      aspects:
        - {name: Numbers kept, values: [one, two]}
"""

from collections.abc import Iterator

from deckgen.lint.edition import Edition, Passage
from deckgen.lint.rule import Finding, Limits, Rule, finding
from deckgen.markup.blocks import parse_blocks

COLUMNS, ROWS = Limits(4, 6), Limits(8)


def check(edition: Edition) -> Iterator[Finding]:
    for passage, columns, rows in _tables(edition):
        if COLUMNS.exceeded_by(columns) or ROWS.exceeded_by(rows):
            message = (
                f"a table of {columns} columns and {rows} rows, more than {COLUMNS.passed(columns)} by {ROWS.advice}"
            )
            hint = "compare two or three subjects in a few aspects"
            yield finding("Q15", edition, passage, message, hint, level=COLUMNS.level(columns))


def _tables(edition: Edition) -> Iterator[tuple[Passage, int, int]]:
    """Place, columns and rows of each table; the row of headings is not counted."""
    if table := edition.table:
        yield Passage(table.loc, ""), table.columns, table.rows
    for passage in edition.texts:
        for block in parse_blocks(passage.text).root.walk() if "|" in passage.text else ():
            if block.kind == "table":
                head, *rows = block.children
                yield passage, len(head.children), len(rows)


RULE = Rule("Q15", check)
