"""All files of the site by path; each is made when it is asked for, so that a live page need not wait for 10,000 cards."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import resources

from deckgen.model import Html, MediaFile
from deckgen.notes.fingerprint import digest
from deckgen.preview.anki_html import render_card
from deckgen.preview.exhibit import Exhibit
from deckgen.preview.mathml import with_mathml
from deckgen.preview.payloads import (
    CHUNK,
    EditionPayload,
    Row,
    cards_row,
    editions,
    problem_rows,
    project_row,
    text_rows,
)
from deckgen.preview.sounds import with_players

INDEX = "index.html"
_OWN_ADDRESS = re.compile(r'(?<=")site/[a-z-]+\.(?:js|css)(?=")')
OWN_FOLDERS = ("site", "data", "media")
SiteFile = Callable[[], bytes]


def site_files(
    exhibit: Exhibit, read_media: Callable[[MediaFile], bytes], *, live: bool = False, build: int = 0
) -> dict[str, SiteFile]:
    """The site: path to what gives its bytes. They depend on the exhibit only."""
    files = dict(_own_files())
    files[INDEX] = partial(_index_file, files[INDEX], "" if live else _version(exhibit))
    files["data/project.js"] = lambda: _script("project", "", project_row(exhibit, live=live, build=build))
    files["data/problems.js"] = lambda: _script("problems", "", problem_rows(exhibit))
    for edition in editions(exhibit):
        language = edition.language
        files[f"data/cards-{language}.js"] = partial(_cards_file, edition, exhibit)
        files[f"data/text-{language}.js"] = partial(_text_file, edition, exhibit)
        for start in range(0, len(edition.cards), CHUNK):
            files[f"data/html-{language}-{start // CHUNK}.js"] = partial(_html_file, edition, exhibit, start)
    for name, file in exhibit.media.items():
        files[f"media/{name}"] = partial(read_media, file)
    return files


def _own_files() -> Mapping[str, SiteFile]:
    """The page, its styles and scripts, which come with deckgen."""
    folder = resources.files("deckgen.preview") / "site"
    names = sorted(item.name for item in folder.iterdir() if item.is_file() and not item.name.startswith("."))
    return {name if name == INDEX else f"site/{name}": (folder / name).read_bytes for name in names}


def _version(exhibit: Exhibit) -> str:
    """A digest of all that is shown: the page asks for its files by it, so that no cache can mix two versions of a site."""
    row = project_row(exhibit, live=False, build=0)
    own = [hashlib.sha256(make()).hexdigest() for make in _own_files().values()]
    return str(
        digest([row, own, [[note.key.entry, note.html, len(note.cards), str(note.span)] for note in exhibit.notes]])
    )


def _index_file(make: SiteFile, version: str) -> bytes:
    page = make().decode()
    if version:
        page = page.replace('data-version=""', f'data-version="{version}"')
        page = _OWN_ADDRESS.sub(rf"\g<0>?v={version}", page)
    return page.encode()


def _script(kind: str, key: str, value: object) -> bytes:
    """Data as a script, since a page from a file may load scripts but fetch nothing."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"deckgenData.receive({json.dumps(kind)},{json.dumps(key)},{data});\n".encode()


def _cards_file(edition: EditionPayload, exhibit: Exhibit) -> bytes:
    return _script("cards", edition.language, cards_row(edition, exhibit))


def _text_file(edition: EditionPayload, exhibit: Exhibit) -> bytes:
    return _script("text", edition.language, text_rows(edition, exhibit.notetypes))


def _html_file(edition: EditionPayload, exhibit: Exhibit, start: int) -> bytes:
    sides = [_sides(edition, exhibit, number, ord_) for number, ord_ in edition.cards[start : start + CHUNK]]
    row: Row = {"start": start, "cards": sides}
    return _script("html", f"{edition.language}-{start // CHUNK}", row)


def _sides(edition: EditionPayload, exhibit: Exhibit, number: int, ord_: int) -> Sequence[str]:
    """Front and back of one card alone: a note may have a hundred, in several files."""
    note = edition.notes[number]
    deck = exhibit.deck_name(note.topic, edition.language)
    card = render_card(note, exhibit.notetypes[note.notetype], ord_, deck=deck)
    return [_shown(card.front), _shown(card.back)]


def _shown(html: Html) -> str:
    return with_players(with_mathml(html))
