"""`deckgen stats`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from deckgen.age import Dated, dated, older_than
from deckgen.cli.report import format_option, plural, talk
from deckgen.cli.session import compiled, load
from deckgen.clock import now
from deckgen.compiler import Compilation
from deckgen.errors import FindingsError
from deckgen.kinds import KINDS
from deckgen.stats import Coverage, count_topics, cover_syllabus, lengths

EPILOG = """
\b
Examples:
  deckgen stats                        entries by topic, kind and language, and how long they are
  deckgen stats --syllabus             which questions are answered, and what is missing
  deckgen stats --older-than 2         entries whose knowledge is more than two years old
"""


@click.command(epilog=EPILOG)
@click.option(
    "--syllabus",
    is_flag=True,
    help="For each question of cards/syllabus.yaml: the entries that answer it, and what is missing.",
)
@click.option(
    "--older-than",
    "years",
    type=click.IntRange(min=0),
    metavar="YEARS",
    help="Entries whose `as_of` (or their topic's) is more than so many years ago.",
)
@format_option("text", "json")
@click.pass_context
def command(context: click.Context, *, syllabus: bool, years: int | None, style: str) -> None:
    """Count entries by topic, kind and language, and the words on their sides.

    With --syllabus it exits with 1 if a question has no entry in one of the languages.
    """
    if syllabus and years is not None:
        raise click.UsageError("--syllabus and --older-than are two lists: ask for one")
    start: Path = context.obj
    compilation = compiled(load(start))
    if compilation.errors:
        raise FindingsError(compilation.diagnostics)
    if syllabus:
        rows = cover_syllabus(compilation.parsed)
        click.echo(_coverage_json(rows) if style == "json" else "\n".join(_coverage_lines(rows)))
        missing = [row for row in rows if row.missing]
        talk(f"{plural(len(rows), 'question')}, {len(rows) - len(missing)} answered in every language")
        if missing:
            context.exit(1)
    elif years is not None:
        _tell_ages(dated(compilation.parsed), years, style)
    else:
        click.echo(_counts_json(compilation) if style == "json" else "\n".join(_count_lines(compilation)))


def _tell_ages(entries: tuple[Dated, ...], years: int, style: str) -> None:
    this_year = datetime.fromtimestamp(now(), UTC).year
    old = older_than(entries, years, this_year=this_year)
    if style == "json":
        click.echo(json.dumps([asdict(entry) for entry in old], ensure_ascii=False, indent=2))
    for entry in old if style == "text" else ():
        click.echo(f"{entry.year}  {entry.topic:<22}{entry.entry}")
    unknown = sum(entry.year is None for entry in entries)
    talk(f"{len(old)} of {len(entries):,} entries older than {plural(years, 'year')}")
    if unknown:
        talk(f"no year: {unknown:,} of them; write `as_of: {this_year}` there, or in topic.yaml")


def _coverage_lines(rows: tuple[Coverage, ...]) -> Iterator[str]:
    topic = ""
    for row in rows:
        if row.item.topic != topic:
            topic = row.item.topic
            yield f"{topic}"
        counts = "  ".join(f"{language} {len(ids):>3}" for language, ids in row.entries.items())
        missing = f"  missing in {', '.join(row.missing)}" if row.missing else ""
        yield f"  {row.item.id:<30}{counts}{missing}"
        shown = max(row.entries.values(), key=len, default=())
        if shown:
            yield f"      {', '.join(shown)}"


def _coverage_json(rows: tuple[Coverage, ...]) -> str:
    data = [
        {"id": row.item.id, "topic": row.item.topic, "entries": row.entries, "missing": row.missing} for row in rows
    ]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _count_lines(compilation: Compilation) -> Iterator[str]:
    languages = compilation.parsed.settings.languages
    names = [kind.name for kind in KINDS]
    columns = [*names, "entries", *(f"cards {language}" for language in languages)]
    yield f"{'topic':<22}" + "".join(f"{column:>{_width(column)}}" for column in columns)
    rows = count_topics(compilation.parsed, compilation.notes)
    totals = [0] * len(columns)
    for row in rows:
        values = [*(row.kinds[name] for name in names), row.entries, *(row.cards[language] for language in languages)]
        totals = [total + value for total, value in zip(totals, values, strict=True)]
        yield f"{row.topic:<22}" + "".join(f"{v:>{_width(c)}}" for v, c in zip(values, columns, strict=True))
    yield f"{'all':<22}" + "".join(f"{v:>{_width(c)}}" for v, c in zip(totals, columns, strict=True))
    yield ""
    yield f"{'words':<22}{'texts':>8}{'p50':>6}{'p90':>6}{'p99':>6}{'most':>6}"
    for language in languages:
        for side, found in lengths(compilation.parsed.entries, language).items():
            row_name = f"{side} {language}"
            yield f"{row_name:<22}{found.count:>8}{found.median:>6}{found.ninety:>6}{found.ninety_nine:>6}{found.longest:>6}"


def _width(column: str) -> int:
    return len(column) + 2


def _counts_json(compilation: Compilation) -> str:
    parsed = compilation.parsed
    data = {
        "topics": [
            {
                "topic": row.topic,
                "entries": row.entries,
                "kinds": row.kinds,
                "languages": row.languages,
                "cards": row.cards,
            }
            for row in count_topics(parsed, compilation.notes)
        ],
        "words": {
            language: {side: asdict(found) for side, found in lengths(parsed.entries, language).items()}
            for language in parsed.settings.languages
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
