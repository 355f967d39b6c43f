"""Notes that deckgen made itself, back to the entries they were: the classes in their fields say what is what.

What a field does not say is not there: `answers` and the hidden parts of `run` are gone, a `calc` entry becomes a `qa` entry that
shows the same, and references get new keys.
"""

import re
from collections.abc import Mapping, Sequence

from bs4 import Tag
from bs4.element import NavigableString

from deckgen.apkg import PackedNote
from deckgen.ids import fit_slug, free_name, slug_of
from deckgen.importers.anki.own_diagrams import diagram_keys
from deckgen.importers.html import FieldReader, code_language, code_text, parsed
from deckgen.importers.kit import NoteKeys, one_line

_SHARED = {"Id", "Context", "Extra", "Source", "Reverse"}


def is_own(note: PackedNote) -> bool:
    """Whether the note is of one of deckgen's notetypes, by the names of its fields."""
    names = set(note.notetype.field_names)
    return names >= _SHARED and (names >= {"Front", "Back"} or "Text" in names) and bool(note.by_name.get("Id"))


class References:
    """The sources that notes cite, with keys made of their names."""

    def __init__(self) -> None:
        self.rows: dict[str, Mapping[str, str]] = {}

    def cite(self, item: Tag, reader: FieldReader) -> Mapping[str, str]:
        """A citation, from its line on the card."""
        link = item.find("a")
        if isinstance(link, Tag):
            target = str(link.get("href") or "").strip()
            url = {"url": target} if target.startswith(("http://", "https://")) else {}
            title = link.get_text().strip()
            place = "".join(_markup(node) for node in link.next_siblings).removeprefix(",").strip()
        else:
            url, title, place = {}, item.get_text().strip(), ""
        citation = {"ref": self._key(title, url)}
        return {**citation, "at": reader.read(place)} if place else citation

    def _key(self, title: str, url: Mapping[str, str]) -> str:
        row = {"title": one_line(title) or url.get("url") or "source", **url}
        known = next((key for key, one in self.rows.items() if one == row), None)
        if known is None:
            known = free_name(slug_of(title) or "source", self.rows)
            self.rows[known] = row
        return known


def own_keys(note: PackedNote, reader: FieldReader, topic_title: str, references: References) -> NoteKeys:
    """The entry a note was made from, as far as its fields say."""
    fields = {name: parsed(value) for name, value in note.by_name.items()}
    if "Text" in fields:
        keys = _diagram(fields, reader) or _cloze(fields, reader)
    else:
        keys = _compare(fields, reader) or _code(fields, reader) or _calc(fields, reader) or _qa(fields, reader)
    context = fields["Context"].get_text().strip()
    if context and context != topic_title:
        keys["context"] = reader.read(_inner(fields["Context"], "span"))
    for key, name in (("extra", "dk-extra"), ("pitfall", "dk-pitfall")):
        if text := reader.read(_of_class(fields["Extra"], name)):
            keys[key] = text
    unmarked = _without(fields["Extra"], {"dk-extra", "dk-pitfall", "dk-text"})
    if unmarked and (text := reader.read(unmarked)):
        keys["extra"] = f"{keys['extra']}\n\n{text}" if "extra" in keys else text
    if sources := fields["Source"].find_all("li"):
        keys["source"] = [references.cite(item, reader) for item in sources]
    name = fit_slug(note.by_name["Id"])
    missing = (
        ""
        if keys.get("kind") in {"cloze", "diagram", "compare", "code"} or keys.get("back")
        else "the note has no answer"
    )
    return NoteKeys(keys, reader.lost, missing, id=name)


def _qa(fields: Mapping[str, Tag], reader: FieldReader) -> dict[str, object]:
    keys: dict[str, object] = {"front": _side(fields["Front"], reader), "back": _side(fields["Back"], reader)}
    if fields["Reverse"].get_text().strip():
        keys["reverse"] = True
    return keys


def _cloze(fields: Mapping[str, Tag], reader: FieldReader) -> dict[str, object]:
    keys: dict[str, object] = {"kind": "cloze"}
    if prompt := reader.read(_of_class(fields["Text"], "dk-prompt")):
        keys["front"] = prompt
    keys["text"] = reader.read(
        _of_class(fields["Text"], "dk-text") + _without(fields["Text"], {"dk-prompt", "dk-text"}), cloze=True
    )
    return keys


