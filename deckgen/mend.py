"""Writes the corrections of `check --fix` into the sources."""

from dataclasses import dataclass, replace

from deckgen.compiler import Compilation, compile_project
from deckgen.lint.mending import Mended, mended_files, with_mended
from deckgen.model import Instant, Sources
from deckgen.output import write_atomically
from deckgen.project import Project

ROUNDS = 5
"""A correction may make another one possible; more often than this is a mistake in a rule."""
_BOM, _WINDOWS = b"\xef\xbb\xbf", b"\r\n"


@dataclass(frozen=True, slots=True)
class Mending:
    """What was done: corrections in the order in which they were made, and files whose line ends or byte order marks went."""

    corrections: tuple[Mended, ...]
    line_ends: tuple[str, ...]


def mend_project(project: Project, now: Instant) -> tuple[Compilation, Mending]:
    """Mend the sources on disk, each file whole or not at all. Returns the project compiled as it is then."""
    sources, made = project.sources, []
    compilation = _compiled(project, sources, now)
    for _ in range(ROUNDS):
        found = mended_files(compilation, sources.files)
        changed = replace(sources, files=with_mended(sources.files, {path: file for path, (file, _) in found.items()}))
        after = _compiled(project, changed, now) if found else compilation
        if not found or len(after.errors) > len(compilation.errors):
            break
        made += [one for _, corrections in found.values() for one in corrections]
        sources, compilation = changed, after
    return compilation, Mending(tuple(made), _write(project, sources, compilation))


def _compiled(project: Project, sources: Sources, now: Instant) -> Compilation:
    return compile_project(sources, project.lock, now=now)


def _write(project: Project, sources: Sources, compilation: Compilation) -> tuple[str, ...]:
    """Write what changed; returns the files with other line ends than before."""
    broken = {problem.span.path for problem in compilation.errors}
    line_ends = []
    for file in sources.files:
        path = (project.root / file.path).resolve()  # a link stays a link
        if file.path in broken or not path.is_file():
            continue
        before = path.read_bytes()
        data = file.text.encode()
        if before != data:
            write_atomically(path, data)
            if before.startswith(_BOM) or _WINDOWS in before:
                line_ends.append(file.path)
    return tuple(line_ends)
