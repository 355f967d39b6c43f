"""Entries as YAML in the style of an author: plain words, blocks for long texts, a blank line between entries.

deckgen's own loader reads the same values back, but for a line break at the end of a text.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import yaml

_LONG = 100
_ORDER = ("id", "kind", "draft", "section", "languages", "context", "front", "text")
_LAST = ("extra", "pitfall", "source", "answers", "tags", "was_guid")
_WORDS = {"id", "section", "tags", "was_guid"}
"""Keys whose values are no texts: a line break at the end, which a block has, would be part of them."""
_BLOCK = re.compile(
    r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]*[^ \x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff][ \t]*\n?"
)
"""What a literal block can hold: no characters that YAML must escape, and no blank line at the end."""
_FLOW_SAFE = re.compile(r"[\w./-]+(?:::[\w./-]+)*", re.ASCII)


def entries_text(entries: Iterable[Mapping[str, object]]) -> str:
    """A file of entries."""
    return "\n".join(_item(_ordered(entry), 0) for entry in entries)


def mapping_text(keys: Mapping[str, object]) -> str:
    """A file that is one map."""
    return "".join(f"{line}\n" for line in _pairs(keys, 0))


def _ordered(entry: Mapping[str, object]) -> dict[str, object]:
    names = [*(name for name in _ORDER if name in entry), *(name for name in entry if name not in {*_ORDER, *_LAST})]
    return {name: entry[name] for name in [*names, *(name for name in _LAST if name in entry)]}


def _item(keys: Mapping[str, object], indent: int) -> str:
    """A map as an item of a list."""
    lines = list(_pairs(keys, indent + 2))
    lines[0] = f"{' ' * indent}- {lines[0].lstrip()}"
    return "".join(f"{line}\n" for line in lines)


def _pairs(keys: Mapping[str, object], indent: int) -> Iterator[str]:
    for name, value in keys.items():
        yield from _pair(_scalar_line(name), value, indent)


def _pair(name: str, value: object, indent: int) -> Iterator[str]:
    space = " " * indent
    if isinstance(value, Mapping):
        yield f"{space}{name}:"
        yield from _pairs(value, indent + 2)
    elif isinstance(value, list | tuple):
        yield from _list(name, value, indent)
    elif isinstance(value, bool | int):
        yield f"{space}{name}: {json.dumps(value)}"
    elif name in _WORDS:
        yield f"{space}{name}: {_scalar_line(str(value))}"
    else:
        yield from _text(f"{space}{name}:", str(value), indent + 2)


def _list(name: str, values: Sequence[object], indent: int) -> Iterator[str]:
    space = " " * indent
    if all(isinstance(value, str) and _FLOW_SAFE.fullmatch(value) for value in values):
        yield f"{space}{name}: [{', '.join(_scalar_line(str(value)) for value in values)}]"
        return
    yield f"{space}{name}:"
    for value in values:
        if isinstance(value, Mapping):
            yield _item(value, indent + 2).removesuffix("\n")
        elif name in _WORDS:
            yield f"{space}  - {_scalar_line(str(value))}"
        else:
            yield from _text(f"{space}  -", str(value), indent + 4)


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    line = _scalar_line(text)
    is_long = "\n" in text or len(text) > _LONG or "\\" in text or line.startswith('"')
    if is_long and _BLOCK.fullmatch(text):
        yield f"{head} |2" if text[0] in " \n\t" else f"{head} |"
        yield from (f"{' ' * indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))
    else:
        yield f"{head} {line}"


def _scalar_line(text: str) -> str:
    """One line: plain where YAML and people take it for the same words, quoted otherwise."""
    style = '"' if "\n" in text else None
    dumped: str = yaml.dump(text, Dumper=yaml.SafeDumper, default_style=style, allow_unicode=True, width=float("inf"))
    return dumped.removesuffix("\n").removesuffix("\n...")
