"""`deckgen import`."""

import json
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import click

from deckgen.cli.report import FORMATS, format_option, plural, talk
from deckgen.cli.session import load, owning, working
from deckgen.importers import ImportPlan, ItemOutcome, Planned, plan_files, target_of, write_files
from deckgen.source_values import SLUG

EPILOG = """
\b
Examples:
  deckgen import old-deck.apkg                    an Anki package; whoever has it keeps all reviews
  deckgen import notes.md --topic networks        questions of a Markdown file, into one topic
  deckgen import words.csv --dry-run              only say what would come of it
"""
_SAME = 3
"""How many items with one and the same remark are listed."""


def _topic(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(SLUG, value):
        raise click.BadParameter("a topic's name is lower-case letters, digits and single hyphens")
    return value


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--topic", default="", callback=_topic, metavar="NAME", help="Put everything into this topic.")
@click.option("--language", default="", metavar="TAG", help="The language of the files, in a project that has several.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@format_option(*FORMATS)
@click.pass_context
def command(
    context: click.Context, *, files: tuple[Path, ...], topic: str, language: str, dry_run: bool, style: str
) -> None:
    """Bring in what you have: Anki packages (.apkg, .colpkg), Markdown, CSV and TSV, JSON.

    Writes new files in cards/<topic>/ and changes none that exist. Every item is accounted for: it becomes an entry, or a draft
    where something is missing, or is skipped for a reason that is told. Exits with 1 if something could not be read.
    """
    start: Path = context.obj
    with nullcontext(load(start)) if dry_run else owning(start, "import") as project:
        target = target_of(project, language=language, topic=topic)
        with working("reading"):
            plan = plan_files(target, files)
        if not dry_run:
            write_files(project.root, plan.files)
    if style == "json":
        click.echo(json.dumps(_data(plan), ensure_ascii=False, indent=2))
    else:
        for line in (*_item_lines(plan), *_summary(plan, dry_run=dry_run)):
            click.echo(line)
    if plan.files:
        talk(
            "Nothing was written: this was a dry run."
            if dry_run
            else "Next: deckgen check    (drafts are listed there, too)"
        )
    if plan.counts()[ItemOutcome.PROBLEM]:
        context.exit(1)


def _item_lines(plan: ImportPlan) -> Iterator[str]:
    """A line for each item that somebody should look at; many with one and the same remark are one line and a number."""
    groups: dict[tuple[ItemOutcome, str], list[Planned]] = {}
    for one in plan.items:
        is_fine = one.item.outcome is ItemOutcome.USED or (
            one.item.outcome is ItemOutcome.ENTRY and not one.item.detail
        )
        if not is_fine:
            groups.setdefault((one.item.outcome, one.item.detail), []).append(one)
    for (outcome, detail), members in groups.items():
        for one in members[:_SAME]:
            name = one.id or one.item.text
            yield f"{one.item.place}: {outcome.value}: {name}" + (f" ({detail})" if detail else "")
        if len(members) > _SAME:
            yield f"  ... and {len(members) - _SAME:,} more of these: {outcome.value} ({detail})"


def _summary(plan: ImportPlan, *, dry_run: bool) -> Iterator[str]:
    counts = plan.counts()
    parts = [
        f"{counts[ItemOutcome.ENTRY]:,} {'entry' if counts[ItemOutcome.ENTRY] == 1 else 'entries'}",
        plural(counts[ItemOutcome.DRAFT], "draft"),
        *([f"{counts[ItemOutcome.USED]:,} used otherwise"] if counts[ItemOutcome.USED] else []),
        f"{counts[ItemOutcome.SKIPPED]:,} skipped",
        plural(counts[ItemOutcome.PROBLEM], "problem"),
    ]
    yield f"{plural(len(plan.items), 'item')}: {', '.join(parts)}."
    if plan.files:
        yield "Would write:" if dry_run else "Wrote:"
        media = [path for path in plan.files if "/media/" in path]
        yield from (f"  {path}" for path in plan.files if path not in media)
        if media:
            yield f"  {plural(len(media), 'media file')}"


def _data(plan: ImportPlan) -> dict[str, object]:
    return {
        "counts": {outcome.value: count for outcome, count in plan.counts().items()},
        "files": list(plan.files),
        "items": [
            {
                "place": one.item.place, "text": one.item.text, "outcome": one.item.outcome.value, "detail": one.item.detail,
                "id": one.id, "path": one.path,
            }
            for one in plan.items
        ],
    }  # fmt: skip
