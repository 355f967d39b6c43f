"""`reference/rules.md` and one page a family: every code that deckgen reports, from its documentation in the program."""

import re
from collections.abc import Mapping

from deckgen.catalogue import RuleDoc, documentation
from deckgen.codes import CODES, FAMILIES, RULE_CODES, Code
from docs.reference.markdown import fence_of_file, join, table

_INTRODUCTION = """
Every problem has a code that keeps its meaning for ever. `deckgen rule Q04` prints the same in a terminal. Errors
stop a build; warnings make `deckgen check` fail; advice fails nothing.

- The families **Q**, **C**, **H** and **G** are rules of advice. `[check]` in [`deckgen.toml`](settings.md#check)
  chooses among them, and an entry can waive one with a reason: `lint: {Q04: "the layers are seven, and asked as
  seven"}`.
- All other codes are found by every build, and the errors among them cannot be turned off.
- The **V** codes come from [`deckgen verify`](commands.md#verify), which asks real Anki.
"""
_ABOUT = {
    "P": "About `deckgen.toml`, `topic.yaml`, `references.yaml` and `syllabus.yaml`.",
    "S": "About files as such: their encoding, their YAML.",
    "E": "About the keys of entries and what they name.",
    "K": "About what only one kind of entry has.",
    "X": "About Markdown, math and links in texts.",
    "M": "About pictures and sounds.",
    "T": "About the templates and the stylesheet, the project's own included.",
    "I": "About identity: what would cost people who have the decks something. A build stops until the author allows it.",
    "A": "About the cards that Anki would make.",
    "V": "What real Anki says about built packages.",
    "Q": "Advice on cards that are hard to learn, and why.",
    "C": "Advice on what a deck for others needs.",
    "H": "Advice for projects with `raw_html = true`.",
    "G": "Advice on tags.",
}
_OPTIONS = {
    "before": "",
    "then": "The second release was built with `{}`.",
    "retire": "Built with `--retire {}`.",
    "allow": "Built with `--allow {}`.",
    "locked": "Built with `--locked`.",
    "now": "Built when the clock showed {} seconds since 1970.",
    "lock": "In `deckgen.lock`, `{}` has become `{}`.",
}
"""The rows of an example's `options` in words; that `before/` was released or built, the text says."""
_HEADER = re.compile(r"(?m)^-- (?P<path>[^\n]+?) --\n")


def pages() -> Mapping[str, str]:
    """The overview and a page for each family, by path."""
    families = {f"reference/rules-{letter.lower()}.md": _family(letter) for letter in FAMILIES}
    return {"reference/rules.md": _overview(), **families}


def _overview() -> str:
    parts = []
    for letter, name in FAMILIES.items():
        rows = (
            (f"[`{code}`](rules-{letter.lower()}.md#{code.lower()})", row.meaning, row.level)
            for code, row in _codes(letter)
        )
        parts += [f"## {letter}: {name}", _ABOUT[letter], table(("code", "meaning", "which is"), rows)]
    return join("# Codes and rules", _INTRODUCTION, *parts)


def _family(letter: str) -> str:
    sections = [_section(documentation(code)) for code, _ in _codes(letter)]
    return join(f"# {letter}: {FAMILIES[letter]}", _ABOUT[letter], *sections)


def _codes(letter: str) -> list[tuple[str, Code]]:
    return [(code, row) for code, row in CODES.items() if code[0] == letter]


def _section(one: RuleDoc) -> str:
    level = CODES[one.code].level
    status = f"{level[0].upper()}{level[1:]}{'; an entry can waive it' if one.code in RULE_CODES else ''}."
    return join(
        f"## {one.code}: {one.title} {{#{one.code.lower()}}}",
        f"*{status}*",
        one.text,
        "**Reported here**" if one.fires else "",
        _project(one.fires),
        "**And not here**" if one.silent else "",
        _project(one.silent),
        f"Shown by {one.shown_by}" if one.shown_by else "",
    )


def _project(text: str) -> str:
    """The files of an example, each in a block of its own; how it is built, in words."""
    headers = list(_HEADER.finditer(text))
    if not headers:
        return ""
    ends = [header.start() for header in headers[1:]] + [len(text)]
    parts = [(header["path"], text[header.end() : end]) for header, end in zip(headers, ends, strict=True)]
    options = "".join(contents for path, contents in parts if path == "options")
    files = [fence_of_file(path, contents) for path, contents in parts if path != "options"]
    return join(_how(options), *files)


def _how(options: str) -> str:
    rows = (line.partition(": ") for line in options.splitlines())
    return " ".join(_OPTIONS[name].format(*value.split(" => ")) for name, _, value in rows)
