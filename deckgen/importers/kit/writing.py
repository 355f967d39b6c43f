"""Reads the files to import and writes the planned ones: all of them, or none."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from deckgen.diagnostics import errors
from deckgen.errors import DeckgenError
from deckgen.file_names import safe_stem
from deckgen.files import Folder, writing
from deckgen.ids import slug_of
from deckgen.importers.formats import IMPORTERS, importer_of
from deckgen.importers.kit.beside import read_regular, reader_beside
from deckgen.importers.kit.judging import faults_in
from deckgen.importers.kit.model import Imported, ImportFile
from deckgen.importers.kit.planning import DRAFT_FAULTS, Fault, ImportPlan, plan_import
from deckgen.importers.kit.view import ProjectView, view_project
from deckgen.model import UNDETERMINED, Language
from deckgen.project import Project
from deckgen.sources.settings import parse_settings

_ATTEMPTS = 8
"""So many plans are tried with one weaker form of an entry after the other; then what still has a fault goes at once."""


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """Where an import goes: the project, one of its languages, and a topic ("" for those of the files)."""

    project: Project
    view: ProjectView
    language: Language
    topic: str


def target_of(project: Project, *, language: str = "", topic: str = "") -> ImportTarget:
    """The target of an import. Raises `DeckgenError` if the language is not named where it must be, or is none of the project's,
    or if the settings, which say what languages there are, cannot be read.
    """
    for problem in errors(parse_settings(project.sources.settings)[1]):
        raise DeckgenError(f"{problem.span}: {problem.message}", hint=problem.hint or "mend the settings first")
    view = view_project(project, Language(language) if language else UNDETERMINED)
    known = view.settings.languages
    if not language and view.settings.many_languages:
        raise DeckgenError("the project has several languages", hint=f"say which one this is: --language {known[0]}")
    if language and known != (UNDETERMINED,) and language not in known:
        raise DeckgenError(
            f"the project has no language `{language}`", hint=f"languages in deckgen.toml: {', '.join(known)}"
        )
    chosen = Language(language) if language in known else known[0]
    return ImportTarget(project, view_project(project, chosen), chosen, topic)


def plan_files(target: ImportTarget, paths: Sequence[Path]) -> ImportPlan:
    """Read the files and plan everything. Raises `DeckgenError` for a file that no importer knows."""
    found = [
        (safe_stem(slug_of(path.stem) or "imported"), _imported(path, raw_html=target.view.settings.raw_html))
        for path in paths
    ]
    faults: dict[str, Fault] = {}
    for attempt in count():
        plan = plan_import(target.view, found, language=target.language, topic=target.topic, faults=faults)
        new = faults_in(plan.files, target.project.sources)
        if not new:
            return plan
        for name, reason in new.items():
            before = faults.get(name, Fault(reason, 0))
            faults[name] = Fault(before.reason, before.times + (1 if attempt < _ATTEMPTS else DRAFT_FAULTS))
    return plan


def _imported(path: Path, *, raw_html: bool) -> Imported:
    importer = importer_of(path.name)
    if importer is None:
        raise DeckgenError(f"{path.name}: nothing reads such files", hint=f"known: {', '.join(IMPORTERS)}")
    shown = os.fsencode(path).decode(errors="replace")
    return importer(ImportFile(shown, read_regular(path), reader_beside(path), raw_html))


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files that do not exist yet: all of them, or none."""
    with writing(Folder.at(root), "import") as writer:
        writer.refuse(files)
        taken = next((path for path in files if writer.folder.size_if_there(path) is not None), None)
        if taken:
            raise DeckgenError(f"{taken} exists already", hint="nothing was written; run the import again")
        writer.write(files.items())
