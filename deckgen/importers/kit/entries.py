"""What an importer makes of one note: the keys of an entry, or why there is none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from deckgen.importers.kit.building import problems_in
from deckgen.importers.kit.keys import one_line
from deckgen.importers.kit.model import ImportedEntry, Item, ItemOutcome, shortened
from deckgen.importers.kit.plain import escaped


@dataclass(frozen=True, slots=True)
class NoteKeys:
    """The keys of an entry as in YAML. `missing` says why it is a draft, `skipped` why there is no entry at all."""

    keys: Mapping[str, object] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    missing: str = ""
    skipped: str = ""
    id: str = ""
    remarks: tuple[str, ...] = ()
    title: str = ""
    """The question in words, where its Markdown does not read well as such."""

    @property
    def question(self) -> str:
        return str(self.keys.get("text") or self.keys.get("front") or "")

    @property
    def asks(self) -> bool:
        """Whether there is a question; kinds that draw a table, code or a picture can do without its words."""
        return bool(self.question.strip()) or self.keys.get("kind", "qa") not in {"qa", "cloze"}


def labelled(label: str, text: str) -> str:
    """A text with the name of its field before it: on the same line, unless the text is more than one paragraph."""
    name = escaped(one_line(label), raw_html=True)
    if not name:
        return text
    is_short = "\n\n" not in text and re.match(r"(?![-+>#|`~]|\d+[.)]\s)", text)
    return f"**{name}:** {text}" if is_short else f"**{name}:**\n\n{text}"


def imported_entry(note: NoteKeys, place: str, text: str, guid: str = "") -> tuple[ImportedEntry | None, Item]:
    """The entry, and the line of the report about it. `text` says what the note is where it has no question."""
    shown = shortened(note.title or note.question or text)
    skipped = note.skipped or ("" if note.asks else "the question side is empty")
    if skipped:
        return None, Item(place, shown, ItemOutcome.SKIPPED, skipped)
    missing = note.missing or "; ".join(dict.fromkeys(_text_problems(note.keys)))
    lost = f"without {', '.join(note.lost)}" if note.lost else ""
    detail = "; ".join(part for part in (missing, lost, *note.remarks) if part)
    written = {name: value for name, value in note.keys.items() if not isinstance(value, str) or value.strip()}
    keys = {**written, "draft": True} if missing else written
    outcome = ItemOutcome.DRAFT if missing else ItemOutcome.ENTRY
    return ImportedEntry(place, keys, note.title or note.question, note.id, guid), Item(place, shown, outcome, detail)


def _text_problems(keys: Mapping[str, object]) -> Iterator[str]:
    """What would stop a build: such an entry is kept as a draft."""
    for name in ("front", "back", "text", "extra", "pitfall", "context"):
        text = keys.get(name)
        if isinstance(text, str):
            yield from problems_in(text, cloze=name == "text")
