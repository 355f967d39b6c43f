"""Hands decks out: stamps what is unreleased and writes what people need to upgrade.

1. the compiled plan is stamped with version and time (`lock.stamp`); 2. `summary` gathers what changed; 3. `files` and `changelog`
write it for people; 4. the lock is written before the packages in build/, so that a killed release can be repeated or rebuilt.
"""

from dataclasses import replace

from deckgen.build import write_outputs
from deckgen.compiler import Compilation
from deckgen.errors import FindingsError
from deckgen.lock import stamp_release
from deckgen.model import Instant
from deckgen.output import write_atomically
from deckgen.package import make_packages
from deckgen.project import BUILD, LOCK, Project, lock_text, media_bytes
from deckgen.release.changelog import with_release
from deckgen.release.files import release_files
from deckgen.release.summary import ReleaseSummary, summarise

CHANGELOG = "CHANGELOG.md"
__all__ = ["ReleaseSummary", "release_project"]


def release_project(
    project: Project, compilation: Compilation, version: str, *, now: Instant
) -> tuple[ReleaseSummary, tuple[str, ...]]:
    """Release everything, and return what changed and the paths written for people, relative to the project.

    Raises `FindingsError` if the sources have errors, `DeckgenError` for a version that does not fit; writes nothing then.
    """
    if compilation.errors:
        raise FindingsError(compilation.diagnostics)
    stamped = stamp_release(compilation.plan.after, version, now)
    release = summarise(compilation, stamped, version)
    final = replace(compilation, plan=replace(compilation.plan, after=stamped))
    packages = tuple(make_packages(final, lambda file: media_bytes(project.root / file.path)))
    folder = f"{BUILD}/releases/{version}"
    files = dict(release_files(final, packages, release))
    for name, data in files.items():
        write_atomically(project.root / folder / name, data)
    changelog = project.root / CHANGELOG
    before = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
    write_atomically(changelog, with_release(before, release).encode())
    write_atomically(project.root / LOCK, lock_text(stamped))
    write_outputs(project.root / BUILD, final, packages)
    return release, tuple(f"{folder}/{name}" for name in files)
