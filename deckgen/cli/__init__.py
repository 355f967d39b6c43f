"""The command line. Each command is one file and one row of `COMMANDS`; this file turns outcomes into exit codes.

0 fine · 1 findings · 2 usage or project error · 3 a bug in deckgen · 130 interrupted.
stdout is data, stderr is talk.
"""

import difflib
import gc
import importlib
import keyword
import os
import sys
from pathlib import Path
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from deckgen import __version__
from deckgen.cli.report import print_reasons, say_error, talk
from deckgen.errors import DeckgenError, FileFaultError, FindingsError

COMMANDS: dict[str, str] = {
    "build": "Make the decks, and say what people who have them will see.",
    "check": "Report every problem in the sources, and advice on the cards.",
    "completion": "Print a script that completes commands, options and names in a shell.",
    "diff": "Say what differs between two packages, builds, locks or git revisions.",
    "import": "Bring in Anki packages, Markdown notes, tables.",
    "init": "Start a project: settings, a small real deck, editor schema, CI and pre-commit hooks.",
    "open": "Build, and open the decks in Anki, where its import dialog takes over.",
    "preview": "Show every card as Anki will show it: a site to share, or live while you write.",
    "release": "Stamp everything unreleased, and write what people need to upgrade.",
    "rule": "Say what a code of `check` means, and how to mend it.",
    "stats": "Count entries and words, and say which questions of the syllabus are answered.",
    "verify": "Try the built decks in real Anki.",
}
"""Command to its one-line help; the module of the same name below `deckgen.cli` holds it as `command`."""


class _Commands(click.Group):
    """Loads a command's module when it is used: `--version`, `--help`, completion and hints need no compiler."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"deckgen.cli.{module}").command
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        commands = [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            near = difflib.get_close_matches(name.lower(), COMMANDS, n=1) or [
                one for one in COMMANDS if one.startswith(name)
            ]
            hint = f"did you mean `deckgen {near[0]}`?" if near else f"the commands are {', '.join(COMMANDS)}"
            raise click.UsageError(f"there is no command `{name}`; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from deckgen.installing import documentation

        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
        with formatter.section("Documentation"):
            formatter.write_dl([(documentation(), "deckgen COMMAND --help, deckgen rule CODE")])


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="deckgen")
@click.option(
    "--project", "start", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path(),
    help="The project, or a folder in it.  [default: the current folder]",
)  # fmt: skip
@click.pass_context
def cli(context: click.Context, start: Path) -> None:
    """Compile plain-text card sources into Anki decks that can be corrected, rebuilt and imported again for ever."""
    context.obj = start.absolute()
    if os.environ.get("NO_COLOR"):
        context.color = False


def main() -> NoReturn:
    """The `deckgen` command."""
    sys.exit(_run())


def _run() -> int:
    color = False if os.environ.get("NO_COLOR") else None
    with click.Context(cli, color=color) as outer:  # for what is said about errors, too
        return _outcome(outer)


def _outcome(outer: click.Context) -> int:
    gc.disable()  # a command ends before garbage matters; at 10,000 entries collecting takes a second of twelve
    try:
        code = cli.main(standalone_mode=False, parent=outer)
    except FindingsError as findings:
        print_reasons(outer, findings.diagnostics)
        return 1
    except FileFaultError as fault:
        print_reasons(outer, fault.diagnostics)
        return 2
    except DeckgenError as error:
        say_error(error.message, error.hint)
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        talk("interrupted")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        say_error(f"{error.filename or 'a file'}: {error.strerror or error}", None)
        return 2
    except Exception:
        from deckgen.cli.bugs import report_bug

        report_bug()
        return 3
    return code if isinstance(code, int) else 0