def _diagram(fields: Mapping[str, Tag], reader: FieldReader) -> dict[str, object] | None:
    picture = fields["Text"].find("div", class_="dk-diagram")
    if not isinstance(picture, Tag):
        return None
    keys = diagram_keys(picture, reader)
    if keys is None:
        return None
    found: dict[str, object] = {"kind": "diagram"}
    if prompt := reader.read(_of_class(fields["Text"], "dk-prompt")):
        found["front"] = prompt
    found |= keys
    if back := reader.read(_of_class(fields["Extra"], "dk-text")):
        found["back"] = back
    return found


def _compare(fields: Mapping[str, Tag], reader: FieldReader) -> dict[str, object] | None:
    table = fields["Back"].find("table", class_="dk-compare")
    if not isinstance(table, Tag) or not fields["Front"].find("table", class_="dk-compare"):
        return None
    keys: dict[str, object] = {"kind": "compare"}
    if front := reader.read(_of_class(fields["Front"], "dk-text")):
        keys["front"] = front
    keys["subjects"] = [reader.read(cell.decode_contents()) for cell in table.find_all("th", scope="col")]
    rows = [row for row in table.find_all("tr") if row.find("th", scope="row")]
    keys["aspects"] = [
        {
            "name": reader.read(_contents(row.find("th"))),
            "values": [reader.read(cell.decode_contents()) for cell in row.find_all("td")],
        }
        for row in rows
    ]
    return keys


def _code(fields: Mapping[str, Tag], reader: FieldReader) -> dict[str, object] | None:
    for side in ("front", "back"):
        block = fields[side.capitalize()].find("pre", recursive=False)
        if not isinstance(block, Tag):
            continue
        keys: dict[str, object] = {"kind": "code", "front": reader.read(_of_class(fields["Front"], "dk-text"))}
        keys["code"] = {"language": code_language(block), "source": f"{code_text(block)}\n"}
        output = fields["Back"].find("div", class_="dk-output")
        shown = [output.decode_contents()] if isinstance(output, Tag) else []
        if side == "front":
            keys["code"] = {**keys["code"], "side": "front"}  # type: ignore[dict-item]
        if back := reader.read("".join([*shown, _of_class(fields["Back"], "dk-text")])):
            keys["back"] = back
        return keys
    return None


def _calc(fields: Mapping[str, Tag], reader: FieldReader) -> dict[str, object] | None:
    number = fields["Back"].find("div", class_="dk-number")
    if not isinstance(number, Tag):
        return None
    working = _of_class(fields["Back"], "dk-text")
    return {"front": _side(fields["Front"], reader), "back": reader.read(f"<p>{number.decode_contents()}</p>{working}")}


def _side(field: Tag, reader: FieldReader) -> str:
    """The text of a side, and whatever somebody has put around it."""
    return reader.read(_of_class(field, "dk-text") + _without(field, {"dk-text"}))


def _of_class(field: Tag, name: str) -> str:
    """What is inside the parts of a class."""
    return "".join(part.decode_contents() for part in field.find_all("div", class_=name, recursive=False))


def _without(field: Tag, names: set[str]) -> str:
    """What stands beside the parts of some classes."""
    rest = (node for node in field.children if not (isinstance(node, Tag) and names & set(_classes(node))))
    return "".join(_markup(node) for node in rest if isinstance(node, NavigableString | Tag)).strip()


def _classes(tag: Tag) -> Sequence[str]:
    found = tag.get("class")
    return [str(name) for name in found] if found else []


def _inner(field: Tag, name: str) -> str:
    part = field.find(name, recursive=False)
    return part.decode_contents() if isinstance(part, Tag) else _contents(field)


def _contents(tag: object) -> str:
    return tag.decode_contents() if isinstance(tag, Tag) else ""


def _markup(node: object) -> str:
    return node.decode() if isinstance(node, Tag) else re.sub(r"[<>&]", _reference, str(node))


def _reference(found: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}[found.group()]
