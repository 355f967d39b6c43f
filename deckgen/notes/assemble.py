"""Rendered fields to notes."""

from collections.abc import Iterator, Mapping

from deckgen.diagnostics import Diagnostic, errors
from deckgen.model import EntryId, Guid, Html, NotetypeKey, Settings, Topic, TopicName
from deckgen.notes.cardgen import cloze_ordinals, is_blank, normal_ordinals, without_cloze_markup
from deckgen.notes.fingerprint import content_digest, html_digest
from deckgen.notes.identity import guid_of
from deckgen.notes.note import Note, NoteCard, NoteKey, Notetype
from deckgen.render import Rendered

MAX_CARDS = 100


def assemble(
    rendered: tuple[Rendered, ...],
    notetypes: Mapping[NotetypeKey, Notetype],
    settings: Settings,
    topics: Mapping[TopicName, Topic],
) -> tuple[tuple[Note, ...], tuple[Diagnostic, ...]]:
    """All notes in authored order; entries whose notetype is unusable are left out, since that is reported already."""
    problems: list[Diagnostic] = []
    notes: list[Note] = []
    for one in rendered:
        notetype = notetypes.get(one.entry.kind.notetype)
        if notetype is None:
            continue
        note = _note(one, notetype, settings, topics)
        if not errors(one.diagnostics):
            problems += _card_problems(note, one, notetype)
        notes.append(note)
    return tuple(notes), tuple(problems)


def _note(one: Rendered, notetype: Notetype, settings: Settings, topics: Mapping[TopicName, Topic]) -> Note:
    entry = one.entry
    fields = tuple(_stored(field.key, one, notetype) for field in notetype.fields)
    topic = topics.get(entry.topic)
    name = topic.stored_name if topic else entry.topic
    tags = _tags(settings.tag_prefix, name, entry.spec.section, (*(topic.tags if topic else ()), *entry.spec.tags))
    was, was_guid = entry.spec.was, _was_guid(one)
    return Note(
        key=NoteKey(entry.id, one.language),
        topic=entry.topic,
        kind=entry.kind.name,
        notetype=notetype.key,
        fields=fields,
        tags=tags,
        media=one.media,
        cards=_cards(one, notetype, fields),
        guid=was_guid or guid_of(settings.namespace, settings.first_tag(one.language), entry.id),
        content=content_digest(entry, one.language, one.media, one.macros),
        html=html_digest(notetype.key, fields, tags),
        was=EntryId(was) if was else None,
        span=entry.origin.span("id"),
        was_guid=was_guid,
    )


def _was_guid(one: Rendered) -> Guid | None:
    """The guid an author took over from another deck, for the note in this language."""
    guids = one.entry.spec.was_guid or {}
    guid = guids.get(one.language) or guids.get("")
    return Guid(guid) if guid else None


def _tags(prefix: str, topic: str, section: str | None, extra: tuple[str, ...]) -> tuple[str, ...]:
    place = "::".join(part for part in (prefix, topic, section or "") if part)
    return tuple(sorted({place, *(f"{prefix}::{tag}" if prefix else tag for tag in extra)}))


def _stored(key: str, one: Rendered, notetype: Notetype) -> Html:
    """A field as Anki stores it. Deletions belong into the text only: Anki makes cards from those in any field of a cloze note."""
    html = str(one.fields.get(key, ""))
    return Html(without_cloze_markup(html) if notetype.is_cloze and key != "text" else html)


def _cards(one: Rendered, notetype: Notetype, fields: tuple[Html, ...]) -> tuple[NoteCard, ...]:
    if notetype.is_cloze:
        ordinals = cloze_ordinals(fields)
    else:
        named = {field.name: str(value) for field, value in zip(notetype.fields, fields, strict=True)}
        ordinals = normal_ordinals(notetype.templates, named)
    names = one.entry.kind.card_names(one.entry.spec)
    return tuple(NoteCard(ord_, names.get(ord_ + 1, str(ord_ + 1))) for ord_ in ordinals)


def _card_problems(note: Note, one: Rendered, notetype: Notetype) -> Iterator[Diagnostic]:
    if not note.cards:
        yield Diagnostic("A001", f"Anki would make no card from `{note.key.entry}`", note.span)
    if len(note.cards) > MAX_CARDS:
        yield Diagnostic(
            "A003", f"`{note.key.entry}` would make {len(note.cards)} cards, the limit is {MAX_CARDS}", note.span
        )
    sides = ("text",) if notetype.is_cloze else ("front", "back")
    for side in sides:
        if is_blank(one.fields.get(side, Html(""))):
            message = f"the {side} of `{note.key.entry}` would be empty in {note.key.language}"
            yield Diagnostic("A002", message, note.span, "what is written there renders to nothing")
