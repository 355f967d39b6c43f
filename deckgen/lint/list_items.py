"""The items of the lists in an answer."""

import re

from deckgen.markup.prose import prose

ORDERED = re.compile(r"(?m)^ {0,3}\d+[.)] ")
UNORDERED = re.compile(r"(?m)^ {0,3}[-*+] ")
_NUMBERS = {
    2: "two|两|二", 3: "three|三", 4: "four|四", 5: "five|五", 6: "six|六", 7: "seven|七", 8: "eight|八",
}  # fmt: skip
_ITEM = re.compile(r"([ \t]*)(?:\d+[.)]|[-*+]) ")


def is_announced(items: int, question: str) -> bool:
    """Whether the question says how many items there are: then one knows when all are found."""
    words = f"{_NUMBERS.get(items, items)}|{items}"
    return bool(re.search(rf"(?i)(?<![A-Za-z\d])(?:{words})(?![A-Za-z\d])", prose(question)))


def longest(pattern: re.Pattern[str], markdown: str) -> int:
    """The number of items of the longest list in a text; items of lists inside items are not counted."""
    best, count, outermost = 0, 0, -1
    for line in prose(markdown).split("\n"):
        if item := _ITEM.match(line):
            indent = len(item[1])
            outermost = indent if outermost < 0 else outermost
            count += indent <= outermost and bool(pattern.match(line))
        elif line.strip() and not line[0].isspace():
            count, outermost = 0, -1
        best = max(best, count)
    return best
