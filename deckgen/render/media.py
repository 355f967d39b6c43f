"""Media references: from what an author wrote to the file it means and the name it gets inside Anki.

A name carries the content's hash, so a corrected picture gets a new name and no two topics ever collide:
`<topic>-<stem>-<hash>.<ext>`, lower-case ASCII, at most 80 bytes, written raw into the field, since Anki does not decode `%20`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from deckgen.media_types import MEDIA_TYPES, ON_CARDS, SOUNDS, ending
from deckgen.model import UNDETERMINED, Html, Language, MediaFile, MediaName, TopicName
from deckgen.render.scan import TextProblem
from deckgen.render.svg import svg_problem
from deckgen.render.svg_editions import picture_for
from deckgen.signatures import NO_MEDIA

MAX_BYTES = 100 * 1024 * 1024
"""What AnkiWeb's media sync takes in one file."""


@dataclass(slots=True)
class TopicMedia:
    """The media of one topic, and which of it a text has used so far."""

    topic: TopicName
    files: Mapping[str, MediaFile]
    used: dict[MediaName, MediaFile] = field(default_factory=dict)
    problems: list[TextProblem] = field(default_factory=list)
    stored_name: TopicName | None = None
    """What names inside Anki call the topic, where the folder is called otherwise by now."""
    language: Language = UNDETERMINED
    """Of the edition: a drawing that says its words in several languages says them in this one."""

    def image_name(self, written: str, at: int | None = None) -> str:
        """What goes into `src`; a sound answers with its tag, and what cannot be resolved stays as written."""
        file = self.resolve(written, at)
        if file is None:
            return written
        if ending(file.path) in SOUNDS:
            return f"[sound:{self.use(file)}]"
        return self.use(file)

    def sound_tag(self, written: str, at: int | None = None) -> Html:
        """`[sound:name]`, as written where the file cannot be resolved."""
        file = self.resolve(written, at)
        return Html(f"[sound:{self.use(file) if file else written}]")

    def file_name(self, written: str, at: int | None, *, seen: bool) -> str | None:
        """The name that raw HTML needs, None where the file cannot be resolved; implements `raw_media.FileNamer`."""
        file = self.resolve(written, at)
        return self.use(file, seen=seen) if file else None

    def use(self, file: MediaFile, *, seen: bool = True) -> MediaName:
        """The file's name inside Anki; it becomes part of the package. Anki copies what its import does not see in a field
        only if the name starts with `_`.
        """
        name = MediaName(("" if seen else "_") + media_name(self.stored_name or self.topic, file))
        self.used[name] = file
        return name

    def resolve(self, written: str, at: int | None = None) -> MediaFile | None:
        """The file an author means by a path relative to the topic's `media/`; reports why there is none. `at` is where the
        path stands in its text.
        """
        file, problems = self._found(written)
        self.problems += [replace(problem, offset=at) for problem in problems]
        return file

    def _found(self, written: str) -> tuple[MediaFile | None, tuple[TextProblem, ...]]:
        if problem := _unusable(written):
            return None, (problem,)
        candidates = tuple(self._candidates(written))
        if len(candidates) != 1:
            return None, (self._not_one(written, candidates),)
        if problem := _unfit(candidates[0]):
            return None, (problem,)
        shown, without_words = picture_for(candidates[0], self.language)
        return shown, (*_doubts(candidates[0]), *(self._without_words(candidates[0]) if without_words else ()))

    def _without_words(self, file: MediaFile) -> Iterator[TextProblem]:
        message = f"{file.path} has a <switch> without words in {self.language}"
        hint = f'add a child with systemLanguage="{self.language}", or one without systemLanguage for all others'
        yield TextProblem("K506", message, hint=hint)

    def _candidates(self, written: str) -> Iterator[MediaFile]:
        folder = f"cards/{self.topic}/media/"
        for spelling in dict.fromkeys((written, unquote(written))):
            path = unicodedata.normalize("NFC", spelling).removeprefix("./").removeprefix("media/")
            if exact := self.files.get(folder + path):
                yield exact
                return
        name = PurePosixPath(unicodedata.normalize("NFC", unquote(written))).name
        if "/" not in written:
            yield from (
                file for path, file in self.files.items() if path.startswith(folder) and path.endswith("/" + name)
            )

    def _not_one(self, written: str, candidates: tuple[MediaFile, ...]) -> TextProblem:
        folder = f"cards/{self.topic}/media/"
        if candidates:
            paths = ", ".join(file.path for file in candidates)
            return TextProblem("M004", f"`{written}` could be {paths}", hint="write the path below media/")
        near = [path for path in self.files if path.lower() == (folder + written.removeprefix("media/")).lower()]
        if near:
            return TextProblem(
                "M004", f"`{written}` differs in case from {near[0]}", hint="names are case-sensitive on phones"
            )
        return TextProblem("M001", f"there is no {folder}{written.removeprefix('media/')}")


