"""`reference/commands.md`: every command, its arguments and options, its examples, and what `--help` prints."""

import inspect
from collections.abc import Iterator

import click
from click.testing import CliRunner

from deckgen.cli import COMMANDS, cli
from docs.reference.markdown import fence, indented, join, table

WIDTH = 100
"""Columns of the help texts: those of a wide terminal."""
_EXIT_CODES = (
    ("0", "everything is fine"),
    ("1", "there are findings: problems in the sources, or an answer that is no"),
    ("2", "the command or the project cannot be used: an unknown option, no `deckgen.toml`, a damaged lock"),
    ("3", "a mistake in deckgen; a report is written to a temporary file"),
    ("130", "interrupted"),
)
_VARIABLES = (
    ("`NO_COLOR`", "no colours in the output"),
    ("`SOURCE_DATE_EPOCH`", "the time that is taken as now, in whole seconds since 1970"),
    ("`DECKGEN_ANKI`", "the program that `deckgen open` starts, where it is not found by itself"),
)
_INTRODUCTION = """
What `deckgen --help` and `deckgen COMMAND --help` say, and no more: this page is made from the program. A command
works on the project of the current folder, or of a folder above it; `deckgen --project FOLDER COMMAND` works on
another one. What a command finds out goes to standard output, what it says about its work to standard error.
"""


def page() -> str:
    """The whole page."""
    overview = table(("command", "what it does"), ((f"[`{name}`](#{name})", line) for name, line in COMMANDS.items()))
    sections = [_section(name) for name in COMMANDS]
    return join(
        "# Commands", _INTRODUCTION, overview, fence(help_text(), "text"), *sections,
        "## Exit codes", table(("code", "meaning"), _EXIT_CODES),
        "## Environment variables", table(("variable", "meaning"), _VARIABLES),
    )  # fmt: skip


def help_text(name: str = "") -> str:
    """What `deckgen --help` or `deckgen NAME --help` prints on a wide terminal."""
    arguments = [name, "--help"] if name else ["--help"]
    done = CliRunner().invoke(cli, arguments, prog_name="deckgen", terminal_width=WIDTH)
    assert done.exit_code == 0, done.output
    return done.stdout


def command(name: str) -> click.Command:
    """One of the commands."""
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def _section(name: str) -> str:
    one = command(name)
    rows = [_row(parameter) for parameter in one.params]
    return join(
        f"## `deckgen {name}` {{#{name}}}",
        _prose(one.help or ""),
        table(("argument or option", "what it does"), rows) if rows else "",
        fence(_examples(one)),
        f'??? note "`deckgen {name} --help`"\n\n' + indented(fence(help_text(name))),
    )


def _prose(text: str) -> str:
    """A docstring as Markdown: `<topic>` in it is a word, not a tag."""
    return inspect.cleandoc(text).replace("\b\n", "").replace("<", "&lt;")


def _row(parameter: click.Parameter) -> tuple[str, str]:
    if isinstance(parameter, click.Option):
        value = "" if parameter.is_flag else f" {parameter.make_metavar(click.Context(cli))}"
        return f"`{', '.join(parameter.opts)}{value}`", " ".join(_about(parameter))
    return f"`{parameter.make_metavar(click.Context(cli))}`", _ARGUMENTS.get(str(parameter.name), "")


def _about(option: click.Option) -> Iterator[str]:
    if option.help:
        yield option.help
    if isinstance(option.type, click.Choice) and not option.help:
        yield "The form of the output."
    if option.show_default and option.default not in (None, ""):
        yield f"The default is `{option.default}`."
    if option.show_envvar:
        yield f"Can be set as `{option.envvar}`."


_ARGUMENTS = {
    "codes": "Codes such as `Q04`, in any case. Without one: all of them.",
    "files": "Files to bring in; the ending tells the format.",
    "folder": "The folder of the new project; it need not exist. Without it: the current one.",
    "new": "The other side; without it, the project as it is now.",
    "old": "A package, a lock, a build folder, a project folder or a git revision.",
    "shell": "The shell that the script is for.",
    "topics": "Names of topics; without one, the bundle of all.",
    "version": "The version of the release, three numbers: `1.0.0`.",
}
"""What arguments mean, by their names; click keeps no help for them."""


def _examples(one: click.Command) -> str:
    epilog = inspect.cleandoc((one.epilog or "").replace("\b", ""))
    return inspect.cleandoc("\n" + epilog.partition("Examples:\n")[2])
