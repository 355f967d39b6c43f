"""The filters of card templates, `{{filter:Field}}` (rslib `template_filters.rs`)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deckgen.notes.fingerprint import digest
from deckgen.preview.cloze_html import cloze, cloze_only
from deckgen.preview.tags import decoded, without_tags

_RUBY = re.compile(r" ?(?P<word>[^ >]+?)\[(?P<reading>.+?)\]")
_TTS = "tts "


@dataclass(frozen=True, slots=True)
class Place:
    """Where a filter works: on which field, for which card (`number` counts from 1), on which side."""

    field: str
    number: int
    is_front: bool


def filtered(text: str, filters: Sequence[str], place: Place) -> str:
    """The text after the filters, the first one first. One that Anki does not know ends the row: add-ons would take over."""
    for name in _typed(filters):
        work = _FILTERS.get(name)
        if name.startswith(_TTS):
            text = f"[anki:tts lang={name.removeprefix(_TTS)}]{text}[/anki:tts]"
        elif work:
            text = work(text, place)
        else:
            break
    return text


def _typed(filters: Sequence[str]) -> Sequence[str]:
    """`type` takes the place of all filters; only `type:cloze` and `type:nc` differ from it."""
    if not filters or filters[-1] != "type":
        return filters
    return ("type:" + filters[0],) if len(filters) == 2 and filters[0] in ("cloze", "nc") else ("type",)


def _hint(text: str, place: Place) -> str:
    """A link that shows the text. The id is not the one Anki computes; it only ties both together."""
    if not text.strip():
        return text
    name = "hint" + digest([text, place.field])[:16]
    return f"""
<a class=hint href="#"
onclick="this.style.display='none';
document.getElementById('{name}').style.display='block';
return false;" draggable=false>
{place.field}</a>
<div id="{name}" class=hint style="display: none">{text}</div>
"""


def _ruby(text: str, shape: str) -> str:
    def word(found: re.Match[str]) -> str:
        is_sound = found["reading"].startswith("sound:")
        return found.group() if is_sound else shape.format(word=found["word"], reading=found["reading"])

    return _RUBY.sub(word, text.replace("&nbsp;", " "))


_FILTERS: Mapping[str, Callable[[str, Place], str]] = {
    "": lambda text, _: text,
    "text": lambda text, _: decoded(without_tags(text)),
    "cloze": lambda text, place: cloze(text, place.number, is_front=place.is_front),
    "cloze-only": lambda text, place: cloze_only(text, place.number, is_front=place.is_front),
    "furigana": lambda text, _: _ruby(text, "<ruby><rb>{word}</rb><rt>{reading}</rt></ruby>"),
    "kana": lambda text, _: _ruby(text, "{reading}"),
    "kanji": lambda text, _: _ruby(text, "{word}"),
    "hint": _hint,
    "type": lambda _, place: f"[[type:{place.field}]]",
    "type:cloze": lambda _, place: f"[[type:cloze:{place.field}]]",
    "type:nc": lambda _, place: f"[[type:nc:{place.field}]]",
}