def _unusable(written: str) -> TextProblem | None:
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", written):
        hint = "put the file into the topic's media/ folder: cards must work without a network"
        return TextProblem("M002", f"`{written}` is a remote file", hint=hint)
    if written.startswith(("/", "\\")) or ".." in PurePosixPath(unquote(written).replace("\\", "/")).parts:
        return TextProblem("M003", f"`{written}` is outside the topic's media/ folder")
    if not written.strip():
        return TextProblem("M001", "a picture without a file name")
    return None


def _unfit(file: MediaFile) -> TextProblem | None:
    if file.size == 0 or file.size > MAX_BYTES:
        message = f"{file.path} has {file.size:,} bytes; Anki's sync takes 1 to {MAX_BYTES:,}"
        return TextProblem("M005", message)
    if ending(file.path) not in ON_CARDS:
        hint = "shown everywhere: png, jpg, gif, svg, webp; played everywhere: mp3, ogg, wav, m4a, mp4"
        return TextProblem("M009", f"Anki takes no .{ending(file.path)} file onto a card", hint=hint)
    return misnamed(file) or (svg_problem(file) if ending(file.path) == "svg" else None)


def misnamed(file: MediaFile) -> TextProblem | None:
    """Why the file cannot be what its name says, or None. What its first bytes do not tell is believed."""
    if not file.format or file.format in MEDIA_TYPES[ending(file.path)].formats or _passes(file):
        return None
    what, hint = NO_MEDIA.get(file.format, (file.format.upper(), "name it by what it is, or replace it"))
    return TextProblem("M008", f"{file.path} is {what}, not .{ending(file.path)}", hint=hint)


def _passes(file: MediaFile) -> bool:
    """Whether it is of the same family: browsers look into a picture, whatever its name; players mostly do."""
    family = MEDIA_TYPES[ending(file.path)].family
    return family in {"picture", "sound"} and any(
        row.family == family and file.format in row.formats for row in MEDIA_TYPES.values()
    )


def _doubts(file: MediaFile) -> Iterator[TextProblem]:
    """What is no mistake, but not every client's taste."""
    row = MEDIA_TYPES[ending(file.path)]
    if row.lacking:
        yield TextProblem("M006", f"{file.path}: {row.lacking}", hint=f"better: {row.instead}")
    if file.format and file.format not in row.formats:
        message = f"{file.path} is {file.format.upper()} inside"
        yield TextProblem("M010", message, hint="some clients go by the name; give it the ending of what it is")


def media_name(topic: TopicName, file: MediaFile) -> MediaName:
    """The stable name of a file inside Anki."""
    stem = unicodedata.normalize("NFKD", PurePosixPath(file.path).stem).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:30].strip("-") or "file"
    return MediaName(f"{topic[:30]}-{slug}-{file.sha256[:12]}.{ending(file.path)}")
