"""How diagnostics look: as text, JSON or GitHub annotations. Every command needs it, so it imports nothing that compiles."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import click

from deckgen.cli.grouping import grouped, in_reading_order, places, shared_hint, title
from deckgen.codes import Severity
from deckgen.diagnostics import Diagnostic

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
FORMATS = ("text", "json", "github")
_STYLE = "deckgen.style"

_Command = TypeVar("_Command", bound=Callable[..., object])


def talk(text: str = "") -> None:
    """Say something to the person: on stderr."""
    click.echo(text, err=True)


def say_error(message: str, hint: str | None) -> None:
    """What stops a command and has no place in a file."""
    talk(f"{click.style('error', fg='red', bold=True)}: {message}")
    if hint:
        talk(f"hint: {hint}")


def format_option(*styles: str) -> Callable[[_Command], _Command]:
    """`--format`. A command that stops because of problems reports these in it, too."""
    return click.option(
        "--format", "style", type=click.Choice(styles), default="text", show_default=True, callback=_remember
    )


def _remember(context: click.Context, _parameter: click.Parameter, style: str) -> str:
    context.meta[_STYLE] = style  # which all contexts of one command line share
    return style


def print_reasons(context: click.Context, diagnostics: Sequence[Diagnostic]) -> None:
    """Print why a command did not do what it should: as text on stderr, for programs in the place of what it would have printed."""
    style = context.meta.get(_STYLE, "text")
    if style in _WRITERS:
        print_diagnostics(diagnostics, style)
    else:
        print_diagnostics(diagnostics, err=True)


def plural(count: int, noun: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def print_diagnostics(
    diagnostics: Sequence[Diagnostic], style: str = "text", *, err: bool = False, every: bool = False
) -> None:
    """Print them, then their number. As text, what comes often is one line with a count, unless `every` is wanted."""
    lines = _text(diagnostics, every=every) if style == "text" else _WRITERS[style](diagnostics)
    for line in lines:
        click.echo(line, err=err)
    if style == "text":
        talk(summary(diagnostics))


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or that there is nothing."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = [
        plural(counts[s], s.value) if s is not Severity.ADVICE else f"{counts[s]} advice" for s in Severity if counts[s]
    ]
    return ", ".join(parts) or "no problems"


def _text(diagnostics: Sequence[Diagnostic], *, every: bool) -> Iterator[str]:
    groups = [(one,) for one in diagnostics] if every else in_reading_order(grouped(diagnostics))
    for group in groups:
        d = group[0]
        label = click.style(f"{d.severity.value}[{d.code}]", fg=_COLOURS[d.severity], bold=True)
        if len(group) == 1:
            yield f"{d.span}: {label}: {d.message}"
        else:
            yield f"{label}: {title(group)}: {places(group)}"
        if hint := d.hint if len(group) == 1 else shared_hint(group):
            yield f"    hint: {hint}"
        if len(group) > 1:
            yield "    `deckgen check --all` lists each of them, `--format json` for programs"


def diagnostic_rows(diagnostics: Sequence[Diagnostic]) -> list[dict[str, object]]:
    """The diagnostics as JSON-like rows."""
    return [
        {
            "code": d.code, "severity": d.severity.value, "path": d.span.path, "line": d.span.line,
            "column": d.span.column, "message": d.message, "hint": d.hint,
        }
        for d in diagnostics
    ]  # fmt: skip


def _json(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    yield json.dumps(diagnostic_rows(diagnostics), ensure_ascii=False, indent=2)


def _github(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    for d in diagnostics:
        message = f"{d.message}. {d.hint}" if d.hint else d.message
        place = f"file={_property(d.span.path)},line={d.span.line},col={d.span.column},title={d.code}"
        yield f"::{_GITHUB[d.severity]} {place}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Text in which nothing ends the line, since the next one could be a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


_WRITERS: dict[str, Callable[[Sequence[Diagnostic]], Iterator[str]]] = {"json": _json, "github": _github}
