"""`deckgen verify`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from deckgen.build import listed_packages
from deckgen.cli.report import plural, talk
from deckgen.cli.session import working
from deckgen.errors import DeckgenError
from deckgen.files import FileFaultError, Folder
from deckgen.project import find_root, read_lock
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
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True)
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
    if style == "json":
        click.echo(json.dumps([asdict(verdict) for verdict in verdicts], ensure_ascii=False, indent=2))
    else:
        for line in _lines(verdicts):
            click.echo(line)
    if not all(verdict.ok for verdict in verdicts):
        context.exit(1)


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
        for finding in verdict.findings:
            where = ": ".join(part for part in (finding.package, finding.entry_id) if part)
            yield f"{where or 'all packages'}: error[{finding.code}]: {finding.message}"
    found = sum(len(verdict.findings) for verdict in verdicts)
    talk(f"{plural(found, 'finding')}" if found else "Anki agrees: nothing found.")


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
