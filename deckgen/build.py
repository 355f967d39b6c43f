"""Writes what a compilation says: the lock first, then the packages, then the manifest.

In that order a killed build is harmless: the lock knows every stamp that any package on disk carries.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from deckgen.compiler import Compilation
from deckgen.errors import FindingsError
from deckgen.files import FileFaultError, Folder, writing
from deckgen.files.faults import has_changed, leads_out
from deckgen.lock import behind_problems
from deckgen.package import Package, listed_paths, make_packages, manifest
from deckgen.project import BUILD, LOCK, Project, lock_text

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
    write_outputs(project, compilation, packages, locked=locked)
    return packages


def write_outputs(
    project: Project,
    compilation: Compilation,
    packages: Sequence[Package],
    *,
    locked: bool = False,
    others: Iterable[tuple[str, bytes]] = (),
) -> None:
    """The lock, other files by name, the packages and their manifest. What an earlier manifest lists beside them goes."""
    lock = lock_text(compilation.plan.after)
    made = [(f"{BUILD}/{package.path}", package.data) for package in packages]
    listing = manifest(compilation.parsed.settings, compilation.plan.after, packages)
    files = [*([] if locked else [(LOCK, lock)]), *others, *made, (f"{BUILD}/{MANIFEST}", listing)]
    with writing(project.folder, "build") as writer:
        if project.folder.read_if_there(LOCK) not in (project.lock_data, lock):
            raise FileFaultError([has_changed(LOCK)])
        stale = set(_listed_inside(project.folder)) - {name for name, _ in made}
        writer.refuse([*(name for name, _ in files), *stale])
        writer.write(files, delete=sorted(stale))
        writer.remove_leftovers([*(name for name, _ in files), *stale])


def listed_packages(folder: Folder) -> tuple[str, ...]:
    """The names below the root of all packages in build/manifest.json; none before the first build."""
    return tuple(package_name(path) for path in _listed(folder))


def _listed(folder: Folder) -> tuple[str, ...]:
    return listed_paths(folder.read_if_there(f"{BUILD}/{MANIFEST}") or b"")


def _listed_inside(folder: Folder) -> Iterator[str]:
    """Packages that an earlier build made. What else its manifest may name is none of ours."""
    return (f"{BUILD}/{path}" for path in _listed(folder) if path.endswith(".apkg") and not _leads_out(path))


def _leads_out(path: str) -> bool:
    return ".." in path.replace("\\", "/").split("/") or path.startswith(("/", "\\")) or ":" in path


def package_name(path: str) -> str:
    """The name below the root of a package in the manifest. Raises `FileFaultError` if it leads elsewhere."""
    if _leads_out(path):
        problem = leads_out(f"{BUILD}/{MANIFEST}", f"{BUILD}/")
        hint = "delete the manifest and run `deckgen build` again"
        raise FileFaultError([replace(problem, message=f"{problem.message}: it names `{path}`", hint=hint)])
    return f"{BUILD}/{path}"


def _announced(compilation: Compilation, project: Project, progress: Callable[[str], None]) -> Iterator[Package]:
    for package in make_packages(compilation, project.read_media):
        progress(package.path)
        yield package
