"""`deckgen check`."""

from pathlib import Path

import click

from deckgen.cli.report import FORMATS, print_diagnostics
from deckgen.cli.session import compiled, load, working
from deckgen.diagnostics import Severity, in_order
from deckgen.lint import lint
from deckgen.runner import run_all

EPILOG = """
\b
Examples:
  deckgen check                        every problem, and advice on the cards
  deckgen check --run-code             also run the code of `code` entries and compare what it prints
  deckgen check --format github        as annotations in a GitHub workflow
"""


@click.command(epilog=EPILOG)
@click.option(
    "--run-code", is_flag=True, help="Execute the code of `code` entries that have `run`. Only for sources you trust."
)
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.pass_context
def command(context: click.Context, *, run_code: bool, style: str) -> None:
    """Report every problem in the sources, and advice on the cards. Writes nothing.

    Exits with 1 if there are errors or warnings. Advice is about study quality and never fails anything.
    """
    start: Path = context.obj
    project = load(start)
    compilation = compiled(project)
    diagnostics = [*compilation.diagnostics, *lint(compilation)]
    if run_code:
        with working("running code"):
            diagnostics += run_all(compilation.parsed.entries)
    found = in_order(diagnostics)
    print_diagnostics(found, style)
    if any(diagnostic.severity is not Severity.ADVICE for diagnostic in found):
        context.exit(1)
