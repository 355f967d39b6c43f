"""Lists of HTML as lists of Markdown."""

from bs4 import Comment, Doctype, Tag
from bs4.element import NavigableString, PageElement


def whole(tag: Tag, text: str, *, is_nested: bool) -> str:
    """A list. `text` are its items; one inside an item follows that on the next line."""
    if is_nested:
        return "\n" + text.rstrip()
    after = _following(tag)
    return (
        "\n\n"
        + text
        + ("\n" if (isinstance(after, Tag) and after.name not in {"ul", "ol"}) or _is_words(after) else "")
    )


def item(tag: Tag, text: str) -> str:
    """An item, the lines of which are moved in below its mark."""
    text = text.strip()
    if not text:
        return "\n"
    mark = f"{_number(tag)}. " if tag.parent is not None and tag.parent.name == "ol" else "- "
    lines = [f"{' ' * len(mark)}{line}" if line else "" for line in text.split("\n")]
    is_loose = tag.find("p", recursive=False) is not None and tag.find_next_sibling("li") is not None
    return mark + "\n".join(lines)[len(mark) :] + ("\n\n" if is_loose else "\n")


def _number(tag: Tag) -> int:
    start = str(tag.parent.get("start") or "") if tag.parent else ""
    return (int(start) if start.isdecimal() else 1) + len(tag.find_previous_siblings("li"))


def _following(tag: Tag) -> PageElement | None:
    """What comes next after a tag and says something."""
    after = tag.next_sibling
    while after is not None and not isinstance(after, Tag) and not _is_words(after):
        after = after.next_sibling
    return after


def _is_words(node: PageElement | None) -> bool:
    return isinstance(node, NavigableString) and not isinstance(node, Comment | Doctype) and bool(node.strip())
