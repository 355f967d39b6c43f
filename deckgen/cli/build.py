"""`deckgen build`."""

import json
from dataclasses import replace
from pathlib import Path

import click

from deckgen.build import build_project
from deckgen.cli.plans import pending_lines, plan_lines
from deckgen.cli.report import FORMATS, diagnostic_rows, format_option, plural, print_diagnostics, talk
from deckgen.cli.session import compiled, owning, working
from deckgen.codes import Severity
from deckgen.compiler import Compilation
from deckgen.lock import EVERYTHING, Permissions, pending
from deckgen.package import Package

EPILOG = """
\b
Examples:
  deckgen build                        make the decks and update deckgen.lock
  deckgen build --locked               in CI: fail if deckgen.lock is behind the sources
  deckgen build --retire old-card      allow that a released entry is gone
  deckgen build --allow deck:clip      allow the new name of a deck
  deckgen build --allow "move:clip-*"  a pattern; the quotes keep the shell from reading it
"""


@click.command(epilog=EPILOG)
@click.option("--locked", is_flag=True, help="Change nothing in deckgen.lock; fail if it is behind.")
@click.option(
    "--retire",
    multiple=True,
    is_flag=False,
    flag_value=EVERYTHING,
    metavar="[ID]",
    help="Allow that a released entry is gone; without ID, all that are.",
)
@click.option(
    "--restamp",
    multiple=True,
    is_flag=False,
    flag_value=EVERYTHING,
    metavar="[ID]",
    help="Send notes whose HTML changed though their words did not; without ID, all.",
)
@click.option(
    "--allow",
    multiple=True,
    metavar="WHAT:NAME",
    help="Allow a change that learners would feel: deck:TOPIC, move:ID, kind:ID, cards:ID, unretire:ID; or a clock: clock:YEAR. "
    "NAME may be a pattern.",
)
@click.option(
    "--new-lock", is_flag=True, help="Begin deckgen.lock anew where it is lost. Costs learners their own edits."
)
@format_option(*FORMATS)
@click.pass_obj
def command(
    start: Path,
    *,
    locked: bool,
    retire: tuple[str, ...],
    restamp: tuple[str, ...],
    allow: tuple[str, ...],
    new_lock: bool,
    style: str,
) -> None:
    """Make the decks, and say what people who have them will see.

    Writes build/<language>/<topic>.apkg, one bundle.apkg a language and build/manifest.json, and records guids and times in
    deckgen.lock. Notes whose words did not change keep their time, so nobody's edits are overwritten.
    """
    if locked and new_lock:
        raise click.UsageError("--locked changes nothing in deckgen.lock, so there is no --new-lock with it")
    with owning(start, "build") as project:
        if locked and not project.traces.missing:  # an older revision is built as it was, whatever lies in build/
            project = replace(project, traces=project.traces.without_outputs())
        compilation = compiled(project, replace(Permissions.of(allow, retire, restamp), new_lock=new_lock))
        with working("packing"):
            packages = build_project(project, compilation, locked=locked)
    warnings = [d for d in compilation.diagnostics if d.severity is not Severity.ADVICE]
    if style == "json":
        data = {**_data(compilation, packages), "diagnostics": diagnostic_rows(warnings)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        if warnings:
            print_diagnostics(warnings, style, err=style == "text")
        _print(compilation, packages)


def _print(compilation: Compilation, packages: tuple[Package, ...]) -> None:
    notes = sum(package.notes for package in packages if package.topic)
    cards = sum(package.cards for package in packages if package.topic)
    click.echo(f"Built {plural(len(packages), 'package')} in build/: {plural(notes, 'note')}, {plural(cards, 'card')}.")
    plan = compilation.plan
    if plan.after.began != plan.before.began:
        click.echo(
            "Began deckgen.lock anew: every note has a new time, and replaces what people have written on theirs."
        )
    if plan.is_empty:
        click.echo("Nothing has changed since the last build.")
    for line in plan_lines(plan):
        click.echo(line)
    waiting = pending(plan.after)
    if plan.after.releases and not (waiting.is_empty and not waiting.unsent):
        click.echo(f"People who have release {waiting.since} will, at their next import:")
        for line in pending_lines(waiting):
            click.echo(line)
    for line in _next(waiting.is_empty, first=not plan.after.releases):
        talk(line)


def _next(nothing_waits: bool, *, first: bool) -> list[str]:
    if nothing_waits:
        return []
    return [
        "Next: deckgen verify    (tries the packages in real Anki)",
        f"      deckgen release {'1.0.0' if first else 'X.Y.Z'}    (when you hand the decks out)",
    ]


def _data(compilation: Compilation, packages: tuple[Package, ...]) -> dict[str, object]:
    plan = compilation.plan
    waiting = pending(plan.after)
    return {
        "packages": [
            {"path": f"build/{package.path}", "notes": package.notes, "cards": package.cards, "sha256": package.sha256}
            for package in packages
        ],
        "changes": [
            {
                "change": change.kind.value,
                "id": change.key.entry,
                "language": change.key.language,
                "detail": change.detail,
            }
            for change in plan.changes
        ],
        "looks": list(plan.looks),
        "pending": {
            "since": waiting.since,
            "new": [str(key.entry) for key in waiting.new],
            "corrected": [str(key.entry) for key in waiting.corrected],
            "retired": [str(key.entry) for key in waiting.retired],
            "unsent": [str(key.entry) for key in waiting.unsent],
        },
    }
