"""YAML text to plain data that remembers where everything stood.

1. compose the node tree with PyYAML's C loader (JSON too: it is made YAML first);
2. refuse what could hurt: tags, several documents, deep nesting, many aliases, huge files;
3. turn nodes into dicts, lists and *strings*: `no`, `1.10` and `12:30` stay what the author typed.
"""

import contextlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from deckgen.diagnostics import Diagnostic, Span
from deckgen.model import SourceFile
from deckgen.sources.causes import explain
from deckgen.sources.characters import control_character_problems
from deckgen.sources.chunks import Chunk
from deckgen.sources.expansion import first_beyond
from deckgen.sources.pitfalls import pitfalls
from deckgen.sources.places import place
from deckgen.sources.quoting import BLOCK
from deckgen.sources.recovery import recover, syntax_problem
from deckgen.sources.scalars import Characters, characters

MAX_CHARACTERS = 10_000_000
MAX_DEPTH = 30
MAX_NODES = 500_000
_HARMLESS_DEPTH = 2000
"""libyaml composes recursively, in C: some ten thousand levels overflow the stack and kill the process."""

_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels, or aliases that expand without end"

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Loc: TypeAlias = Sequence[str | int]


class _Loader(yaml.CSafeLoader):
    """Only composes nodes; never constructs Python objects."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: `data` to read, `span` to say where a part of it stood."""

    path: str
    text: str
    data: Data
    root: yaml.Node | None

    def span(self, loc: Loc = ()) -> Span:
        """The place of the value at `loc`, or of the innermost value on the way there."""
        node = self._node(loc)
        return _span(self.path, node) if node is not None else Span(self.path)

    def key_span(self, loc: Loc) -> Span:
        """The place of the key that `loc` ends in."""
        parent = self._node(loc[:-1])
        if isinstance(parent, yaml.MappingNode):
            for key, _ in parent.value:
                if key.value == loc[-1]:
                    return _span(self.path, key)
        return self.span(loc)

    def place(self, loc: Loc, offset: int) -> Span:
        """The place of the character `offset` of the text at `loc`, or of the text where it cannot be told."""
        found = self.characters(loc)
        return place(self.path, self.text, found.starts[min(offset, len(found.ends))]) if found else self.span(loc)

    def characters(self, loc: Loc) -> Characters | None:
        """Where each character of the text at `loc` stands; None if there is no text or it cannot be told."""
        node = self.scalar(loc)
        if node is None:
            return None
        return characters(self.text, node.start_mark.index, node.end_mark.index, node.style or "", str(node.value))

    def scalar(self, loc: Loc) -> yaml.ScalarNode | None:
        """The node of the text at `loc`: its marks say where it stands, its `style` how it is quoted."""
        node = self.root
        for part in loc:
            node = _child(node, part)
        return node if isinstance(node, yaml.ScalarNode) else None

    def entry_node(self, index: int) -> yaml.MappingNode | None:
        """The node of one entry of a list."""
        node = self._node((index,))
        return node if isinstance(node, yaml.MappingNode) else None

    def _node(self, loc: Loc) -> yaml.Node | None:
        node = self.root
        for part in loc:
            child = _child(node, part)
            if child is None:
                break
            node = child
        return node


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry stands: a document and the way to it."""

    document: Document
    loc: tuple[str | int, ...]

    def span(self, *rest: str | int) -> Span:
        return self.document.span((*self.loc, *rest))

    def key_span(self, *rest: str | int) -> Span:
        return self.document.key_span((*self.loc, *rest))

    def place(self, rest: Loc, offset: int) -> Span:
        return self.document.place((*self.loc, *rest), offset)


def load_yaml(file: SourceFile) -> tuple[Document, list[Diagnostic]]:
    """Parse one file. After syntax errors (S002) the data hold what could be read all the same, None if nothing."""
    if len(file.text) > MAX_CHARACTERS:
        message = f"the file has {len(file.text):,} characters, the limit is {MAX_CHARACTERS:,}"
        return Document(file.path, "", None, None), [Diagnostic("S005", message, Span(file.path))]
    text = json_as_yaml(file.text)
    try:
        root, problems = _composed(file.path, text)
    except yaml.YAMLError as error:
        if too_deep := _too_deep_before(file.path, text, error):
            return Document(file.path, text, None, None), [Diagnostic("S005", _TOO_DEEP, too_deep)]
        readable, problems = recover(file.path, text)
        try:
            root, deep = _composed(file.path, readable)
            problems += deep
        except yaml.YAMLError as error:
            root = None
            problems = problems or [syntax_problem(file.path, text, explain(Chunk(0, text), error))]
    if root is not None and (bomb := first_beyond(root, text, levels=MAX_DEPTH, limit=MAX_NODES)):
        return Document(file.path, text, None, root), [*problems, Diagnostic("S005", _TOO_DEEP, _span(file.path, bomb))]
    reader = _Reader(file.path, text)
    data = reader.read(root, 0) if root is not None else None
    return Document(file.path, text, data, root), [*problems, *reader.problems]


def _composed(path: str, text: str) -> tuple[yaml.Node | None, list[Diagnostic]]:
    """The node tree; None, and a problem, where it would be too deep."""
    if place := _overflow(path, text):
        return None, [Diagnostic("S005", _TOO_DEEP, place)]
    return _compose(text), []


def json_as_yaml(text: str) -> str:
    r"""The same text with the three things of JSON that YAML 1.1 does not know: `\/`, surrogate pairs, tabs between tokens."""
    if not text.lstrip("\ufeff \t\r\n").startswith(("[", "{")):
        return text
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|\t', lambda match: _json_token(match.group()), text)


def _json_token(token: str) -> str:
    if token == "\t":  # noqa: S105 - a token of text, not a secret
        return " "
    token = re.sub(r"(?<!\\)((?:\\\\)*)\\/", r"\1/", token)
    return re.sub(r"\\u([dD][89abAB]\w\w)\\u([dD][c-fC-F]\w\w)", _surrogate_pair, token)


def _surrogate_pair(match: re.Match[str]) -> str:
    high, low = (int(group, 16) for group in match.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _overflow(path: str, text: str) -> Span | None:
    """Where a text gets too deep, if it is so deep that composing it would overflow the stack.

    A level needs a bracket or, in block style, at least half a column: most texts need no closer look.
    """
    if text.count("[") + text.count("{") + 2 * max(map(len, text.split("\n"))) < _HARMLESS_DEPTH:
        return None
    return _first_too_deep(path, text)


def _first_too_deep(path: str, text: str) -> Span | None:
    """Where the first part of a text begins that is nested too deep."""
    depth = -1
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return _mark_span(path, event.start_mark)
    return None


def _too_deep_before(path: str, text: str, error: yaml.YAMLError) -> Span | None:
    """Newer libyaml has a limit of its own and calls it a syntax error; its scanner runs ahead of its events, so only the text
    before the error tells where the depth was.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        with contextlib.suppress(yaml.YAMLError):
            return _first_too_deep(path, text[: mark.index])
    return None


