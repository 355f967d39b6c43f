"""`deckgen check`."""

from pathlib import Path

import click

from deckgen.cli.distribution import distribution_lines, distribution_rows
from deckgen.cli.report import FORMATS, plural, print_diagnostics, talk
from deckgen.cli.session import compiled, load, working
from deckgen.clock import now
from deckgen.compiler import Compilation
from deckgen.diagnostics import Severity, in_order
from deckgen.lint import lint
from deckgen.lint.selection import chosen
from deckgen.mend import Mending, mend_project
from deckgen.project import Project
from deckgen.runner import run_all

EPILOG = """
\b
Examples:
  deckgen check                        every problem, and advice on the cards
  deckgen check --fix                  mend what can be mended without touching a word
  deckgen check --stats                how long texts are in each topic, and what each rule finds
  deckgen check --run-code             also run the code of `code` entries and compare what it prints
  deckgen check --format github        as annotations in a GitHub workflow
  deckgen rule Q04                     what a code means
"""


@click.command(epilog=EPILOG)
@click.option(
    "--run-code", is_flag=True, help="Execute the code of `code` entries that have `run`. Only for sources you trust."
)
@click.option("--fix", is_flag=True, help="Mend slips of the keyboard in the sources first. Changes no word of a card.")
@click.option("--stats", is_flag=True, help="Print how long texts are and how often each rule fires, not the findings.")
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.pass_context
def command(context: click.Context, *, run_code: bool, fix: bool, stats: bool, style: str) -> None:
    """Report every problem in the sources, and advice on the cards. Writes nothing without --fix.

    Exits with 1 if there are errors or warnings. Advice never fails anything; `[check]` in deckgen.toml chooses among the
    rules, and an entry can waive one with `lint: {Q04: "the reason"}`.
    """
    start: Path = context.obj
    project = load(start)
    compilation = _mended(project) if fix else compiled(project)
    with working("judging the cards"):
        diagnostics = [*chosen(compilation.diagnostics, compilation.parsed.settings), *lint(compilation)]
    if run_code:
        with working("running code"):
            diagnostics += run_all(compilation.parsed.entries)
    found = in_order(diagnostics)
    if stats:
        rows = distribution_rows(compilation, found)
        click.echo("\n".join(distribution_lines(rows, style)))
    else:
        print_diagnostics(found, style)
    if any(diagnostic.severity is not Severity.ADVICE for diagnostic in found):
        context.exit(1)


def _mended(project: Project) -> Compilation:
    with working("mending"):
        compilation, mending = mend_project(project, now())
    _tell(mending)
    return compilation


def _tell(mending: Mending) -> None:
    for one in mending.corrections:
        talk(f"{one.span}: fixed[{one.code}]: {one.old!r} is now {one.new!r}")
    for path in mending.line_ends:
        talk(f"{path}: fixed: Windows line ends or a byte order mark")
    talk(f"{plural(len(mending.corrections) + len(mending.line_ends), 'fix').replace('fixs', 'fixes')}")
