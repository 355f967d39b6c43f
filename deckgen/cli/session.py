"""What commands share: read the project, compile it, show that work is going on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deckgen.clock import now
from deckgen.compiler import Compilation, compile_project
from deckgen.files import Folder, writing
from deckgen.lock import NOTHING_ALLOWED, Permissions
from deckgen.project import Project, find_root, read_project
from deckgen.traces import with_traces


def load(start: Path) -> Project:
    """The project at or above `start`."""
    return with_traces(read_project(find_root(start)))


@contextmanager
def owning(start: Path, command: str) -> Iterator[Project]:
    """The project, with this process as its only writer until the end of the block: what was read is still so when it writes."""
    with writing(Folder.at(find_root(start)), command):
        yield load(start)


def compiled(project: Project, permissions: Permissions = NOTHING_ALLOWED) -> Compilation:
    """The project compiled at this moment."""
    with working("compiling"):
        return compile_project(project.sources, project.lock, now=now(), permissions=permissions, traces=project.traces)


@contextmanager
def working(what: str) -> Iterator[None]:
    """A sign of life on a terminal, for work that may take over a second."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} ..."):
        yield
