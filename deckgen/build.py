"""Writes what a compilation says: the lock first, then the packages, then the manifest.

In that order a killed build is harmless: the lock knows every stamp that any package on disk carries.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from deckgen.compiler import Compilation
from deckgen.errors import FindingsError
from deckgen.lock import behind_problems
from deckgen.model import MediaFile
from deckgen.output import remove_leftovers, write_atomically
from deckgen.package import Package, listed_paths, make_packages, manifest
from deckgen.project import BUILD, LOCK, Project, lock_text, media_bytes

MANIFEST = "manifest.json"


def build_project(
    project: Project,
    compilation: Compilation,
    *,
    locked: bool = False,
    progress: Callable[[str], None] = lambda _path: None,
) -> tuple[Package, ...]:
    """Write everything, or raise `FindingsError` and write nothing. `progress` hears the path of each package made."""
    if compilation.errors:
        raise FindingsError(compilation.diagnostics)
    if locked and (behind := tuple(behind_problems(compilation.plan, LOCK))):
        raise FindingsError(behind)
    packages = tuple(_announced(compilation, project, progress))
    if not locked:
        remove_leftovers(project.root / LOCK)
        write_atomically(project.root / LOCK, lock_text(compilation.plan.after))
    write_outputs(project.root / BUILD, compilation, packages)
    return packages


def write_outputs(folder: Path, compilation: Compilation, packages: tuple[Package, ...]) -> None:
    """The packages and their manifest; packages of an earlier manifest that are no longer made are removed."""
    before = listed_paths((folder / MANIFEST).read_bytes()) if (folder / MANIFEST).is_file() else ()
    if folder.is_dir():
        remove_leftovers(folder)
    for package in packages:
        write_atomically(folder / package.path, package.data)
    for path in set(before) - {package.path for package in packages}:
        stale = folder / path
        if stale.resolve().is_relative_to(folder.resolve()) and stale.suffix == ".apkg":
            stale.unlink(missing_ok=True)
    write_atomically(folder / MANIFEST, manifest(compilation.parsed.settings, compilation.plan.after, packages))


def _announced(compilation: Compilation, project: Project, progress: Callable[[str], None]) -> Iterator[Package]:
    def read_media(file: MediaFile) -> bytes:
        return media_bytes(project.root / file.path)

    for package in make_packages(compilation, read_media):
        progress(package.path)
        yield package
