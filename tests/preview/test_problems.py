"""Which entry a problem lies in, also in files that are no YAML."""

import pytest

from deckgen.diagnostics import Diagnostic, Span
from deckgen.model import SourceFile
from deckgen.preview.problems import problems_in

FILE = SourceFile(
    "cards/a/x.yaml",
    """# a comment
- id: one
  front: Q
  source:
    - {ref: clip}
    - id
- kind: qa
  id: two
  front: "never closed
- {id: three, front: Q, back: A}
""",
)


@pytest.mark.parametrize(
    ("line", "entry"), [(1, ""), (2, "one"), (5, "one"), (7, "two"), (9, "two"), (10, "three"), (99, "three")]
)
def test_a_problem_belongs_to_the_entry_around_its_line(line: int, entry: str) -> None:
    (problem,) = problems_in([Diagnostic("S002", "m", Span(FILE.path, line))], [FILE])
    assert problem.entry == entry


def test_a_problem_shows_the_line_of_its_file() -> None:
    (problem,) = problems_in([Diagnostic("S002", "m", Span(FILE.path, 9, 3))], [FILE])
    assert problem.source == '  front: "never closed'


def test_a_problem_of_a_file_that_was_not_read_has_neither_entry_nor_line() -> None:
    (problem,) = problems_in([Diagnostic("S001", "m", Span("cards/a/other.yaml"))], [FILE])
    assert (problem.entry, problem.source) == ("", "")


def test_an_indented_list_is_a_list_of_entries_too() -> None:
    file = SourceFile("x", "  - id: one\n    front: Q\n  - id: two\n    tags:\n      - deep\n")
    entries = [problems_in([Diagnostic("S002", "m", Span("x", line))], [file])[0].entry for line in (2, 5)]
    assert entries == ["one", "two"]
