"""Notes of any notetype to entries: the card templates say what is question and what is answer.

Fields on the question side become `front`, the first one on the answer side `back`, further ones `extra` with their names. A cloze
notetype gives `kind: cloze`. A second card that asks backwards gives `reverse: true`; any other further card is reported.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from deckgen.apkg import PackedNote
from deckgen.importers.anki.readings import with_readings
from deckgen.importers.anki.sides import CardSides, card_sides
from deckgen.importers.html import FieldReader, has_cloze
from deckgen.importers.kit import NoteKeys, labelled
from deckgen.notes.cardgen import is_blank

TAG_FIELD = "Tags"
_NEEDS_NO_LABEL = {"extra", "back extra", "explanation", "note", "notes", "remarks", "comments"}
_OCCLUSION = re.compile(r"\{\{c\d+::image-occlusion:")
_MANY_PARTS = "\n\n"


def foreign_keys(note: PackedNote, reader: FieldReader) -> NoteKeys:
    """The entry a note becomes."""
    if _is_occlusion(note):
        return NoteKeys(skipped="an image occlusion: draw it anew as `kind: diagram`")
    shown = {name: value for name, value in note.by_name.items() if not is_blank(value)}
    if not shown:
        return NoteKeys(skipped="the note is empty")
    return _cloze(note, reader) if note.notetype.is_cloze else _question(note, reader)


def _is_occlusion(note: PackedNote) -> bool:
    notetype = note.notetype
    by_name = notetype.name.lower().startswith("image occlusion")
    return notetype.is_image_occlusion or by_name or any(_OCCLUSION.search(value) for value in note.values)


def _sides(note: PackedNote, ordinal: int) -> CardSides:
    templates = note.notetype.templates
    if not 0 <= ordinal < len(templates):
        return CardSides((), (), ())
    values = {name: "" if is_blank(value) else value for name, value in note.by_name.items()}
    return card_sides(templates[ordinal].front, templates[ordinal].back, values)


def _cloze(note: PackedNote, reader: FieldReader) -> NoteKeys:
    sides = _sides(note, 0)
    _report_aids(sides, reader)
    texts = [name for name in sides.clozes if has_cloze(note.by_name[name])]
    if not texts:
        texts = list(sides.clozes[:1]) or [
            name for name in note.notetype.field_names if has_cloze(note.by_name.get(name, ""))
        ]
    if not texts:
        return NoteKeys(skipped="the question side is empty")
    keys: dict[str, object] = {"kind": "cloze"}
    if prompt := _joined(_read(note, reader, sides, name) for name in sides.question if name not in texts):
        keys["front"] = prompt
    keys["text"] = _joined(reader.read(note.by_name[name], cloze=True) for name in texts)
    if answers := _read_all(note, reader, sides, [name for name in sides.answer if name not in texts]):
        keys["extra"] = _extra(answers)
    _report_unseen(note, reader, {*sides.question, *sides.answer, *texts})
    missing = "" if has_cloze(str(keys["text"])) else "the cloze note hides nothing"
    return NoteKeys(keys, reader.lost, missing)


def _question(note: PackedNote, reader: FieldReader) -> NoteKeys:
    first = min(note.ordinals, default=0)
    sides = _sides(note, first)
    _report_aids(sides, reader)
    front = _joined(_read(note, reader, sides, name) for name in sides.question)
    if not front:
        return NoteKeys(skipped="the question side is empty" + "".join(f"; it had {lost}" for lost in reader.lost))
    keys: dict[str, object] = {"front": front}
    answers = _read_all(note, reader, sides, sides.answer)
    back = next(iter(answers), "")
    if back:
        keys["back"] = answers.pop(back)
        if answers:
            keys["extra"] = _extra(answers)
    seen = {*sides.question, *sides.answer}
    for ordinal in sorted(set(note.ordinals) - {first}):
        other = _sides(note, ordinal)
        seen |= {*other.question, *other.answer}
        if ordinal == first + 1 and back and _asks_backwards(other, sides, back):
            keys["reverse"] = True
        else:
            reader.lose(f"the card `{_card_name(note, ordinal)}`")
    _report_unseen(note, reader, seen)
    return NoteKeys(keys, reader.lost, "" if back else "the note has no answer")


def _asks_backwards(other: CardSides, sides: CardSides, back: str) -> bool:
    return other.question[:1] == (back,) and set(sides.question) <= {*other.answer, *other.question}


def _card_name(note: PackedNote, ordinal: int) -> str:
    templates = note.notetype.templates
    return templates[ordinal].name if ordinal < len(templates) else str(ordinal + 1)


def _report_aids(sides: CardSides, reader: FieldReader) -> None:
    for aid in sides.aids:
        reader.lose(aid)


def _read(note: PackedNote, reader: FieldReader, sides: CardSides, name: str) -> str:
    """A field as the card shows it."""
    return reader.read(with_readings(note.by_name[name], sides.readings.get(name, "")))


def _read_all(note: PackedNote, reader: FieldReader, sides: CardSides, names: Iterable[str]) -> dict[str, str]:
    """The fields that show something, by name."""
    texts = ((name, _read(note, reader, sides, name)) for name in names)
    return {name: text for name, text in texts if text}


def _extra(texts: Mapping[str, str]) -> str:
    return _joined(_labelled(name, text) for name, text in texts.items())


def _labelled(name: str, text: str) -> str:
    return text if name.strip().lower() in _NEEDS_NO_LABEL else labelled(name, text)


def _report_unseen(note: PackedNote, reader: FieldReader, seen: set[str]) -> None:
    gates = _gates(note)
    for name, value in note.by_name.items():
        if name not in {*seen, *gates, TAG_FIELD} and not is_blank(value):
            reader.lose(f"the field `{name}`, which no card showed")


def _gates(note: PackedNote) -> set[str]:
    """Fields that only say whether a part of a card is there."""
    text = "".join(template.front + template.back for template in note.notetype.templates)
    return {name.strip() for name in re.findall(r"\{\{[#^]([^}]*)\}\}", text)} - {
        name.strip().rpartition(":")[2] for name in re.findall(r"\{\{([^#^/}][^}]*)\}\}", text)
    }


def _joined(texts: Iterator[str]) -> str:
    return _MANY_PARTS.join(text for text in texts if text)
