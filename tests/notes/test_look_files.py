"""Fonts and pictures that the stylesheet names."""

import io
import json
import zipfile

import pytest

from deckgen.model import MediaFile, Sha256, SourceFile
from deckgen.notes.look_files import look_of
from tests.conftest import MakeProject

FONT = b"wOF2\0\1\0\0"
PLACES = ["templates/fonts/x.woff2", "templates/x.woff2", "cards/a/media/x.woff2", "cards/a/media/deep/x.woff2"]


def look(css: str, *paths: str) -> tuple[str, list[str]]:
    """The stylesheet, and the codes of its problems."""
    media = {path: MediaFile(path, Sha256("ab" * 32), 8, None, "woff2") for path in paths}
    found = look_of(SourceFile("templates/style.css", css), media)
    return found.css, [problem.code for problem in found.problems]


@pytest.mark.parametrize("path", PLACES)
def test_a_font_is_found_in_the_templates_and_in_the_media_of_a_topic(path: str) -> None:
    assert look("a { b: url(x.woff2) }", path) == ("a { b: url(_deckgen-abababababab.woff2) }", [])


@pytest.mark.parametrize("url", ['"x.woff2"', "'x.woff2'", " x.woff2 ", '"./x.woff2?v=1"'])
def test_every_spelling_of_a_url_is_understood(url: str) -> None:
    css, problems = look(f"a {{ b: url({url}) }}", PLACES[0])
    assert "_deckgen-abababababab.woff2" in css
    assert problems == []


@pytest.mark.parametrize(
    "css", ["url(#a)", "url(data:font/woff2;base64,AA)", "url(https://x.y/z.woff2)", "/* url(z.woff2) */", 'local("z")']
)
def test_what_is_no_file_of_the_project_stays(css: str) -> None:
    assert look(css) == (css, [])


def test_a_font_asks_for_its_licence_inside_its_own_rule() -> None:
    face = '@font-face { src: url("x.woff2"); %s }'
    assert look(face % "", PLACES[0])[1] == ["M014"]
    assert look("/* license: OFL */ " + face % "/* a font */", PLACES[0])[1] == ["M014"]
    assert look(face % "/* Licence: OFL-1.1 */", PLACES[0])[1] == []


def test_a_font_reaches_every_package_and_stamps_no_note(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": "- {id: one, front: q, back: a}\n"})
    before = made.compile()
    css = '@font-face { font-family: x; src: url("x.woff2"); /* license: OFL */ }\n'
    made.write("templates/style.css", css)
    made.write("templates/fonts/x.woff2", FONT)
    after = made.compile()
    assert after.diagnostics == ()
    assert [note.html for note in after.notes] == [note.html for note in before.notes]
    assert made.build().returncode == 0
    with zipfile.ZipFile(io.BytesIO((made.root / "build/a.apkg").read_bytes())) as file:
        (number, name), *others = json.loads(file.read("media")).items()
        assert file.read(number) == FONT
    assert others == []
    assert name.encode() in next(iter(after.notetypes.values())).css.encode()
