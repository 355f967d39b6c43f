"""Bad projects in the form of cases/bad/: one text, with the problems that are in it.

A case is a text of sections (see conftest). `before/...` is the project as it was built and perhaps released before; the other
files then replace it. `expect` lists `path:line:column CODE`, sorted; `*` stands for a number that does not matter. `options` are

    before: built | released       what became of the files of `before/`
    then: released | --retire ID   the same for a second build, of the files of `then/`
    lock: old => new               an edit of deckgen.lock by hand
    now: 1700000000                the clock
    locked: yes                    as `build --locked`
    allow: deck:a                  as `build --allow deck:a`
    retire: one                    as `build --retire one`
"""

from collections.abc import Mapping
from pathlib import Path

from deckgen.build import build_project
from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lock import Permissions, behind_problems, stamp_release
from deckgen.model import Instant
from deckgen.project import lock_text
from tests.conftest import NOW, Contents, MakeProject, ProjectOnDisk, sections

FOLDER = Path(__file__).parent / "cases" / "bad"


def case_files() -> list[Path]:
    """The cases that are kept."""
    return sorted(FOLDER.glob("*.txt"))


class Case:
    """A project on disk, in the state in which its problems are to be found."""

    def __init__(self, file: Path, project: MakeProject) -> None:
        parts = sections(file.read_text(encoding="utf-8"))
        self.expected = contents_of(parts.pop("expect")).splitlines()
        rows = contents_of(parts.pop("options", "")).splitlines()
        self.options = {key: value.strip() for key, _, value in (row.partition(":") for row in rows)}
        self.now = int(self.options.get("now", NOW))
        self.locked = self.options.get("locked") == "yes"
        self.permissions = Permissions.of(self.options.get("allow", "").split(), self.options.get("retire", "").split())
        stages = {stage: _below(parts, stage) for stage in ("before", "then")}
        last = {path: contents for path, contents in parts.items() if not path.startswith(("before/", "then/"))}
        self.project = project(stages["before"] or last)
        for stage, files in stages.items():
            if stage in self.options:
                self._write(files)
                _build(self.project, self.options[stage], "1.0.0" if stage == "before" else "2.0.0")
        if "lock" in self.options:
            self._edit_lock(*self.options["lock"].split(" => "))
        self._write(last)

    def _write(self, files: Mapping[str, Contents]) -> None:
        for path, contents in files.items():
            self.project.write(path, contents)

    def _edit_lock(self, old: str, new: str) -> None:
        lock = (self.project.root / "deckgen.lock").read_text(encoding="utf-8")
        assert old in lock
        self.project.write("deckgen.lock", lock.replace(old, new))

    def compile(self) -> Compilation:
        return self.project.compile(now=self.now, permissions=self.permissions)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        compilation = self.compile()
        return (*compilation.diagnostics, *(behind_problems(compilation.plan) if self.locked else ()))


def contents_of(contents: Contents) -> str:
    """Of a section that is a text."""
    assert isinstance(contents, str)
    return contents


def _below(files: Mapping[str, Contents], folder: str) -> dict[str, Contents]:
    prefix = f"{folder}/"
    return {path.removeprefix(prefix): contents for path, contents in files.items() if path.startswith(prefix)}


def _build(project: ProjectOnDisk, how: str, version: str) -> None:
    """Build, and release unless `how` is `built`; `--retire ID` allows that an entry is gone."""
    retire = how.split()[1:] if how.startswith("--retire") else []
    compilation = project.compile(permissions=Permissions.of(retire=retire))
    assert not compilation.errors
    build_project(project.read(), compilation)
    if how != "built":
        project.write("deckgen.lock", lock_text(stamp_release(project.read().lock, version, Instant(NOW))))
