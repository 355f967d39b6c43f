"""`deckgen open`."""

import shlex
import subprocess
import sys
from pathlib import Path

import click

from deckgen.build import MANIFEST, package_name
from deckgen.cli.build import command as build
from deckgen.cli.session import compiled, load, working
from deckgen.desktop import BuiltPackage, built_packages, choose, expect_known, find_anki, hand_over, this_machine
from deckgen.desktop.programs import VARIABLE
from deckgen.diagnostics import errors
from deckgen.errors import FindingsError
from deckgen.files import Folder
from deckgen.package import make_packages
from deckgen.project import BUILD, Project
from deckgen.sources.settings import parse_settings

EPILOG = """
\b
Examples:
  deckgen open                         build, and open the bundle of all topics
  deckgen open clip backbones          only these topics, an import dialog for each
  deckgen open --language zh-Hans      the bundle of another language
  deckgen open --no-build --dry-run    only say which command would open what is built
"""


@click.command(epilog=EPILOG)
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--language", metavar="TAG", help="Which edition.  [default: the project's first language]")
@click.option("--no-build", is_flag=True, help="Open what is in build/ as it is.")
@click.option("--anki", metavar="PATH", envvar=VARIABLE, show_envvar=True, help="Anki's program, if it is not found.")
@click.option("--dry-run", is_flag=True, help="Write and start nothing; print the command.")
@click.pass_context
def command(
    context: click.Context,
    *,
    topics: tuple[str, ...],
    language: str | None,
    no_build: bool,
    anki: str | None,
    dry_run: bool,
) -> None:
    """Build as `deckgen build` does, and open the decks in Anki: its import dialog appears, as after a double click.

    Without TOPIC it opens the bundle of all topics. Anki must be installed here; if it runs already, it gets the file.

    Several topics are handed over one after another, each in an import dialog of its own above the last. If Anki does not run yet,
    the second is held back for some seconds while it starts; if it then syncs or asks for a profile, start it yourself first. The
    bundle needs one dialog only.
    """
    start: Path = context.obj
    project = load(start)
    if not no_build:
        _expect_in_sources(project, topics, language)
    program = find_anki(this_machine(), anki)
    if not (no_build or dry_run):
        context.invoke(build, locked=False, retire=(), restamp=(), allow=(), style="text")
    packages = _made_in_memory(project) if dry_run and not no_build else _made_on_disk(project.root)
    folder = project.root / BUILD
    files = [folder / one.path for one in choose(packages, topics, language)]
    if dry_run:
        for line in program.commands([str(file) for file in files]):
            click.echo(_as_typed(line))
        return
    shown = {str(file): file.relative_to(project.root).as_posix() for file in files}
    for line in hand_over(program, files):
        for name in (shown[part] for part in line if part in shown):
            click.echo(f"Handed {name} to Anki: its import dialog asks what to do")


def _expect_in_sources(project: Project, topics: tuple[str, ...], language: str | None) -> None:
    """A slip of the keyboard is told before anything is built; with broken settings the build tells more."""
    expect_known(
        "topic", topics, (file.path.split("/")[1] for file in project.sources.files if file.path.count("/") > 1)
    )
    settings, problems = parse_settings(project.sources.settings)
    if language and not errors(problems):
        expect_known("language", (language,), settings.languages)


def _made_on_disk(root: Path) -> list[BuiltPackage]:
    folder = Folder.at(root)
    packages = built_packages(folder.read_if_there(f"{BUILD}/{MANIFEST}") or b"")
    return [one for one in packages if folder.real_path(package_name(one.path))]


def _made_in_memory(project: Project) -> list[BuiltPackage]:
    compilation = compiled(project)
    if compilation.errors:
        raise FindingsError(compilation.diagnostics)
    with working("packing"):
        return [
            BuiltPackage(one.path, one.topic, one.language) for one in make_packages(compilation, project.read_media)
        ]


def _as_typed(arguments: tuple[str, ...]) -> str:
    return subprocess.list2cmdline(arguments) if sys.platform == "win32" else shlex.join(arguments)
