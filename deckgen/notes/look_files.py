"""The fonts and pictures that the stylesheet names: found in the project, and packed under names that say what they hold.

Anki copies every file whose name begins with `_`, and never replaces one, so the name carries the content's digest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Look:
    """A stylesheet with the names that its files have inside Anki, those files, and what is wrong with them."""

    css: str
    files: dict[MediaName, MediaFile] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def look_of(css: SourceFile, media: Mapping[str, MediaFile]) -> Look:
    """Resolve every `url(..)` outside comments."""
    look = Look(css.text)
    plain = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css.text)
    out, at = [], 0
    for found in _URL.finditer(plain):
        span = Span(css.path, plain.count("\n", 0, found.start("file")) + 1)
        name = _packed(found["file"], span, media, look)
        out += [css.text[at : found.start("file")], name]
        at = found.end("file")
    look.css = "".join((*out, css.text[at:]))
    look.problems += _without_licence(css, plain)
    return look


def _packed(written: str, span: Span, media: Mapping[str, MediaFile], look: Look) -> str:
    """The name inside Anki; what cannot be found stays as written and is reported."""
    path, mark, part = written.partition("#")
    path = path.partition("?")[0].removeprefix("./")
    direct = [media[place + path] for place in _PLACES if place + path in media]
    candidates = direct[:1] or [file for name, file in media.items() if name.endswith("/" + path) and "/media/" in name]
    if len({file.sha256 for file in candidates}) != 1:
        hint = "put it into templates/fonts/, or into the media/ of one topic"
        what = "could be several files" if candidates else "does not exist"
        look.problems.append(Diagnostic("M013", f"`{written}`, which the stylesheet names, {what}", span, hint))
        return written
    file = candidates[0]
    if ending(file.path) not in MEDIA_TYPES or not file.size:
        look.problems.append(Diagnostic("M009", f"{file.path} is no font and no picture", span))
    elif problem := misnamed(file):
        look.problems.append(Diagnostic("M008", problem.message, span, problem.hint))
    name = MediaName(f"_deckgen-{file.sha256[:12]}.{ending(file.path)}")
    look.files[name] = file
    return name + mark + part


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
