"""Why a chunk is not valid YAML, in an author's words: the place to look at, and what to do.

The parser says where it got stuck, which is often lines after the mistake. So the text itself is looked at: each function of
`_CAUSES` knows one mistake and answers None where it is another one; the first answer counts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from deckgen.sources.chunks import KEY_LINE, Chunk, indent_of, is_known_key
from deckgen.sources.quoting import BLOCK, Cause, flow_cause, quoted_cause

_QUOTES = f"put the text in single quotes, or {BLOCK}"
_CURLY = "“”„«»「『"
_LIST_MARK = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One pair, or one text, in which a mistake is. `at` is where its value begins; `stuck` where the parser gave up."""

    chunk: Chunk
    problem: str
    at: int
    stuck: int

    @property
    def value(self) -> str:
        return self.chunk.text[self.at :]

    @property
    def first(self) -> str:
        """The first line of the value."""
        return self.value.split("\n", 1)[0].rstrip()

    def cause(self, offset: int, message: str, hint: str) -> Cause:
        return Cause(self.chunk.start + offset, message, hint)

    @property
    def stuck_line(self) -> tuple[int, str]:
        start = self.chunk.text.rfind("\n", 0, self.stuck) + 1
        return start, self.chunk.text[start:].split("\n", 1)[0]


def explain(chunk: Chunk, error: yaml.YAMLError) -> Cause:
    """What is wrong with a chunk that cannot be taken apart any further."""
    if isinstance(error, yaml.reader.ReaderError):
        offset = len(chunk.text.encode(errors="replace")[: error.position].decode(errors="ignore"))  # bytes in libyaml
        message = f"the character U+{error.character:04X} is not allowed"
        return Cause(chunk.start + offset, message, "delete it; editors show it with `show invisible characters`")
    offset, line = next(chunk.contents(), (0, ""))
    key = KEY_LINE.match(line)
    at = offset + (len(line) - len(line[key.end() :].lstrip()) if key else indent_of(line))
    in_line = "expected ':'" in str(getattr(error, "problem", ""))  # then the parser has gone on to the next line
    mark = getattr(error, "context_mark" if in_line else "problem_mark", None)
    stuck = min(mark.index if mark else 0, len(chunk.text.rstrip()))
    leaf = Leaf(chunk, str(getattr(error, "problem", "")), at, stuck)
    for known in _CAUSES:
        if cause := known(leaf):
            return cause
    return _unknown(leaf)


def _blanks(leaf: Leaf) -> Cause | None:
    """Tabs and wide spaces in front of a line. In a block of text they may stand after its spaces."""
    is_block = re.match(r"[|>][-+\d]*\s*$", leaf.first) is not None
    for offset, line in leaf.chunk.contents():
        if (not is_block or not line.startswith(" ")) and (cause := blank_cause(leaf.chunk, offset, line)):
            return cause
    if leaf.value.startswith("\t"):
        return leaf.cause(
            leaf.at, "a tab stands before the text", "put one space after the colon; YAML allows no tabs here"
        )
    return None


def blank_cause(chunk: Chunk, offset: int, line: str) -> Cause | None:
    """A line that is indented with something else than spaces."""
    found = re.match(r" *([\t\u3000\xa0])", line)
    if found is None:
        return None
    what = {"\t": "a tab", "\u3000": "a full-width space", "\xa0": "a no-break space"}[found[1]]
    message = f"the line is indented with {what}"
    return Cause(
        chunk.start + offset + found.start(1), message, "indent with ordinary spaces only; YAML knows no other"
    )


def _quoted(leaf: Leaf) -> Cause | None:
    return quoted_cause(leaf.value, leaf.chunk.start + leaf.at, leaf.chunk.start + leaf.stuck, leaf.problem)


def _cloze(leaf: Leaf) -> Cause | None:
    if not leaf.value.startswith("{{"):
        return None
    return leaf.cause(leaf.at, "a text that begins with {{ is read as a map", f"{_QUOTES}: '{{{{c1::...}}}}'")


def _flow(leaf: Leaf) -> Cause | None:
    if not leaf.value.startswith(("{", "[")):
        return None
    return flow_cause(leaf.value, leaf.chunk.start + leaf.at)


def _special(leaf: Leaf) -> Cause | None:
    sign = leaf.value[:1]
    what = {
        "`": "a text cannot begin with a backtick", "@": "a text cannot begin with @", "%": "a text cannot begin with %",
        "*": "a text that begins with * is read as an alias", "&": "a text that begins with & is read as an anchor",
        "!": "a text that begins with ! is read as a tag", ",": "a text cannot begin with a comma",
        "]": "a text cannot begin with ]", "}": "a text cannot begin with }",
    }.get(sign)  # fmt: skip
    return leaf.cause(leaf.at, what, _QUOTES) if what else None


def _block_sign(leaf: Leaf) -> Cause | None:
    """`>` and `|`: with text after them, or with lines below them that are not indented as they should be."""
    sign = leaf.value[:1]
    if sign not in {">", "|"} or not leaf.value:
        return None
    if not re.fullmatch(r"[|>][-+\d]*(\s+#.*)?", leaf.first):
        message = f"a text that begins with {sign} is read as the sign for a block of text"
        return leaf.cause(leaf.at, message, _QUOTES)
    offset, _ = next(leaf.chunk.contents(), (0, ""))
    below = [(at, line) for at, line in leaf.chunk.lines() if at > offset and line.strip()]
    needed = indent_of(below[0][1]) if below else 0
    key_column = indent_of(leaf.chunk.first_line)
    wrong = next(((at, line) for at, line in below if indent_of(line) < max(needed, key_column + 1)), None)
    if wrong is None:
        return None
    at, line = wrong
    hint = "indent every line of the text deeper than its key, and none less than the first"
    return leaf.cause(at + indent_of(line), f"a line of the text below the {sign} is not indented far enough", hint)


