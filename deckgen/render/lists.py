"""Lists and tables as authors write them, made the way Python-Markdown wants them.

Python-Markdown needs a blank line before a list or table and four spaces a level; people write neither. Runs on text whose code
blocks are placeholders already, so every line is prose.
"""

import re

from deckgen.render.cloze_marks import CLOZE_CLOSE

_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)]) +(?=\S)")
_TABLE = re.compile(r"(?m)^(?P<before>(?!.*\|).*\S.*\n)(?=.*\|.*\n *\|?(?: *:?-+:? *\|)+(?: *:?-+:?)? *$)")


def normalise_lists(text: str) -> str:
    """The same text with a blank line before each list and table, and four spaces for each level of nesting."""
    text = _TABLE.sub(r"\g<before>\n", text)
    if not re.search(r"(?m)^ *(?:[-*+]|\d{1,9}[.)]) ", text):
        return text
    return "\n".join(_Lists().lines(text.expandtabs(4)))


class _Lists:
    """Walks the lines of a text once. `opened` holds, for each open item, the column of its text and whether it is numbered."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.opened: list[tuple[int, bool]] = []

    def lines(self, text: str) -> list[str]:
        for line in text.split("\n"):
            if item := _ITEM.match(line):
                self._item(item, line)
            elif not line.strip():
                self.out.append(line)
            else:
                self._prose(line)
        return self.out

    def _item(self, item: re.Match[str], line: str) -> None:
        starts_list, numbered = not self.opened, item["marker"][0].isdigit()
        sibling = self._close(len(item["indent"]))
        if starts_list or (sibling and sibling[1] != numbered):
            self._blank_line()
        marker = item["marker"].replace(")", ".")
        self.out.append("    " * len(self.opened) + f"{marker} {line[item.end() :]}")
        self.opened.append((item.end(), numbered))

    def _prose(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        if line.strip() == CLOZE_CLOSE:  # the end of a deletion that holds the list
            self._blank_line()
            self.opened.clear()
        elif indent > 0 or (self.out and not self.out[-1].strip()):
            self._close(indent)
        self.out.append("    " * len(self.opened) + line.strip() if self.opened else line)

    def _close(self, indent: int) -> tuple[int, bool] | None:
        """Close the items whose text begins right of `indent`; answers the last one, a sibling of what follows."""
        closed = None
        while self.opened and indent < self.opened[-1][0]:
            closed = self.opened.pop()
        return closed

    def _blank_line(self) -> None:
        if self.out and self.out[-1].strip():
            self.out.append("")
