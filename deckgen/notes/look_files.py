"""The fonts and pictures that the stylesheet names: found in the project, and packed under names that say what they hold.

Anki copies every file whose name begins with `_`, and never replaces one, so the name carries the content's digest.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckgen.diagnostics import Diagnostic, Span
from deckgen.media_types import FONTS, MEDIA_TYPES, ending
from deckgen.model import MediaFile, MediaName, SourceFile
from deckgen.render.media import misnamed

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ELSEWHERE = r"(?:[a-z][a-z0-9+.-]*:|//|\#|\s*\))"
_URL = re.compile(rf"""url\(\s*(?P<quote>["']?)(?!{_ELSEWHERE})(?P<file>[^"')]+?)(?P=quote)\s*\)""", re.IGNORECASE)
_FACE = re.compile(r"@font-face\s*\{[^}]*\}", re.IGNORECASE)
_LICENCE = re.compile(r"licen[cs]e", re.IGNORECASE)
_PLACES = ("templates/", "templates/fonts/", "templates/media/")


@dataclass(frozen=True, slots=True)
class Look:
    """A stylesheet with the names that its files have inside Anki, those files, and what is wrong with them."""

    css: str
    files: Mapping[MediaName, MediaFile]
    problems: tuple[Diagnostic, ...]


def look_of(css: SourceFile, media: Mapping[str, MediaFile]) -> Look:
    """Resolve every `url(..)` outside comments."""
    problems: list[Diagnostic] = []
    files: dict[MediaName, MediaFile] = {}
    plain = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css.text)
    out, at = [], 0
    for found in _URL.finditer(plain):
        span = Span(css.path, plain.count("\n", 0, found.start("file")) + 1)
        packed = _packed(found["file"], span, media)
        files |= packed.files
        problems += packed.problems
        out += [css.text[at : found.start("file")], packed.css]
        at = found.end("file")
    return Look("".join((*out, css.text[at:])), files, (*problems, *_without_licence(css, plain)))


def _packed(written: str, span: Span, media: Mapping[str, MediaFile]) -> Look:
    """One reference with the name inside Anki; what cannot be found stays as written and is reported."""
    path, mark, part = written.partition("#")
    path = path.partition("?")[0].removeprefix("./")
    direct = [media[place + path] for place in _PLACES if place + path in media]
    candidates = direct[:1] or [file for name, file in media.items() if name.endswith("/" + path) and "/media/" in name]
    if len({file.sha256 for file in candidates}) != 1:
        hint = "put it into templates/fonts/, or into the media/ of one topic"
        what = "could be several files" if candidates else "does not exist"
        return Look(written, {}, (Diagnostic("M013", f"`{written}`, which the stylesheet names, {what}", span, hint),))
    file = candidates[0]
    name = MediaName(f"_deckgen-{file.sha256[:12]}.{ending(file.path)}")
    return Look(name + mark + part, {name: file}, tuple(_file_problems(file, span)))


def _file_problems(file: MediaFile, span: Span) -> Iterator[Diagnostic]:
    if ending(file.path) not in MEDIA_TYPES or not file.size:
        yield Diagnostic("M009", f"{file.path} is neither a font nor a picture", span)
    elif problem := misnamed(file):
        yield Diagnostic("M008", problem.message, span, problem.hint)


def _without_licence(css: SourceFile, plain: str) -> list[Diagnostic]:
    """Each rule that brings a font of its own and says nothing of what allows that."""
    hint = "say what allows it in a comment inside the rule: /* license: OFL-1.1, (c) the author */"
    return [
        Diagnostic(
            "M014", "a font is handed out without a word on its licence",
            Span(css.path, plain.count("\n", 0, face.start()) + 1), hint,
        )
        for face in _FACE.finditer(plain)
        if any(ending(url["file"].partition("#")[0].partition("?")[0]) in FONTS for url in _URL.finditer(face[0]))
        and not any(_LICENCE.search(comment) for comment in _COMMENT.findall(css.text[face.start() : face.end()]))
    ]  # fmt: skip
