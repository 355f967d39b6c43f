"""`deckgen release`."""

import json
from pathlib import Path

import click

from deckgen.cli.report import FORMATS, format_option, plural, talk
from deckgen.cli.session import compiled, owning, working
from deckgen.clock import now
from deckgen.lock import Permissions
from deckgen.release import ReleaseSummary, release_project

EPILOG = """
\b
Examples:
  deckgen release 1.0.0                stamp, build, and write build/releases/1.0.0/
"""


@click.command(epilog=EPILOG)
@click.argument("version")
@click.option(
    "--allow", multiple=True, metavar="WHAT:NAME", help="Allow what a build would ask for, such as clock:YEAR."
)
@format_option(*FORMATS)
@click.pass_obj
def command(start: Path, *, version: str, allow: tuple[str, ...], style: str) -> None:
    """Stamp everything unreleased as VERSION (X.Y.Z), and write what people need to upgrade.

    Updates deckgen.lock and CHANGELOG.md, rebuilds build/, and writes versioned packages, SHA256SUMS, release notes and
    descriptions for sharing sites to build/releases/VERSION/. Commit deckgen.lock and CHANGELOG.md afterwards:
    `deckgen build --locked` then gives the released bytes. A release that was interrupted is finished by the same command; the
    folder of a release is never overwritten.
    """
    permissions = Permissions.of(allow)
    with owning(start, f"release {version}") as project:
        known = version in project.lock.releases
        compilation = compiled(project, permissions)
        with working("releasing"):
            release, files = release_project(project, compilation, version, now=now(), permissions=permissions)
    changes = _changes(release)
    if style == "json":
        data = {"version": release.version, "finished": known, "changes": changes, "files": list(files)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        done = "Finished the release" if known else "Released"
        changes = changes or ("" if known else "no change of cards")
        click.echo("\n  ".join((f"{done} {release.version}{': ' if changes else ''}{changes}.", *files)))
    talk("Next: git add deckgen.lock CHANGELOG.md && git commit && git tag, then attach the files to the release")


def _changes(release: ReleaseSummary) -> str:
    """What there is in it, and nothing that is not."""
    entries = [
        (release.new, "new"),
        (release.corrected, "corrected"),
        (release.retired, "retired"),
        (release.moved, "moved"),
    ]
    parts = [f"{plural(len(some), 'entry').replace('entrys', 'entries')} {what}" for some, what in entries if some]
    parts += [f"{plural(len(release.renamed_decks), 'deck')} renamed"] if release.renamed_decks else []
    parts += ["a new look"] if release.new_look else []
    return ", ".join(parts)
