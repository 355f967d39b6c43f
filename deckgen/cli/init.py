"""`deckgen init`."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from deckgen.cli.report import talk
from deckgen.errors import DeckgenError
from deckgen.files import Folder, writing
from deckgen.ids import slug_of
from deckgen.model import Language
from deckgen.project import SETTINGS
from deckgen.sources.settings import is_language
from deckgen.starter import NewProject, starter_files

LICENSE = "CC-BY-4.0"
EPILOG = """
\b
Examples:
  deckgen init                         a project in this folder; asks for title, languages and licence
  deckgen init my-decks --yes          a project in the folder my-decks, nothing asked
  deckgen init --yes --title 面试题 --languages zh-Hans,en
"""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@click.option("--yes", is_flag=True, help="Ask nothing; what is not given gets its default.")
@click.option("--title", help="The title of the decks.  [default: the name of the folder]")
@click.option("--languages", help="Language tags with commas between them, such as en or zh-Hans,en.  [default: en]")
@click.option("--license", "license_", help=f"The licence of the decks.  [default: {LICENSE}]")
@click.pass_context
def command(
    context: click.Context, folder: Path | None, *, yes: bool, title: str | None, languages: str | None,
    license_: str | None,
) -> None:  # fmt: skip
    """Start a project: settings, a small real deck, editor schema, a CI workflow and pre-commit hooks.

    No file that exists is changed. Cards that are there already are kept and no others are added.
    """
    start: Path = context.obj
    root = (start / folder if folder else start).resolve()
    if (root / SETTINGS).exists():
        raise DeckgenError(f"{root} is a deckgen project already", hint="name a new folder: deckgen init FOLDER")
    asks = not yes and sys.stdin.isatty()
    title = title or _answer("Title of the decks", root.name or "My decks", asks=asks)
    tags = _languages(languages) if languages else _asked_languages(asks=asks)
    license_ = license_ if license_ is not None else _answer("Licence", LICENSE, asks=asks)
    new = NewProject(title, slug_of(title, 40) or slug_of(root.name, 40) or "decks", tags, license_)
    _write(root, starter_files(new), start)
    if untranslated := [tag for tag in tags if tag.lower().split("-")[0] not in {"en", "zh"}]:
        talk(
            f"The texts of the starter deck are in English; translate those for {', '.join(untranslated)}, or replace them."
        )


def _answer(question: str, default: str, *, asks: bool) -> str:
    return str(click.prompt(question, default=default, err=True)).strip() if asks else default


def _asked_languages(*, asks: bool) -> tuple[Language, ...]:
    """Asks again while what is typed is no list of languages."""
    while True:
        try:
            return _languages(_answer("Languages, with commas between them", "en", asks=asks))
        except DeckgenError as error:
            talk(f"{error.message}: {error.hint}")


def _languages(written: str) -> tuple[Language, ...]:
    tags = tuple(dict.fromkeys(tag.strip() for tag in written.split(",") if tag.strip()))
    wrong = [tag for tag in tags if not is_language(tag)]
    if wrong or not tags:
        hint = "write BCP 47 tags such as en or zh-Hans, with commas between them"
        raise DeckgenError(f"`{', '.join(wrong) or written}` is no language", hint=hint)
    return tuple(Language(tag) for tag in tags)


def _write(root: Path, files: Mapping[str, bytes], start: Path) -> None:
    with writing(Folder.made(root), "init") as writer:
        has_cards = bool(writer.folder.names_in("cards"))
        # The settings last: only with them is it a project.
        paths = sorted(files, key=lambda path: path == SETTINGS)
        kept = {path for path in paths if writer.folder.is_there(path)}
        wanted = {
            path: files[path] for path in paths if path not in kept and not (has_cards and path.startswith("cards/"))
        }
        writer.refuse(wanted)
        writer.write(wanted.items())
    for path in paths:
        if path in kept or path in wanted:
            click.echo(f"kept   {path}" if path in kept else f"wrote  {path}")
    talk()
    if root != start.resolve():
        way = root.relative_to(start.resolve()) if root.is_relative_to(start.resolve()) else root
        talk(f"Next: cd {shlex.quote(str(way))}")
    talk("Next: deckgen preview --serve --open    (see the cards while you write)")
    talk("      deckgen build                     (makes the decks in build/)")
