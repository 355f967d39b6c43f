"""What an import would write, compiled before it is written: whatever would stop a build is found here, entry by entry.

The importers know most of what deckgen refuses and avoid it. This is for the rest, so that an import never breaks a project.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from deckgen.compiler import compile_project
from deckgen.lock import Lock
from deckgen.media_types import ending
from deckgen.model import Instant, MediaFile, Sha256, SourceFile, Sources
from deckgen.signatures import format_of

_ENTRY = re.compile(r"(?m)^- id: (?P<id>\S+)$")
_MEDIA = re.compile(r"cards/[^/]+/media/")
_CATALOGUE = ("cards/references.yaml", "topic.yaml")


def faults_in(files: Mapping[str, bytes], project: Sources) -> Mapping[str, str]:
    """Why an entry of the new files would stop a build, by its id. `project` are the sources as they are without them.

    Only what is new is compiled, with the settings, templates and media of the project. A fault that no entry can be blamed for
    is one of all entries in its topic.
    """
    texts = {path: data.decode() for path, data in files.items() if not _MEDIA.match(path)}
    places = {path: list(_entries(text)) for path, text in texts.items()}
    compilation = compile_project(_with_new(project, texts, files), Lock(), now=Instant(0))
    faults: dict[str, str] = {}
    for problem in compilation.errors:
        if problem.span.path in texts:
            for name in _blamed(problem.span.path, problem.span.line, places):
                faults.setdefault(name, problem.message)
    return faults


def _with_new(project: Sources, texts: Mapping[str, str], files: Mapping[str, bytes]) -> Sources:
    topics = {path.split("/")[1] for path in files}
    beside = [
        file
        for file in project.files
        if file.path.endswith(_CATALOGUE) and (file.path.split("/")[1] in topics or file.path in _CATALOGUE)
    ]
    new = [SourceFile(path, text) for path, text in texts.items()]
    media = {path: file for path, file in project.media.items() if path.split("/")[1] in topics}
    media |= {path: _media_file(path, data) for path, data in files.items() if _MEDIA.match(path)}
    return Sources(project.settings, (*beside, *new), project.templates, media)


def _media_file(path: str, data: bytes) -> MediaFile:
    text = data.decode("utf-8", errors="replace") if ending(path) == "svg" else None
    return MediaFile(path, Sha256(hashlib.sha256(data).hexdigest()), len(data), text, format_of(data))


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """The line on which each entry starts, and its id."""
    line, at = 1, 0
    for found in _ENTRY.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        yield line, found["id"].strip("'\"")


def _blamed(path: str, line: int | None, places: Mapping[str, list[tuple[int, str]]]) -> list[str]:
    """The entry at a place; all entries of the topic where no entry is there."""
    entries = places[path]
    index = bisect_right(entries, line or 0, key=lambda entry: entry[0]) - 1
    if index >= 0:
        return [entries[index][1]]
    folder = path.rpartition("/")[0]
    return [name for other in places if other.startswith(f"{folder}/") for _, name in places[other]]