def _compose(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _span(path: str, node: yaml.Node) -> Span:
    return _mark_span(path, node.start_mark)


def _mark_span(path: str, mark: Any) -> Span:
    return Span(path, mark.line + 1, mark.column + 1)


def _child(node: yaml.Node | None, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    return None


class _Reader:
    """Turns nodes into data, collecting problems; counts nodes, since an alias is read each time it is used."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Diagnostic] = []
        self.nodes = 0
        self.is_json = text.lstrip("\ufeff \t\r\n").startswith(("[", "{"))

    def read(self, node: yaml.Node, depth: int, key: str = "") -> Data:
        """The data of a node; `key` is the key it stands under."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            if not any(problem.code == "S005" for problem in self.problems):
                self._report("S005", _TOO_DEEP, node)
            return None
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python"):
            hint = "card text needs no tags; quote the text if it begins with !"
            self._report("S004", f"the tag `{node.tag}` is not supported", node, hint)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, depth + 1, key) for child in node.value]
        assert isinstance(node, yaml.MappingNode)
        return dict(self._pairs(node, depth))

    def _pairs(self, node: yaml.MappingNode, depth: int) -> Iterator[tuple[str, Data]]:
        seen: set[str] = set()
        is_second_entry = False
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._no_word(node, key_node)
                continue
            key = str(key_node.value)
            if key in seen and not is_second_entry:
                is_second_entry = key == "id"
                hint = "if a new entry begins here, put a dash and a space before it" if is_second_entry else None
                message = f"the key `{key}` appears twice; one of the two values would be lost"
                self._report("S003", message, key_node, hint)
            seen.add(key)
            yield key, self.read(value_node, depth + 1, key)

    def _no_word(self, node: yaml.MappingNode, key_node: yaml.Node) -> None:
        if self.text.startswith("{{", node.start_mark.index):
            self._report(
                "S007", "a text that begins with {{ is read as a map", node, f"put the text in quotes, or {BLOCK}"
            )
        else:
            self._report("S007", "a key must be a plain word", key_node)

    def _scalar(self, node: yaml.ScalarNode, key: str) -> str:
        value = str(node.value)
        if not node.style and not self.is_json:
            start, end = node.start_mark.index, node.end_mark.index
            for pitfall in pitfalls(self.text, start, end, key):
                self.problems.append(pitfall.at(place(self.path, self.text, pitfall.index)))
        raw = self.text[node.start_mark.index : node.end_mark.index] if node.style == '"' else ""
        for message, offset, hint in control_character_problems(value, raw, is_json=self.is_json):
            span = place(self.path, self.text, node.start_mark.index + offset)
            self.problems.append(Diagnostic("S006", message, span, hint))
        return value if value.isascii() else unicodedata.normalize("NFC", value)

    def _report(self, code: str, message: str, node: yaml.Node, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, _span(self.path, node), hint))
