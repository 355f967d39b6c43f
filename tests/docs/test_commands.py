"""Every `deckgen ...` that a page, the README, the action or the hooks name is a command line that deckgen understands."""

import copy
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from deckgen.cli import COMMANDS, cli
from docs.reference.commands import command
from docs.reference.pages import pages
from tests.docs.walkthrough import DOCS
from tests.repository import ROOT

WRITTEN = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "action.yml", ".pre-commit-hooks.yaml", "Makefile")
STARTER = ROOT / "deckgen" / "starter" / "files"
_LINE = re.compile(r"(?m)^[ \t]*(?:\$ |- run: |run: |entry: |\$\(BIN\)/)?(deckgen (?!\d|:).*)$")
_INLINE = re.compile(r"`+(deckgen [^`]+)`+")
_FENCED = re.compile(r"(?ms)^ *(`{3,})(?:sh|console|yaml|text)?\b[^\n]*\n(.*?)^ *\1$")
_EXPLANATION = re.compile(r" {2,}\S.*$| +#.*$| > \S+$| >> \S+$")


def sources() -> Iterator[tuple[str, str]]:
    """Every text that names commands, by its path."""
    for path in (*sorted(DOCS.rglob("*.md")), *(ROOT / name for name in WRITTEN), *sorted(STARTER.iterdir())):
        if path.suffix != ".svg":
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    yield from pages().items()


def command_lines(path: str, text: str) -> set[str]:
    """The command lines of a text: in code spans, and at the beginnings of lines of code."""
    if not path.endswith(".md"):
        return {_bare(line) for line in _LINE.findall(text)}
    blocks = "\n".join(block for _, block in _FENCED.findall(text))
    spans = _INLINE.findall(_FENCED.sub("", text))
    return {_bare(line) for line in (*_LINE.findall(blocks), *(" ".join(span.split()) for span in spans))}


def _bare(line: str) -> str:
    """Without the remark behind it, and without the shell's part."""
    return _EXPLANATION.sub("", _EXPLANATION.sub("", line)).split(" $(")[0].strip()


def understood(line: str) -> None:
    """Parse a command line without running it; files that it names need not exist. Raises click's exceptions."""
    arguments = shlex.split(line)[1:]
    with _patient(cli).make_context("deckgen", list(arguments)) as context:
        rest = [*context._protected_args, *context.args]
        if rest and rest[0] != "COMMAND":
            found = cli.get_command(context, rest[0])
            if found is None:
                raise click.UsageError(f"there is no command {rest[0]}")
            _patient(found).make_context(rest[0], rest[1:], parent=context)


def _patient(one: click.Command) -> click.Command:
    """The command as it is where every file exists."""
    patient = copy.copy(one)
    patient.params = [copy.copy(parameter) for parameter in one.params]
    for parameter in patient.params:
        if isinstance(parameter.type, click.Path):
            parameter.type = click.Path(path_type=Path)
    return patient


@cache
def lines() -> frozenset[tuple[str, str]]:
    """Every command line, with the path of the text it is in."""
    return frozenset((path, line) for path, text in sources() for line in command_lines(path, text))


def test_deckgen_understands_every_command_line() -> None:
    assert [f"{path}: {line}: {why}" for path, line in sorted(lines()) if (why := misunderstood(line))] == []


def misunderstood(line: str) -> str | None:
    """What deckgen would say against a command line."""
    try:
        understood(line)
    except click.exceptions.Exit:
        return None
    except (click.MissingParameter, click.BadOptionUsage) as error:
        return None if _is_a_name(line) else str(error)
    except (click.ClickException, ValueError) as error:
        return str(error)
    return None


def _is_a_name(line: str) -> bool:
    """`deckgen import` or `deckgen build --allow` in a sentence: a command or an option as such, without what it needs."""
    _, name, *option = line.split()
    return not option or (len(option) == 1 and any(option[0] in one.opts for one in command(name).params))


def test_every_command_is_named_on_a_written_page() -> None:
    written = {line.split()[1] for path, line in lines() if not path.startswith("reference/") and len(line.split()) > 1}
    assert set(COMMANDS) <= written


@pytest.mark.parametrize(
    "line", ["deckgen biuld", "deckgen build --lock", "deckgen release", "deckgen check --format pdf"]
)
def test_what_deckgen_does_not_understand_is_found(line: str) -> None:
    with pytest.raises(click.UsageError):
        understood(line)
