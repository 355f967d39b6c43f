"""Hands decks out: stamps what is unreleased and writes what people need to upgrade.

1. the compiled plan is stamped with version and time (`lock.stamp`); 2. `summary` gathers what changed; 3. `files` and `changelog`
write it for people; 4. the folder of the release appears whole, after the lock knows it.

A release that was killed is either unknown to the lock, and begins anew, or known, and is finished: `unfinished/` has its files.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from deckgen.build import MANIFEST, write_outputs
from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic, Span, errors
from deckgen.errors import DeckgenError, FindingsError
from deckgen.lock import NOTHING_ALLOWED, Permissions, clock_problems, released_in, stamp_release
from deckgen.model import Instant
from deckgen.output import remove_leftovers, write_atomically
from deckgen.package import Package, built_release, listed_paths, make_packages
from deckgen.project import BUILD, LOCK, Project, lock_text, media_bytes
from deckgen.release.changelog import has_release, with_release
from deckgen.release.files import SUMS, listed_in, release_files
from deckgen.release.summary import ReleaseSummary, summarise

CHANGELOG, RELEASES = "CHANGELOG.md", "releases"
_UNFINISHED = ".unfinished"
__all__ = ["CHANGELOG", "RELEASES", "ReleaseSummary", "release_project"]


def release_project(
    project: Project,
    compilation: Compilation,
    version: str,
    *,
    now: Instant,
    permissions: Permissions = NOTHING_ALLOWED,
) -> tuple[ReleaseSummary, tuple[str, ...]]:
    """Release everything, and return what changed and the paths written for people, relative to the project.

    Raises `FindingsError` if the sources have errors, `DeckgenError` for a version that does not fit; writes nothing then.
    """
    if compilation.errors:
        raise FindingsError(compilation.diagnostics)
    if version == project.lock.last_release and compilation.plan.is_empty and not _is_finished(project, version):
        return _finish(project, compilation, version)
    plan = compilation.plan
    stamped = stamp_release(plan.after, version, now)
    if wrong := errors(clock_problems(plan, project.traces, now, permissions, stamps=True)):
        raise FindingsError(wrong)
    release = summarise(compilation, stamped, version)
    final = replace(compilation, plan=replace(plan, after=stamped))
    packages = _packages(project, final)
    files = dict(release_files(final, packages, release)) | {LOCK: lock_text(stamped)}
    folder = project.root / BUILD / RELEASES / version
    _refuse_overwriting(folder, files, version)
    _drop_unfinished(project, folder)
    _write_unfinished(folder, files)
    write_atomically(project.root / LOCK, lock_text(stamped))
    write_atomically(project.root / CHANGELOG, with_release(_changelog(project), release).encode())
    _move_into_place(folder)
    write_outputs(project.root / BUILD, final, packages)
    return release, _shown(version, files)


def _is_finished(project: Project, version: str) -> bool:
    build = project.root / BUILD
    folder = build / RELEASES / version
    manifest = build / MANIFEST
    paths = listed_paths(manifest.read_bytes()) if manifest.is_file() else ()
    return (
        not _unfinished(folder).exists()
        and (folder / SUMS).is_file()
        and all((folder / name).is_file() for name in listed_in((folder / SUMS).read_bytes()))
        and has_release(_changelog(project), version)
        and bool(paths)
        and all((build / path).is_file() for path in paths)
        and built_release(manifest.read_bytes(), project.lock.namespace) == version
    )


def _finish(project: Project, compilation: Compilation, version: str) -> tuple[ReleaseSummary, tuple[str, ...]]:
    """The rest of a release that the lock knows: what is missing is written, and what is there stays."""
    packages = _packages(project, compilation)
    lock = compilation.plan.after
    release = summarise(compilation, lock, version, waiting=released_in(lock, version))
    files = dict(release_files(compilation, packages, release)) | {LOCK: lock_text(lock)}
    folder = project.root / BUILD / RELEASES / version
    kept = {LOCK, *(name for name in files if name.endswith(".apkg"))}
    _refuse_overwriting(folder, {name: data for name, data in files.items() if name in kept}, version)
    _write_unfinished(folder, {name: data for name, data in files.items() if not _is_there(folder, name)})
    if not has_release(_changelog(project), version):
        write_atomically(project.root / CHANGELOG, with_release(_changelog(project), release).encode())
    _move_into_place(folder)
    write_outputs(project.root / BUILD, compilation, packages)
    return release, _shown(version, files)


def _packages(project: Project, compilation: Compilation) -> tuple[Package, ...]:
    return tuple(make_packages(compilation, lambda file: media_bytes(project.root / file.path)))


def _refuse_overwriting(folder: Path, files: Mapping[str, bytes], version: str) -> None:
    """People may have what a folder of a release holds."""
    other = [name for name, data in files.items() if (folder / name).is_file() and (folder / name).read_bytes() != data]
    if other:
        shown = f"{BUILD}/{RELEASES}/{version}"
        message = f"{shown} holds another release {version}: its {other[0]} differs, and people may have it"
        hint = f"release the next version; if nobody has {version}, remove the folder: rm -r {shown}"
        raise FindingsError((Diagnostic("I020", message, Span(f"{shown}/{other[0]}"), hint),))


def _drop_unfinished(project: Project, folder: Path) -> None:
    """What a release that the lock never knew has left; never through a link."""
    unfinished = _unfinished(folder)
    if unfinished.resolve() != project.root.resolve() / BUILD / RELEASES / unfinished.name:
        raise DeckgenError(f"{unfinished} leads elsewhere", hint="remove the link: nothing is deleted through one")
    for path in unfinished.iterdir() if unfinished.is_dir() else ():
        path.unlink()


def _write_unfinished(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        write_atomically(_unfinished(folder) / name, data)


def _is_there(folder: Path, name: str) -> bool:
    return (folder / name).is_file() or (_unfinished(folder) / name).is_file()


def _changelog(project: Project) -> str:
    path = project.root / CHANGELOG
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _move_into_place(folder: Path) -> None:
    unfinished = _unfinished(folder)
    if not unfinished.is_dir():
        return
    remove_leftovers(unfinished)
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(unfinished.iterdir()):
        path.replace(folder / path.name)
    unfinished.rmdir()


def _unfinished(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_UNFINISHED}")


def _shown(version: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    return tuple(f"{BUILD}/{RELEASES}/{version}/{name}" for name in files)
