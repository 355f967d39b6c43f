"""Texts without quotes that are valid YAML and probably not what the author meant: something of them does not arrive."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.diagnostics import Diagnostic, Span
from deckgen.sources.quoting import BLOCK

_MACHINE_KEYS = frozenset(
    {
        "id", "kind", "section", "source", "ref", "answers", "tags", "languages", "was", "needs", "was_guid", "draft", "reverse",
        "side", "order", "year", "as_of", "arxiv", "url", "svg", "topic",
    }
)  # fmt: skip
"""Keys whose values are words for deckgen, behind which people write comments; all others hold texts."""
_COMMENT = re.compile(r"(?P<blank>[ \t]+)(?P<comment>#[^\n]*)")
_LIST_LINE = re.compile(r"\n[ \t]*(?P<mark>[-*+•]|\d{1,2}[.)])[ \t]+\S")
_CURLY = {"“": "”", "„": "“", "‘": "’", "”": "”"}
_SENTENCE_END = tuple(".?!:;。？！：；…)）")


@dataclass(frozen=True, slots=True)
class Pitfall:
    """One of them; `index` is its place in the file."""

    code: str
    index: int
    message: str
    hint: str

    def at(self, span: Span) -> Diagnostic:
        return Diagnostic(self.code, self.message, span, self.hint)


def pitfalls(text: str, start: int, end: int, key: str) -> Iterator[Pitfall]:
    """What is doubtful about the plain value from `start` to `end`, under `key`."""
    first = text[start : start + 1]
    if first == "&" and (anchor := re.compile(r"&([\w-]+)\s+").match(text, start, end)):
        if f"*{anchor[1]}" not in text:
            message = f"`&{anchor[1]}` is read as a name for what follows, and does not reach the card"
            yield Pitfall("S011", start, message, f"put the text in single quotes, or {BLOCK}")
    elif first == "!" and text[start + 1 : start + 2].isspace():
        hint = "card text needs no tags; quote the text if it begins with !"
        yield Pitfall("S004", start, "the tag `!` is not supported", hint)
    if (found := _COMMENT.match(text, end)) and _is_cut_off(text[start:end], found, key):
        shown = found["comment"] if len(found["comment"]) <= 40 else f"{found['comment'][:40]}..."
        message = f"`{shown}` is a comment and does not reach the card"
        hint = f"put the text in single quotes, or {BLOCK}; before a comment that is one, leave two spaces"
        yield Pitfall("S010", found.start("comment"), message, hint)
    if found := _LIST_LINE.search(text, start, end):
        message = "the lines of this list become one line, since they are not in a block of text"
        yield Pitfall("S012", found.start("mark"), message, BLOCK)
    if first in _CURLY and text[end - 1] == _CURLY[first] and not set(text[start + 1 : end - 1]) & set("“”„‘’"):
        message = f"the quotes {first} and {_CURLY[first]} quote nothing in YAML: they are part of the text"
        yield Pitfall(
            "S013", start, message, "type ordinary quotes (\" or ') or none; if they are meant, put all in quotes"
        )


def _is_cut_off(value: str, found: re.Match[str], key: str) -> bool:
    """Whether a comment behind a value was probably meant as part of it."""
    if not value or key in _MACHINE_KEYS or len(found["blank"]) > 1 or found["blank"] == "\t":
        return False
    is_set_off = re.match(r"#+(\s|$)", found["comment"]) is not None
    return not (is_set_off and value.endswith(_SENTENCE_END))
