"""Hands decks out: stamps what is unreleased and writes what people need to upgrade.

1. the compiled plan is stamped with version and time (`lock.stamp`); 2. `summary` gathers what changed; 3. `files` and `changelog`
write it for people; 4. all of it is written together, the lock first: the next command finishes a release that was killed, or
undoes it. What is missing of a release that the lock knows is written by the same command again.
"""

from collections.abc import Mapping
from dataclasses import replace

from deckgen.build import MANIFEST, listed_packages, write_outputs
from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic, Span, errors
from deckgen.errors import DeckgenError, FindingsError
from deckgen.files import writing
from deckgen.lock import NOTHING_ALLOWED, Permissions, clock_problems, released_in, stamp_release
from deckgen.model import Instant
from deckgen.package import Package, built_release, make_packages
from deckgen.project import BUILD, LOCK, Project, lock_text
from deckgen.release.changelog import has_release, with_release
from deckgen.release.files import SUMS, listed_in, release_files
from deckgen.release.summary import ReleaseSummary, summarise

CHANGELOG, RELEASES = "CHANGELOG.md", "releases"
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
    with writing(project.folder, f"release {version}") as writer:
        is_known = version == project.lock.last_release and compilation.plan.is_empty
        if is_known and (writer.has_finished or not _is_finished(project, version)):
            return _finish(project, compilation, version)
        plan = compilation.plan
        stamped = stamp_release(plan.after, version, now)
        if wrong := errors(clock_problems(plan, project.traces, now, permissions, stamps=True)):
            raise FindingsError(wrong)
        release = summarise(compilation, stamped, version)
        final = replace(compilation, plan=replace(plan, after=stamped))
        packages = tuple(make_packages(final, project.read_media))
        files = dict(release_files(final, packages, release)) | {LOCK: lock_text(stamped)}
        _refuse_overwriting(project, files, version)
        _write(project, final, packages, release, files)
    return release, _shown(version, files)


def _is_finished(project: Project, version: str) -> bool:
    folder, shown = project.folder, f"{BUILD}/{RELEASES}/{version}"
    manifest = folder.read_if_there(f"{BUILD}/{MANIFEST}") or b""
    sums = folder.read_if_there(f"{shown}/{SUMS}")
    paths = listed_packages(folder)
    return (
        sums is not None
        and all(folder.is_there(f"{shown}/{name}") for name in listed_in(sums))
        and has_release(_changelog(project), version)
        and bool(paths)
        and all(folder.is_there(path) for path in paths)
        and built_release(manifest, project.lock.namespace) == version
    )


def _finish(project: Project, compilation: Compilation, version: str) -> tuple[ReleaseSummary, tuple[str, ...]]:
    """The rest of a release that the lock knows: what is missing is written, and what is there stays."""
    packages = tuple(make_packages(compilation, project.read_media))
    lock = compilation.plan.after
    release = summarise(compilation, lock, version, waiting=released_in(lock, version))
    files = dict(release_files(compilation, packages, release)) | {LOCK: lock_text(lock)}
    kept = {LOCK, *(name for name in files if name.endswith(".apkg"))}
    _refuse_overwriting(project, {name: data for name, data in files.items() if name in kept}, version)
    shown = f"{BUILD}/{RELEASES}/{version}"
    missing = {name: data for name, data in files.items() if not project.folder.is_there(f"{shown}/{name}")}
    _write(project, compilation, packages, release, missing)
    return release, _shown(version, files)


def _write(
    project: Project,
    compilation: Compilation,
    packages: tuple[Package, ...],
    release: ReleaseSummary,
    files: Mapping[str, bytes],
) -> None:
    """The files of the release, its section of the changelog, the lock and what is in build/: all of it or nothing."""
    others = [(f"{BUILD}/{RELEASES}/{release.version}/{name}", data) for name, data in files.items()]
    before = _changelog(project)
    if not has_release(before, release.version) or release.version not in project.lock.releases:
        others.append((CHANGELOG, with_release(before, release).encode()))
    write_outputs(project, compilation, packages, others=others)


def _refuse_overwriting(project: Project, files: Mapping[str, bytes], version: str) -> None:
    """People may have what a folder of a release holds."""
    shown = f"{BUILD}/{RELEASES}/{version}"
    there = {name: project.folder.read_if_there(f"{shown}/{name}") for name in files}
    other = [name for name, data in files.items() if there[name] not in (None, data)]
    if other:
        message = f"{shown} holds another release {version}: its {other[0]} differs, and people may have it"
        hint = f"release the next version; if nobody has {version}, remove the folder: rm -r {shown}"
        raise FindingsError((Diagnostic("I020", message, Span(f"{shown}/{other[0]}"), hint),))


def _changelog(project: Project) -> str:
    data = project.folder.read_if_there(CHANGELOG) or b""
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise DeckgenError(f"{CHANGELOG} is not UTF-8 text", hint="save it as UTF-8") from None


def _shown(version: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    return tuple(f"{BUILD}/{RELEASES}/{version}/{name}" for name in files)
