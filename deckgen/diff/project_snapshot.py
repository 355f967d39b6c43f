"""The project as it is now, as a snapshot: what a build would put into packages, with the questions in words."""

from dataclasses import replace

from deckgen.compiler import Compilation
from deckgen.diff.lock_snapshot import lock_snapshot
from deckgen.diff.snapshot import Snapshot
from deckgen.notes import Note, Notetype
from deckgen.release.question import question_of

ORIGIN = "the project as it is"


def project_snapshot(compilation: Compilation) -> Snapshot:
    """The notes of a compilation, in authored order. It must be free of errors in the sources."""
    lock = compilation.plan.after
    locked = lock_snapshot(lock, ORIGIN)
    notes = {}
    for note in compilation.notes:
        guid = lock.notes[note.key].guid
        notes[guid] = replace(locked.notes[guid], question=_question(note, compilation.notetypes[note.notetype]))
    return replace(locked, notes=notes)


def _question(note: Note, notetype: Notetype) -> str:
    return question_of(note.fields[notetype.sort_field])