def _dash(leaf: Leaf) -> Cause | None:
    if not re.match(r"[-?:](\s|$)", leaf.value):
        return None
    message = f"a text that begins with `{leaf.value[0]} ` is read as part of a list or map"
    if leaf.value[0] == "-":
        message = "a text that begins with a dash and a space is read as a list"
    return leaf.cause(leaf.at, message, f"{_QUOTES}; a Markdown list always needs the |")


def _comment(leaf: Leaf) -> Cause | None:
    """A text of several lines that a ` #` ends."""
    if not (found := re.search(r"\s#", leaf.first)) or leaf.stuck <= leaf.at + len(leaf.first):
        return None
    message = "the rest of the line is a comment, so the text ends here and cannot go on below"
    return leaf.cause(leaf.at + found.end() - 1, message, _QUOTES)


def _no_key(leaf: Leaf) -> Cause | None:
    """`front：Q` and `front:Q`: what should be a key has no colon that YAML knows."""
    for offset, line in leaf.chunk.contents():
        if found := re.match(r"[ \t]*(?:- )?[\w-]+[ \t]*(：|:(?=\S))", line):
            if not is_known_key(line.replace("- ", "  ", 1) if line.lstrip().startswith("- ") else line):
                continue
            return colon_cause(leaf.chunk, offset + found.start(1))
    return None


def colon_cause(chunk: Chunk, offset: int) -> Cause:
    """A key whose colon is full-width, or has no space after it."""
    if chunk.text[offset] == "：":
        message = "the colon after the key is full-width (：)"
        return Cause(chunk.start + offset, message, "type an ordinary colon and a space: `front: ...`")
    message = "there is no space after the colon of the key"
    return Cause(chunk.start + offset, message, "write a colon and a space: `front: ...`")


def _indentation(leaf: Leaf) -> Cause | None:
    """A key further in, or further out, than the keys around it."""
    start, line = leaf.stuck_line
    _, first = next(leaf.chunk.contents(), (0, ""))
    if start <= leaf.chunk.text.index(first) or not is_known_key(line):
        return None
    return indentation_cause(leaf.chunk, start, line, indent_of(first))


def indentation_cause(chunk: Chunk, offset: int, line: str, wanted: int) -> Cause:
    """A line that stands in another column than the lines it belongs to."""
    message = f"the line is indented by {spaces(indent_of(line))}, the line it belongs to by {spaces(wanted)}"
    return Cause(chunk.start + offset + indent_of(line), message, "give all keys of an entry the same indentation")


def spaces(count: int) -> str:
    return f"{count} space{'' if count == 1 else 's'}"


def _smart_quotes(leaf: Leaf) -> Cause | None:
    if leaf.value[:1] not in set(_CURLY) or "mapping values" not in leaf.problem:
        return None
    message = f"{leaf.value[0]} is a typographic quote, which quotes nothing in YAML"
    return leaf.cause(leaf.at, message, f"put ordinary quotes around the whole text, or {BLOCK}")


def _list_below(leaf: Leaf) -> Cause | None:
    _, _, rest = leaf.value.partition("\n")
    lines = [line for line in rest.split("\n") if line.strip()]
    if not leaf.first.endswith(":") or not lines or not _LIST_MARK.match(lines[0]):
        return None
    message = "a list below a line of text needs a block of text"
    return leaf.cause(leaf.at + len(leaf.first) - 1, message, f"{BLOCK}: `key: |`")


def _colon(leaf: Leaf) -> Cause | None:
    if "mapping values are not allowed" not in leaf.problem:
        return None
    return leaf.cause(leaf.stuck, "a colon and a space inside a text that has no quotes", _QUOTES)


NO_KEY = ("the line is neither a key with its text nor part of a text", "write `key: text`, with a colon and a space")
_PLAIN_WORDS = {
    "escape": ("a backslash begins an escape in double quotes", f"for TeX and code use single quotes, or {BLOCK}"),
    "cannot start any token": ("a text cannot begin with this character", _QUOTES),
    "block sequence entries": ("a dash stands where no list can begin", "give each dash of a list a line of its own"),
    "expected '-'": (
        "the line belongs neither to the entry above nor to a new one",
        "begin a new entry with `- `, and give all keys of an entry the same indentation",
    ),
    "expected ':'": NO_KEY,
    "expected key": (
        "the line does not fit what stands above it",
        "give all keys of an entry the same indentation; put quotes around the whole text, not around its beginning",
    ),
    "did not find expected ','": ("a comma or a closing bracket is missing", "inside { } and [ ] put texts in quotes"),
    "undefined alias": ("a text that begins with * is read as an alias", _QUOTES),
    "document": ("a second document begins here", "one document a file: remove the line ---"),
}  # fmt: skip
"""What the parser says, for mistakes that no function knows: in an author's words, and what to do."""


def _unknown(leaf: Leaf) -> Cause:
    for words, (message, hint) in _PLAIN_WORDS.items():
        if words in leaf.problem:
            return leaf.cause(leaf.stuck, message, hint)
    return leaf.cause(leaf.stuck, leaf.problem or "the text cannot be read", _QUOTES)


_CAUSES: tuple[Callable[[Leaf], Cause | None], ...] = (
    _blanks, _quoted, _cloze, _flow, _special, _block_sign, _dash, _comment, _no_key, _indentation, _smart_quotes,
    _list_below, _colon,
)  # fmt: skip
