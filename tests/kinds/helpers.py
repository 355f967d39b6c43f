"""One entry of one kind, compiled."""

import re
from html import unescape

from deckgen.notes import Note
from tests.conftest import Contents, MakeProject


def compiled(project: MakeProject, entry: str, **media: str) -> tuple[dict[str, str], list[str], Note]:
    """The fields of the note by key, the codes reported, and the note itself."""
    files: dict[str, Contents] = {f"cards/a/media/{name}.svg": text for name, text in media.items()}
    made = project({"cards/a/x.yaml": entry, **files}).compile()
    (note,) = made.notes
    keys = [field.key for field in made.notetypes[note.notetype].fields]
    fields = {key: str(value) for key, value in zip(keys, note.fields, strict=True)}
    return fields, [one.code for one in made.diagnostics], note


def words(html: str) -> str:
    """What a person reads, with a space between elements."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
