"""The live preview: a site that is built anew when a source changes, and a server on loopback that says so to open pages."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckgen.clock import now
from deckgen.compiler import Compilation, compile_project
from deckgen.diagnostics import Diagnostic, Span, errors
from deckgen.errors import DeckgenError
from deckgen.files import FileFaultError
from deckgen.model import MediaFile
from deckgen.preview.exhibit import Exhibit, exhibit, mended
from deckgen.preview.pages import SiteFile, site_files
from deckgen.preview.problems import problems_in
from deckgen.project import SETTINGS, Project, read_project


@dataclass(slots=True)
class LiveSite:
    """The newest site, and a condition that is notified for each build. `build` counts from 1; 0 is before the first."""

    root: Path
    build: int = 0
    files: Mapping[str, SiteFile] = field(default_factory=dict)
    read: Callable[[Path], Project] = read_project
    changed: threading.Condition = field(default_factory=threading.Condition)
    _last_good: Exhibit | None = None
    _project: Project | None = None

    def rebuild(self) -> tuple[Diagnostic, ...]:
        """Compile what is on disk now and show it, with the last good cards in the place of broken ones. Returns the problems."""
        shown, found = self._exhibit()
        if not errors(found) or self._last_good is None:
            self._last_good = shown
        files = site_files(shown, self._read_media, live=True, build=self.build + 1)
        with self.changed:
            self.build += 1
            self.files = files
            self.changed.notify_all()
        return found

    def _exhibit(self) -> tuple[Exhibit, tuple[Diagnostic, ...]]:
        try:
            project = self.read(self.root)
            self._project = project
            compilation = compile_project(project.sources, project.lock, now=now(), traces=project.traces)
        except (DeckgenError, OSError) as error:  # what cannot even be read, such as settings an editor is replacing
            return self._after_failure(error)
        shown = _with_problems(project, compilation)
        if compilation.errors and self._last_good is not None:
            shown = mended(self._last_good, shown)
        return shown, compilation.diagnostics

    def _after_failure(self, error: DeckgenError | OSError) -> tuple[Exhibit, tuple[Diagnostic, ...]]:
        if self._last_good is None:
            raise error
        found = error.diagnostics if isinstance(error, FileFaultError) else (self._unreadable(error),)
        return replace(self._last_good, problems=problems_in(found, ())), found

    def _unreadable(self, error: DeckgenError | OSError) -> Diagnostic:
        if isinstance(error, DeckgenError):
            return Diagnostic("S001", error.message, Span(SETTINGS), error.hint)
        path = Path(error.filename or SETTINGS)
        shown = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        return Diagnostic("S001", f"cannot be read: {error.strerror}", Span(shown.as_posix()))

    def _read_media(self, file: MediaFile) -> bytes:
        assert self._project is not None  # there are files of a site only after it was read
        return self._project.media_now(file)


def _with_problems(project: Project, compilation: Compilation) -> Exhibit:
    files = (project.sources.settings, *project.sources.files, *project.sources.templates.values())
    return exhibit(compilation, problems_in(compilation.diagnostics, files))
