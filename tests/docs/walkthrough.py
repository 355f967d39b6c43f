"""Pages that can be followed: their `console` blocks are run, their files written, and what they show is compared.

In a page with a `console` block, in order:

- a `console` block holds commands after `$ ` and below each what it prints; a line `...` stands for any number of lines;
- a block with `title="PATH"` is a file as it then is: it is written, or, where it is a `diff`, applied to the file there is.

A page begins in an empty folder, or where its first line says `<!-- begins with: starter -->` in a project that `deckgen init`
has made (`released` adds a first release). `pip` is not run. `python -m tests.docs.walkthrough PAGE...` writes what commands
really print into pages.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.repository import ROOT

DOCS = ROOT / "docs"
_BLOCK = re.compile(
    r"(?ms)^(?P<indent> *)```(?P<language>[\w-]+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^(?P=indent)```$"
)
_BEGINS = re.compile(r"<!-- begins with: (starter|released) -->")
_PREPARED = {
    "starter": ("deckgen init . --yes --title Memory",),
    "released": ("deckgen init . --yes --title Memory", "deckgen build", "deckgen release 1.0.0"),
}
_SHELL_WORDS = {"&&", "||", "|", ">", ">>", "<", ";"}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page. `start` and `end` are the offsets of its text."""

    language: str
    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """A command with what the page says that it prints, and what it printed."""

    command: str
    shown: str
    printed: str

    @property
    def agrees(self) -> bool:
        pattern = "".join(
            r"(?:.*\n)*" if line.strip() == "..." else re.escape(line) + r"\n"
            for line in _any_version(self.shown).splitlines()
        )
        return re.fullmatch(pattern, _any_version(self.printed)) is not None


def _any_version(text: str) -> str:
    """What differs between machines: the version of Anki, the day of a release."""
    return re.sub(r"Anki \d+(\.\d+)+", "Anki VERSION", re.sub(r"\d{4}-\d\d-\d\d", "DAY", text))


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for found in _BLOCK.finditer(text):
        yield Block(found["language"], found["title"] or "", found["text"], found.start("text"), found.end("text"))


def can_be_followed(page: Path) -> bool:
    return any(block.language == "console" for block in blocks(page.read_text(encoding="utf-8")))


def follow(text: str, folder: Path) -> Iterator[tuple[Block, list[Step]]]:
    """Do what a page says, block by block."""
    place = folder
    start = _BEGINS.match(text)
    for command in _PREPARED[start[1]] if start else ():
        _run(command, place)
    for block in blocks(text):
        if block.title:
            write_block(place / block.title, block)
        elif block.language == "console":
            steps = []
            for command, shown in _commands(block.text):
                if command.startswith("cd "):
                    place = place / command.removeprefix("cd ")
                    assert place.is_dir(), command
                else:
                    steps.append(Step(command, shown, _run(command, place)))
            yield block, steps


def _commands(text: str) -> Iterator[tuple[str, str]]:
    parts = re.split(r"(?m)^\$ (.*)\n", text)
    assert not parts[0].strip(), f"a console block begins with a command: {parts[0]!r}"
    yield from zip(parts[1::2], parts[2::2], strict=True)


def write_block(path: Path, block: Block) -> None:
    """Write the file of a block, or apply its diff."""
    if block.language != "diff":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return
    lines = block.text.splitlines()
    assert all(line[:1] in {" ", "-", "+", ""} for line in lines), (
        f"{path.name}: a line of a diff begins with -, + or a space"
    )
    old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1, f"{path.name} has these lines {before.count(old)} times:\n{old}"
    path.write_text(before.replace(old, new), encoding="utf-8")


def _run(command: str, place: Path) -> str:
    """What a command prints, errors and all, as a terminal shows it. Dates and machine paths are evened out."""
    words = shlex.split(command, comments=True)
    if words[0] == "pip":
        return ""
    assert not _SHELL_WORDS & set(words), f"one command a line, and no shell: {command}"
    tools = {"deckgen": [sys.executable, "-m", "deckgen"], "git": ["git"]}
    person = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **person, "NO_COLOR": "1", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [*tools[words[0]], *words[1:]], cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "this is a bug in deckgen" not in done.stdout, done.stdout
    return re.sub(r"[ \t]+$", "", done.stdout, flags=re.MULTILINE).replace(f"{place}/", "")


def rewritten(page: Path) -> str:
    """The page with what its commands really print; what it leaves out by `...` stays as it is where that agrees."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="deckgen-docs-") as folder:
        changes = [(block, _transcript(block, steps)) for block, steps in follow(text, Path(folder))]
    for block, transcript in reversed(changes):
        text = text[: block.start] + transcript + text[block.end :]
    return text


def _transcript(block: Block, steps: list[Step]) -> str:
    left = iter(steps)
    lines = []
    for command, shown in _commands(block.text):
        step = None if command.startswith("cd ") else next(left)
        lines.append(f"$ {command}\n")
        lines.append(shown if step is None or step.agrees or command.startswith("pip ") else step.printed)
    return "".join(lines)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(rewritten(Path(name)), encoding="utf-8")
