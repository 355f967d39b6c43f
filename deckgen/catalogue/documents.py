"""Reads the documentation of a code: `<CODE>.md` of this folder, or the docstring of a module of `deckgen/lint/`.

    # S001: the file is not UTF-8

    What it means, and what to do about it, in any number of paragraphs.

    Fires:

        -- cards/a/x.yaml --
        a project that has exactly this problem

    Silent:

        -- cards/a/x.yaml --
        the same project without it

    Shown by: deckgen verify, which ...

The last three parts may each be left out. A docstring has the title without `# `.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

import deckgen.lint
from deckgen.codes import CODES

_TITLE = re.compile(r"(?:# )?(?P<code>[A-Z]\d+): (?P<title>\S.*)")
_PART = re.compile(r"(?P<name>Fires(?=:$)|Silent(?=:$)|Shown by): ?(?P<rest>.*)")
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """What a code stands for. `title` is its row of `CODES`, `text` is Markdown.

    `fires` and `silent` are projects as texts of `-- path --` sections, "" where there is none; `shown_by` is the command that
    shows the code, and how, "" where a compile shows it.
    """

    code: str
    title: str
    text: str
    fires: str
    silent: str
    shown_by: str


def parse_document(text: str) -> RuleDoc:
    """Read one document; a ValueError says what is wrong with its form."""
    first, *lines = text.strip("\n").split("\n")
    title = _TITLE.fullmatch(first.rstrip())
    if title is None:
        raise ValueError(f"the first line is not `CODE: title`: {first!r}")
    starts = [index for index, line in enumerate(lines) if _PART.fullmatch(line)]
    parts: dict[str, str] = {}
    for start, end in pairwise([*starts, len(lines)]):
        name, contents = _part(lines[start:end])
        if name in parts:
            raise ValueError(f"{title['code']}: `{name}` appears twice")
        parts[name] = contents
    body = "\n".join(lines[: starts[0] if starts else None]).strip("\n")
    return RuleDoc(
        title["code"],
        title["title"],
        body,
        parts.get("Fires", ""),
        parts.get("Silent", ""),
        parts.get("Shown by", ""),
    )


def documentation(code: str) -> RuleDoc:
    """The documentation of one code; a LookupError where it has none."""
    if code not in CODES:
        raise LookupError(f"there is no code {code}")
    return parse_document(_file(code) or _docstring(code))


def _part(lines: list[str]) -> tuple[str, str]:
    """The name and contents of one part: its block without the indent, or for `Shown by` the sentence in one line."""
    heading = _PART.fullmatch(lines[0])
    assert heading is not None
    if heading["name"] == "Shown by":
        return "Shown by", " ".join([heading["rest"], *(line.strip() for line in lines[1:])]).strip()
    if stray := [line for line in lines[1:] if line.strip() and not line.startswith(_INDENT)]:
        raise ValueError(f"`{lines[0]}` is followed by a line that is not indented: {stray[0]!r}")
    block = "\n".join(line.removeprefix(_INDENT) for line in lines[1:]).strip("\n")
    return heading["name"], f"{block}\n" if block else ""


def _file(code: str) -> str:
    """The text of `<CODE>.md`, or ""."""
    file = resources.files(__package__) / f"{code}.md"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _docstring(code: str) -> str:
    for text in _lint_docstrings():
        if text.startswith(f"{code}: "):
            return text
    raise LookupError(f"{code} has no documentation")


def _lint_docstrings() -> Iterator[str]:
    for module in pkgutil.iter_modules(deckgen.lint.__path__):
        yield importlib.import_module(f"deckgen.lint.{module.name}").__doc__ or ""
