"""Lists as authors write them, made the way Python-Markdown wants them.

Python-Markdown needs a blank line before a list and four spaces a level; people write neither. Runs on text whose code blocks
are placeholders already, so every line is prose.
"""

import re

_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)]) +(?=\S)")


def normalise_lists(text: str) -> str:
    """The same text with a blank line before each list and four spaces for each level of nesting."""
    if not re.search(r"(?m)^ *(?:[-*+]|\d{1,9}[.)]) ", text):
        return text
    out: list[str] = []
    open_items: list[int] = []
    for line in text.expandtabs(4).split("\n"):
        item = _ITEM.match(line)
        indent = len(line) - len(line.lstrip())
        if item:
            starts_list = not open_items
            while open_items and indent < open_items[-1]:
                open_items.pop()
            if starts_list and out and out[-1].strip():
                out.append("")
            marker = item["marker"].replace(")", ".")
            out.append("    " * len(open_items) + f"{marker} {line[item.end() :]}")
            open_items.append(item.end())
        elif not line.strip():
            out.append(line)
        else:
            after_blank = bool(out) and not out[-1].strip()
            while open_items and indent < open_items[-1] and (after_blank or indent > 0):
                open_items.pop()
            out.append("    " * len(open_items) + line.strip() if open_items else line)
    return "\n".join(out)
