"""`deckgen preview`."""

import os
import threading
from pathlib import Path

import click

from deckgen.cli.report import plural, print_diagnostics, summary, talk
from deckgen.cli.session import compiled, load, working
from deckgen.codes import Severity
from deckgen.diagnostics import Diagnostic
from deckgen.errors import FindingsError
from deckgen.files import Folder
from deckgen.project import BUILD, Project, find_root, read_project
from deckgen.traces import with_traces

FOLDER = "preview"
PORT = 8765
EPILOG = """
\b
Examples:
  deckgen preview                      write build/preview/; open its index.html, or put it on any web host
  deckgen preview --output site        write it into another folder
  deckgen preview --serve --open       show it in the browser, and keep it current while you write
"""


@click.command(epilog=EPILOG)
@click.option("--serve", is_flag=True, help="Serve it on this machine and refresh open pages when a source changes.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True,
    help="The port for --serve; 0 takes any free one.",
)  # fmt: skip
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write.  [default: build/preview]"
)
@click.pass_context
def command(context: click.Context, *, serve: bool, port: int, show: bool, output: Path | None) -> None:
    """Show every card, front and back, as Anki will show it.

    The page has search, filters, a study mode, day and night, phone and full width, and a link for each card.
    """
    start: Path = context.obj
    if serve and output:
        raise click.UsageError("--serve writes nothing, so it takes no --output")
    if serve:
        _serve(find_root(start), port, show=show)
    else:
        _write(load(start), output, show=show)


def _write(project: Project, output: Path | None, *, show: bool) -> None:
    from deckgen.preview.exhibit import exhibit
    from deckgen.preview.folder import write_site
    from deckgen.preview.pages import INDEX, site_files

    compilation = compiled(project)
    if compilation.errors:
        raise FindingsError(compilation.diagnostics)

    root, at = _place(project, output)
    with working("rendering cards"):
        write_site(root, at, site_files(exhibit(compilation), project.read_media))
    warnings = [one for one in compilation.diagnostics if one.severity is not Severity.ADVICE]
    if warnings:
        print_diagnostics(warnings, err=True)
    cards = sum(len(note.cards) for note in compilation.notes)
    page = (output or project.root / at) / INDEX
    click.echo(f"Wrote {plural(cards, 'card')} to {_shown(page, project.root)}")
    if show:
        click.launch(page.resolve().as_uri())


def _place(project: Project, output: Path | None) -> tuple[Folder, str]:
    """The root below which the site goes, and where in it. A folder outside of the project is a root by the user's own will."""
    if output is None:
        return project.folder, f"{BUILD}/{FOLDER}"
    absolute = Path(os.path.normpath(output.absolute()))
    if absolute != project.root and absolute.is_relative_to(project.root):
        return project.folder, absolute.relative_to(project.root).as_posix()
    return Folder.made(output), ""


def _shown(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _serve(root: Path, port: int, *, show: bool) -> None:
    """Until it is interrupted."""
    from deckgen.preview.live import LiveSite
    from deckgen.preview.server import LiveServer
    from deckgen.preview.watch import changes

    site = LiveSite(root.resolve(), read=lambda folder: with_traces(read_project(folder)))
    _report(site.rebuild(), site.build)
    with LiveServer(site, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        click.echo(f"Serving {server.address} (Ctrl+C stops)")
        if show:
            click.launch(server.address)
        try:
            for _ in changes(site.root, threading.Event()):
                _report(site.rebuild(), site.build)
        except KeyboardInterrupt:
            talk("stopped")
        finally:
            server.shutdown()


def _report(found: tuple[Diagnostic, ...], build: int) -> None:
    serious = [one for one in found if one.severity is not Severity.ADVICE]
    if serious:
        print_diagnostics(serious, err=True)
    elif build > 1:
        talk(f"shown again: {summary(serious)}")
