"""`deckgen verify`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import click

from deckgen.build import listed_packages
from deckgen.cli.report import FORMATS, diagnostic_rows, format_option, plural, print_diagnostics, talk
from deckgen.cli.session import working
from deckgen.diagnostics import Span, in_order
from deckgen.errors import DeckgenError
from deckgen.files import FileFaultError, Folder
from deckgen.project import BUILD, find_root, read_lock, read_project
from deckgen.sources import parse
from deckgen.verify import Verdict, verify_packages

EPILOG = """
\b
Examples:
  deckgen verify                       try what is in build/
  deckgen verify --upgrade-from OLD    also as somebody who studied the decks in the folder OLD
"""
BUNDLE = "bundle.apkg"


@click.command(epilog=EPILOG)
@click.option(
    "--upgrade-from", type=click.Path(exists=True, path_type=Path), help="An older package, or a folder of them."
)
@click.option(
    "--anki-python",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A Python with another version of `anki`.",
)
@format_option(*FORMATS)
@click.pass_context
def command(context: click.Context, *, upgrade_from: Path | None, anki_python: Path | None, style: str) -> None:
    """Try the built decks in real Anki: import, render every card, check the database, import again.

    With --upgrade-from the older packages are imported first, some notes are studied and edited, and the new ones must leave all of
    it alone, and bring every text that differs. Needs real Anki as a library: pip install "anki>=24.11".
    """
    start: Path = context.obj
    root = find_root(start)
    packages = _packages(Folder.at(root))
    old = tuple(_older(upgrade_from)) if upgrade_from else ()
    lock = read_lock(root)
    retired = sorted({str(entry) for key, one in lock.retired.items() for entry in (key.entry, *one.formerly)})
    held_back = sorted(str(row.guid) for row in lock.notes.values() if row.sent != row.html)
    with working("trying the packages in Anki"):
        topics = [path for path in packages if path.name != BUNDLE]
        bundles = [path for path in packages if path.name == BUNDLE]
        verdicts = [
            verify_packages(topics, upgrade_from=old, python=anki_python, retired=retired, held_back=held_back),
            verify_packages(bundles, python=anki_python),
        ]
    places = _places(root, verdicts)
    found = [[finding.diagnostic(places) for finding in verdict.findings] for verdict in verdicts]
    if style == "json":
        rows = [
            {**asdict(verdict), "findings": diagnostic_rows(some)}
            for verdict, some in zip(verdicts, found, strict=True)
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(verdicts)))
        if any(found):
            print_diagnostics(in_order(chain(*found)), style, every=True)
        else:
            talk("Anki agrees: nothing found.")
    if any(found):
        context.exit(1)


def _places(root: Path, verdicts: Sequence[Verdict]) -> Mapping[str, Span]:
    """Where findings are mended: in the entries, as far as the sources can be read; else in the packages that they are about."""
    findings = [finding for verdict in verdicts for finding in verdict.findings]
    home = root.resolve()
    paths = {one.path: Path(one.path) for one in findings if one.path}
    places = {name: path.relative_to(home) if path.is_relative_to(home) else path for name, path in paths.items()}
    spans = {"": Span(BUILD), **{name: Span(path.as_posix()) for name, path in places.items()}}
    if any(one.entry_id for one in findings):
        with suppress(DeckgenError):
            entries = parse(read_project(root).sources).entries
            spans |= {str(entry.id): entry.origin.span() for entry in entries}
    return spans


def _packages(folder: Folder) -> list[Path]:
    paths = [folder.real_path(name) for name in listed_packages(folder)]
    if not paths or None in paths:
        raise DeckgenError("there is nothing built to verify", hint="run `deckgen build` first")
    return [path for path in paths if path]


def _older(path: Path) -> Iterator[Path]:
    """The older packages of topics; a bundle, or a release's package of all topics, only if it was named itself."""
    if path.is_file():
        yield path
        return
    folder = Folder.at(path, "the folder")
    below = folder.files_below()
    if below.faults:
        raise FileFaultError(below.faults)
    found = [path / name for name in below.names if name.endswith(".apkg") and folder.real_path(name)]
    single = [one for one in found if one.name != BUNDLE and "-all-" not in one.name]
    if not single:
        raise DeckgenError(f"there is no .apkg in {path}", hint="name a package, or a folder with packages")
    yield from single


def _lines(verdicts: list[Verdict]) -> Iterator[str]:
    yield f"Anki {verdicts[0].anki_version}"
    for verdict in verdicts:
        for first, again in zip(verdict.imports, verdict.again, strict=False):
            counts = f"{first.new} new, {first.updated} updated, {first.duplicate} duplicate, {first.conflicting} conflicting"
            yield f"  {first.package}: {counts}; again: {again.updated} updated, {again.duplicate} duplicate"
    yield f"  {plural(sum(verdict.cards for verdict in verdicts), 'card')} rendered on both sides"
    for verdict in verdicts:
        if verdict.upgrade:
            yield from _upgrade_lines(verdict)


def _upgrade_lines(verdict: Verdict) -> Iterator[str]:
    upgrade = verdict.upgrade
    assert upgrade is not None
    updated = sum(one.updated for one in upgrade.imports)
    new = sum(one.new for one in upgrade.imports)
    yield (
        f"  upgrade: {upgrade.studied} studied and {upgrade.edited} edited before; then {new} new, {updated} updated, "
        f"{plural(len(upgrade.replaced_edits), 'edit')} replaced by corrections, full sync: {'yes' if upgrade.full_sync else 'no'}"
    )
    if upgrade.unstamped:
        held = plural(len(upgrade.unstamped), "note")
        yield f"  upgrade: {held} with other HTML for the same words, which only newcomers get (--restamp sends it)"
