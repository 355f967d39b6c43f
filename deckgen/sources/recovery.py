"""A file that is not valid YAML: every mistake that can be found, and the file without the parts they are in.

1. a second document and everything that is no entry is named; 2. `chunks` takes the file apart, and each broken chunk further,
until `causes` can say what is wrong in it; 3. what is broken is made a comment, so that every other character keeps its place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from deckgen.diagnostics import Diagnostic
from deckgen.sources.causes import NO_KEY, blank_cause, colon_cause, explain, indentation_cause, spaces
from deckgen.sources.chunks import (
    KEY_LINE,
    Chunk,
    glued_dash,
    indent_of,
    inside,
    is_known_key,
    items,
    tried,
    why_broken,
)
from deckgen.sources.places import place
from deckgen.sources.quoting import Cause

_LEVELS = 8
_MARKER = re.compile(r"(?m)^(?:---|\.\.\.)(?=\s|$)[^\n]*")
_CONTENT = re.compile(r"(?m)^(?!\s*(?:#|$)|---|\.\.\.|%|\ufeff)[^\n]")
_ANCHOR = re.compile(r"&([\w-]+)")
_ALIAS_HINT = "put the text in single quotes, or write it below the key as a block (|)"


@dataclass(slots=True)
class _Recovery:
    """What is found on the way. `readable` keeps the length and the lines of `text`."""

    text: str
    readable: str
    causes: list[Cause] = field(default_factory=list)

    def blank(self, parts: Iterable[tuple[int, int]]) -> None:
        pieces, done = [], 0
        for start, end in parts:
            pieces += [self.readable[done:start], _commented(self.readable[start:end])]
            done = end
        self.readable = "".join([*pieces, self.readable[done:]])


def _commented(lines: str) -> str:
    """Comments as long as the lines: blanks alone would go on with a block of text above them."""
    return re.sub(r"(?m)^[^\n]", "#", re.sub(r"[^\n]", " ", lines))


def recover(path: str, text: str) -> tuple[str, list[Diagnostic]]:
    """The text with comments for what is broken, and what is wrong there."""
    recovery = _Recovery(text, text)
    _documents(recovery)
    whole = Chunk(0, recovery.readable)
    broken = _broken(items(whole), whole)
    recovery.causes += [cause for _, causes in broken for cause in causes]
    recovery.blank((chunk.start, chunk.end) for chunk, _ in broken)
    _unknown_aliases(recovery)
    whole = Chunk(0, recovery.readable)
    if error := why_broken(whole):  # only the whole shows it
        recovery.causes += [] if recovery.causes else [explain(whole, error)]
        recovery.blank([(0, len(text))])
    causes = {cause.index: cause for cause in reversed(recovery.causes)}
    return recovery.readable, [syntax_problem(path, text, causes[index]) for index in sorted(causes)]


def syntax_problem(path: str, text: str, cause: Cause) -> Diagnostic:
    return Diagnostic("S002", f"not valid YAML: {cause.message}", place(path, text, cause.index), cause.hint)


def _documents(recovery: _Recovery) -> None:
    """Markers of a second document: what follows is read as part of the first."""
    markers = list(_MARKER.finditer(recovery.text))
    first = next((line.start() for line in _CONTENT.finditer(recovery.text)), len(recovery.text))
    inner = [marker for marker in markers if marker.start() > first]
    for marker in inner:
        if recovery.text[marker.end() :].strip():
            message, hint = "a second document begins here", "one document a file: remove this line"
            recovery.causes.append(Cause(marker.start(), message, hint))
    recovery.blank(marker.span() for marker in inner)


def _broken(parts: list[Chunk], whole: Chunk, level: int = 0) -> list[tuple[Chunk, list[Cause]]]:
    """Every part that is not what it should be, with all that is wrong in it."""
    is_list = any(part.is_list or glued_dash(part.first_line) >= 0 for part in parts)
    found: list[tuple[Chunk, list[Cause]]] = []
    is_shifted = False
    for part, error in tried(parts):
        if not part.first_line:
            continue
        causes = _misplaced(part, whole, is_list=is_list)
        if causes and not is_list:
            if is_shifted:
                continue  # the first line in a wrong column is the mistake, the others keep it company
            is_shifted = True
        if error is not None and (not causes or (is_list and glued_dash(part.first_line) < 0)):
            causes += _causes(part, error, level)
        if causes:
            found.append((part, causes))
    return found


def _misplaced(part: Chunk, whole: Chunk, *, is_list: bool) -> list[Cause]:
    """A part without a dash among entries, in another column, or without a colon among pairs."""
    offset, line = next(part.contents())
    if is_list:
        return _no_entry(part, whole, offset, line)
    if blank := blank_cause(part, offset, line):
        return [blank]
    wanted = whole.column
    if indent_of(line) != wanted and is_known_key(line):
        return [indentation_cause(part, offset, line, wanted)]
    if not KEY_LINE.match(line) and is_known_key(line):
        colon = re.search("[:：]", line)
        assert colon is not None
        return [colon_cause(part, offset + colon.start())]
    if part.start == whole.start and not KEY_LINE.match(line) and items(whole)[1:]:
        return [Cause(part.start + offset + indent_of(line), *NO_KEY)]
    return []


def _no_entry(part: Chunk, whole: Chunk, offset: int, line: str) -> list[Cause]:
    """What stands in a list of entries and does not begin as one."""
    at = part.start + offset + indent_of(line)
    if glued_dash(line) >= 0:
        return [Cause(at, "there is no space after the dash", "begin each entry with a dash and a space: `- id: ...`")]
    if part.is_list and indent_of(line) != whole.column:
        message = (
            f"the dash of this entry is indented by {spaces(indent_of(line))}, the others by {spaces(whole.column)}"
        )
        return [Cause(at, message, "put the dashes of all entries in the same column")]
    if not part.is_list and is_known_key(line):
        hint = "begin each entry with a dash and a space, and indent its other keys by two spaces"
        return [Cause(at, "an entry begins here without a dash", hint)]
    return []


def _causes(chunk: Chunk, error: yaml.YAMLError, level: int) -> list[Cause]:
    """All that is wrong with a broken chunk: in its parts where it has any, in itself otherwise."""
    if level < _LEVELS:
        inner = inside(chunk)
        if inner is not None:
            found = [cause for _, causes in _broken(items(inner), inner, level + 1) for cause in causes]
            if found:
                return found
            if (why := why_broken(inner)) is not None:
                return [explain(inner, why)]
    return [explain(chunk, error)]


def _unknown_aliases(recovery: _Recovery) -> None:
    """Blank what holds an alias of nothing; it is a mistake unless the anchor stood in a part that is gone."""
    if "*" not in recovery.readable:
        return
    lost = set(_ANCHOR.findall(recovery.text)) - set(_ANCHOR.findall(recovery.readable))
    known: set[str] = set()
    gone = []
    for chunk in items(Chunk(0, recovery.readable)):
        known.update(_ANCHOR.findall(chunk.text))
        if "*" in chunk.text and (event := _unknown_alias(chunk, known)):
            gone.append((chunk.start, chunk.end))
            if event.anchor not in lost:
                at = chunk.start + (event.start_mark.index if event.start_mark else 0)
                recovery.causes.append(Cause(at, "a text that begins with * is read as an alias", _ALIAS_HINT))
    recovery.blank(gone)


def _unknown_alias(chunk: Chunk, known: set[str]) -> yaml.AliasEvent | None:
    try:
        for event in yaml.parse(chunk.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) and event.anchor not in known:
                return event
    except yaml.YAMLError:
        return None
    return None
