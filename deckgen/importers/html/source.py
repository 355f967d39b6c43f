"""The HTML of a field as a tree, whatever is in it: what the parser rejects is taken out, what is nested without end is refused."""

import html
import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.exceptions import ParserRejectedMarkup

MAX_DEPTH = 60
"""Tags within tags. What people write has a dozen; each costs the writers of Markdown several frames of Python's stack."""
_DECLARATION = re.compile(r"<(?P<sign>!(?!--)|\?)[^<>]*(?P<end>>?)")
"""`<![if !mso]>`, `<!DOCTYPE html>`, `<?xml ?>`: browsers show nothing of them. One that is never closed is text."""
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*)[^<>]*?(?P<empty>/?)>")
_VOID = {
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img", "input", "isindex",
    "keygen", "link", "menuitem", "meta", "nextid", "param", "source", "spacer", "track", "wbr",
}  # fmt: skip
_BREAK = re.compile(r"<(?:br|/?div|/?p|/?li|/?tr|/?h[1-6]|/?blockquote|hr)\b[^>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^>]*(?:>|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL)


class UnreadableMarkupError(ValueError):
    """HTML that can't be read as a tree."""


def parsed(markup: str) -> BeautifulSoup:
    """The tree. Raises `UnreadableMarkupError` where there is none, or one too deep to walk."""
    usable = without_declarations(markup)
    if _depth(usable) > MAX_DEPTH:
        raise UnreadableMarkupError("tags within tags without end")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a field may well hold the name of a file
            return BeautifulSoup(usable, "html.parser")
    except (ParserRejectedMarkup, AssertionError) as error:
        raise UnreadableMarkupError(str(error)) from None


def without_declarations(markup: str) -> str:
    return _DECLARATION.sub(lambda found: "" if found["end"] else f"&lt;{found.group()[1:]}", markup)


def words_of(markup: str) -> str:
    """The words between the tags, a line for each line of the card: all that is left of HTML that can't be read."""
    lines = html.unescape(_MARKUP.sub("", _BREAK.sub("\n", markup))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _depth(markup: str) -> int:
    """How deep the tree gets: a tag that is never closed holds all that comes after it."""
    opened: list[str] = []
    deepest = 0
    for tag in _TAG.finditer(markup):
        name = tag["name"].lower()
        if tag["end"]:
            at = next((index for index in range(len(opened) - 1, -1, -1) if opened[index] == name), None)
            if at is not None:
                del opened[at:]
        elif name not in _VOID and not tag["empty"]:
            opened.append(name)
            deepest = max(deepest, len(opened))
            if deepest > MAX_DEPTH:
                break
    return deepest
