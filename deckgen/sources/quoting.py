"""Reads texts in quotes and brackets as an author meant them, to say where they go wrong."""

import re
from dataclasses import dataclass

BLOCK = "write the text on the lines below its key, indented, with only a | after the colon"
"""The advice that always helps: in a literal block nothing is special."""


_SHARP = "put texts with # in quotes"
_CLOZE = re.compile(r"\{\{c\d")


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong at one place: an index in the file, a message, a hint."""

    index: int
    message: str
    hint: str


def closing(text: str, start: int) -> int:
    """The index of the quote that closes the one at `start`, as YAML reads it; -1 if there is none."""
    if text[start] == "'":
        found = re.compile(r"(?:[^']|'')*'(?!')").match(text, start + 1)
    else:
        found = re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL).match(text, start + 1)
    return found.end() - 1 if found else -1


def quoted_cause(value: str, at: int, stuck: int, problem: str) -> Cause | None:
    """What is wrong with a value that begins with a quote. `at` and `stuck` are indices in the file."""
    if not value.startswith(("'", '"')):
        return None
    if "escape" in problem:
        hint = f"a backslash is special in double quotes; for TeX and code use single quotes, or {BLOCK}"
        return Cause(stuck, "a backslash with this character after it means nothing in double quotes", hint)
    close = closing(value, 0)
    if close < 0:
        return Cause(at, "the quote that opens here is never closed", "close it at the end of the text")
    rest = value[close + 1 :].split("\n", 1)[0]
    if rest.strip() and not re.match(r"\s+#", rest):
        return _goes_on(value, close, at)
    if value[close + 1 + len(rest) :].strip():
        first = re.compile(r"\s*").match(value, close + 1 + len(rest))
        assert first is not None
        hint = f"close the quote at the end of the text, or {BLOCK}"
        return Cause(at + first.end(), "the text goes on after its closing quote", hint)
    return None


def _goes_on(value: str, close: int, at: int) -> Cause:
    """Text after the closing quote: mostly a quote or an apostrophe that was meant as one of the text's characters."""
    rest = value[close + 1 :].split("\n", 1)[0]
    if value[0] == "'" and (rest[0].isalnum() or "'" in rest):
        message = "an apostrophe ends a text in single quotes"
        return Cause(at + close, message, f"double it (''), use double quotes, or {BLOCK}")
    if value[0] == '"' and '"' in rest:
        message = "a quote inside the text ends it"
        return Cause(at + close, message, f'put single quotes around the whole text, write \\" inside it, or {BLOCK}')
    hint = f"put the whole text in quotes, its own quotes included, or {BLOCK}"
    return Cause(at + close, "the text goes on after its closing quote", hint)


def flow_cause(value: str, at: int) -> Cause | None:
    """What is wrong with a value that begins with a bracket."""
    opened: list[int] = []
    index = 0
    while index < len(value):
        sign = value[index]
        if sign in "'\"" and re.search(r"[\[{,:]\s*$", value[max(0, index - 40) : index]):
            if cause := _quoted_inside(value, index, at):
                return cause
            index = closing(value, index)
        elif sign == "#" and value[index - 1].isspace():
            line = value[index:].split("\n", 1)[0]
            if line.rstrip()[-1] in "]},\"'":
                return Cause(at + index, "the rest of the line is a comment, so the bracket stays open", _SHARP)
            index += len(line) - 1
        elif opened and _CLOZE.match(value, index):
            return Cause(at + index, "a text that begins with {{ is read as a map", "put the text in quotes")
        elif sign in "[{":
            opened.append(index)
        elif sign in "]}":
            cause = _closed_by(value, index, opened.pop(), at)
            if cause or not opened:
                return cause or _after_bracket(value, index, at)
        index += 1
    hint = "close it, or put the text in quotes if it is not meant as a list or map"
    return Cause(at + opened[-1], f"the bracket {value[opened[-1]]} that opens here is never closed", hint)


def _closed_by(value: str, index: int, opened: int, at: int) -> Cause | None:
    if f"{value[opened]}{value[index]}" in {"[]", "{}"}:
        return None
    message = f"`{value[index]}` cannot close the `{value[opened]}` that is open"
    return Cause(at + index, message, f"close `{value[opened]}` first")


def _quoted_inside(value: str, index: int, at: int) -> Cause | None:
    close = closing(value, index)
    if close < 0:
        return Cause(at + index, "the quote that opens here is never closed", "close it at the end of the text")
    if re.match(r"\s*([,:\]}]|\Z|#)", value[close + 1 :]):
        return None
    return _goes_on(value[index:], close - index, at + index)


def _after_bracket(value: str, index: int, at: int) -> Cause | None:
    rest = value[index + 1 :]
    if rest.strip() and not re.match(r"\s+#", rest):
        what = "map" if value[0] == "{" else "list"
        message = f"a text that begins with {value[0]} is read as a {what}"
        return Cause(at, message, f"put the text in single quotes, or {BLOCK}")
    return None
