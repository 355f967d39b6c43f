"""`deckgen diff`."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from deckgen.cli.plans import pending_lines
from deckgen.cli.report import format_option, talk
from deckgen.cli.session import compiled, load, working
from deckgen.diagnostics import errors
from deckgen.diff import Comparison, Snapshot, compare
from deckgen.diff.data import as_data
from deckgen.diff.document import as_markdown
from deckgen.diff.learners import pending_of
from deckgen.diff.project_snapshot import project_snapshot
from deckgen.diff.sources import read_snapshot
from deckgen.diff.text import lines, outcome
from deckgen.errors import FindingsError

EPILOG = """
\b
Examples:
  deckgen diff v1.0.0                         what has changed since that git tag
  deckgen diff old.apkg new.apkg              two packages, whoever has built them
  deckgen diff v1.0.0 v1.1.0 --format markdown > NOTES.md
  deckgen diff build --exit-code              in scripts: 1 if a build would change anything
"""
_WRITERS = {
    "text": lambda comparison: "\n".join(_text(comparison)),
    "json": lambda comparison: json.dumps(as_data(comparison), ensure_ascii=False, indent=2),
    "github": lambda comparison: "\n".join(_text(comparison)),
    "markdown": lambda comparison: as_markdown(comparison).rstrip("\n"),
}


@click.command(epilog=EPILOG)
@click.argument("old")
@click.argument("new", required=False)
@format_option(*_WRITERS)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything differs.")
@click.pass_context
def command(context: click.Context, *, old: str, new: str | None, style: str, exit_code: bool) -> None:
    """Say what differs between OLD and NEW, topic by topic, and what people who have OLD will see of it.

    Each is a package (.apkg), a deckgen.lock, a build folder, a project folder, or a git revision of the project, which means the
    deckgen.lock in it; what exists as a path is taken as one. Without NEW it is the project as it is now. With --format markdown
    these are release notes to publish. A lock holds no words: questions are known where a side is a package or the project.
    """
    start: Path = context.obj
    with working("comparing"):
        before = read_snapshot(old, start)
        after = read_snapshot(new, start) if new is not None else _present(start)
    comparison = compare(before, after)
    if style != "markdown":
        for remark in comparison.remarks:
            talk(f"note: {remark}")
    click.echo(_WRITERS[style](comparison))
    if exit_code and not comparison.is_empty:
        context.exit(1)


def _present(start: Path) -> Snapshot:
    """The project as it is now. What only a build would refuse is compared all the same; broken sources are not."""
    compilation = compiled(load(start))
    plan = compilation.plan
    refused = errors(plan.diagnostics)
    if len(compilation.errors) > len(set(refused)) or (refused and plan.is_empty):
        raise FindingsError(compilation.errors)
    for code in dict.fromkeys(problem.code for problem in refused):
        talk(f"note: a build would refuse this with {code}: see `deckgen check`")
    return project_snapshot(compilation)


def _text(comparison: Comparison) -> Iterator[str]:
    yield outcome(comparison)
    yield from lines(comparison)
    waiting = pending_of(comparison)
    if not (waiting.is_empty and not waiting.unsent):
        yield f"People who have {comparison.old.origin} will, at their next import:"
        yield from pending_lines(waiting)
