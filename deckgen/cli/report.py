"""How results look: diagnostics as text, JSON or GitHub annotations; plans as what learners will see."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import click

from deckgen.cli.grouping import grouped, in_reading_order, places, shared_hint, title
from deckgen.diagnostics import Diagnostic, Severity
from deckgen.lock import Change, ChangeKind, Pending, Plan
from deckgen.notes import NoteKey

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_SHOWN = 20
FORMATS = ("text", "json", "github")


def talk(text: str = "") -> None:
    """Say something to the person: on stderr."""
    click.echo(text, err=True)


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
        message = message.replace("%", "%25").replace("\n", "%0A")
        yield f"::{_GITHUB[d.severity]} file={d.span.path},line={d.span.line},col={d.span.column},title={d.code}::{message}"


_WRITERS: dict[str, Callable[[Sequence[Diagnostic]], Iterator[str]]] = {"json": _json, "github": _github}


def plan_lines(plan: Plan) -> Iterator[str]:
    """What this build changed, changed items only."""
    for what, names in (("topic", plan.renamed_topics), ("language", plan.renamed_languages)):
        for old, new in names:
            yield f"  {what} {old} goes on as {new}: no note is touched"
    for kind, changes in plan.by_kind().items():
        if not plan.before.notes:
            continue  # at the first build everything is new, and the line above has said how much
        yield f"  {kind.value:<12}{len(changes):>6}  {_names(change.key for change in changes)}{_details(changes)}"
    if plan.looks and plan.before.notetypes:
        yield f"  {'look':<12}{len(plan.looks):>6}  {', '.join(plan.looks)}: no note is touched"


def pending_lines(waiting: Pending) -> Iterator[str]:
    """What people who have the last release will see at their next import."""
    if waiting.new:
        yield f"  get {plural(len(waiting.new), 'new note')}"
    if waiting.corrected:
        yield f"  see {plural(len(waiting.corrected), 'corrected note')}: {_names(waiting.corrected)}"
        yield "    (their own edits and tags on these notes are replaced; all reviews stay)"
    if waiting.retired:
        yield f"  keep {plural(len(waiting.retired), 'retired note')} until they delete them: {_names(waiting.retired)}"
    if waiting.moved:
        yield f"  keep {plural(len(waiting.moved), 'moved note')} in the old deck: {_names(waiting.moved)}"
    if waiting.emptied:
        yield f"  keep cards that are gone until they run Tools > Empty Cards: {_names(waiting.emptied)}"
    for old, new in waiting.decks:
        yield f"  keep their cards in `{old}` and get new ones in `{new}`"
    if waiting.looks:
        yield "  see the new look"
    if waiting.unsent:
        yield f"  do not see the new HTML of {plural(len(waiting.unsent), 'note')} whose words are the same (--restamp sends it)"


def _names(keys: Iterable[NoteKey]) -> str:
    names = Counter(str(key.entry) for key in keys)
    shown = [name if count == 1 else f"{name} (x{count})" for name, count in list(names.items())[:_SHOWN]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f", and {more:,} more" if more else "")


def _details(changes: Sequence[Change]) -> str:
    if changes[0].kind not in {ChangeKind.RENAMED, ChangeKind.MOVED}:
        return ""
    return "  [" + "; ".join(dict.fromkeys(change.detail for change in changes[:_SHOWN])) + "]"
