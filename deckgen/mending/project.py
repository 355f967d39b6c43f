"""Writes the corrections of `check --fix` into the sources: ids for entries that have none, then what rules offer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from deckgen.compiler import Compilation, compile_project
from deckgen.files import FileFaultError, writing
from deckgen.files.faults import has_changed
from deckgen.line_ends import as_it_was_written
from deckgen.mending.corrections import Mended, mended_files, with_mended
from deckgen.model import Instant, SourceFile, Sources
from deckgen.portable import portable
from deckgen.project import Project
from deckgen.sources.id_writing import with_ids
from deckgen.sources.places import place

ROUNDS = 5
"""A correction may make another one possible; more often than this is a mistake in a rule."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What was done: corrections in the order in which they were made."""

    corrections: tuple[Mended, ...]


def mend_project(
    project: Project, now: Instant, wanted: Callable[[str], bool] = lambda _path: True
) -> tuple[Compilation, Mending]:
    """Mend the sources on disk, each file whole or not at all. Returns the project compiled as it is then.

    Only files whose path is `wanted` are touched. Line ends and byte order marks stay what they are.
    """
    compilation = _compiled(project, project.sources, now)
    sources, made = _with_ids(project.sources, compilation, wanted)
    if made:
        compilation = _compiled(project, sources, now)
    for _ in range(ROUNDS):
        offered = mended_files(compilation, sources.files)
        found = {path: mended for path, mended in offered.items() if wanted(path)}
        changed = replace(sources, files=with_mended(sources.files, {path: file for path, (file, _) in found.items()}))
        after = _compiled(project, changed, now) if found else compilation
        if not found or len(after.errors) > len(compilation.errors):
            break
        made += [one for _, corrections in found.values() for one in corrections]
        sources, compilation = changed, after
    _write(project, sources)
    return compilation, Mending(tuple(made))


def _compiled(project: Project, sources: Sources, now: Instant) -> Compilation:
    return compile_project(sources, project.lock, now=now, traces=project.traces)


def _with_ids(
    sources: Sources, compilation: Compilation, wanted: Callable[[str], bool]
) -> tuple[Sources, list[Mended]]:
    proposed = compilation.parsed.proposals.by_file()
    files, made = [], []
    for file in sources.files:
        ids = proposed.get(file.path, {}) if wanted(file.path) else {}
        text, places = with_ids(file, ids) if ids else (file.text, {})
        files.append(SourceFile(file.path, text) if places else file)
        for index, at in sorted(places.items()):
            made.append(Mended("E001", place(file.path, text, at), "", f"id: {ids[index]}"))
    return replace(sources, files=tuple(files)), made


def _write(project: Project, sources: Sources) -> None:
    changed: dict[str, bytes] = {}
    for before, after in zip(project.sources.files, sources.files, strict=True):
        if before.text != after.text:
            raw = project.read(before.path)
            if portable(raw).decode("utf-8", errors="replace") != before.text:
                raise FileFaultError([has_changed(before.path)])
            changed[project.real_name(before.path)] = as_it_was_written(
                raw, before.text, after.text
            )  # a link stays one
    with writing(project.folder, "check --fix") as writer:
        writer.refuse(changed)
        writer.write(changed.items())
