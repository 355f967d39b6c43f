"""The HTML of a note's fields: kind templates for the sides, shared ones for context, extra and sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.diagnostics import Diagnostic
from deckgen.model import (
    Html,
    Language,
    MathMacro,
    MediaFile,
    MediaName,
    NotetypeKey,
    Reference,
    Settings,
    Topic,
    TopicName,
)
from deckgen.render.media import TopicMedia
from deckgen.render.page import EntryPage
from deckgen.render.templates import Templates
from deckgen.sources import Entry

FIELD_TEMPLATES: Mapping[NotetypeKey, Mapping[str, str]] = {
    "basic": {
        "context": "_context.html.j2",
        "front": "{kind}/front.html.j2",
        "back": "{kind}/back.html.j2",
        "extra": "_extra.html.j2",
        "source": "_source.html.j2",
    },
    "cloze": {
        "context": "_context.html.j2",
        "text": "{kind}/front.html.j2",
        "extra": "{kind}/back.html.j2",
        "source": "_source.html.j2",
    },
}
"""Field key to the template that fills it. A cloze note has no back of its own: its back template fills `extra`."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One entry in one language: field HTML by key, the media it uses, and what was wrong."""

    entry: Entry
    language: Language
    fields: Mapping[str, Html]
    media: Mapping[MediaName, MediaFile]
    diagnostics: tuple[Diagnostic, ...]
    macros: Mapping[str, MathMacro] = field(default_factory=dict)
    """The macros of the project that its formulas call."""


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What all entries of a project share while they are rendered."""

    settings: Settings
    topics: Mapping[TopicName, Topic]
    references: Mapping[str, Reference]
    media: Mapping[str, MediaFile]
    templates: Templates


def render_entry(entry: Entry, language: Language, context: RenderContext) -> Rendered:
    """Fill the fields of one note."""
    topic = context.topics.get(entry.topic)
    media = TopicMedia(entry.topic, context.media, stored_name=topic.stored_name if topic else None, language=language)
    page = EntryPage(
        entry, language, media, context.settings.raw_html, context.settings.line_breaks, context.settings.macros
    )
    variables = {**_shared_variables(entry, language, page, context), **entry.kind.view(entry.spec, page)}
    fields = {
        key: context.templates.render(template.format(kind=entry.kind.name), variables)
        for key, template in FIELD_TEMPLATES[entry.kind.notetype].items()
    }
    fields["id"] = Html(entry.id)
    if entry.kind.reverse(entry.spec):
        fields["reverse"] = Html("yes")
    macros = {name: context.settings.macros[name] for name in sorted(page.used_macros)}
    return Rendered(entry, language, fields, media.used, tuple(page.problems), macros)


def _shared_variables(
    entry: Entry, language: Language, page: EntryPage, context: RenderContext
) -> Mapping[str, object]:
    spec = entry.spec
    topic = context.topics.get(entry.topic)
    default_context = topic.title.in_language(language) if topic else ""
    return {
        "id": entry.id,
        "kind": entry.kind.name,
        "lang": language,
        "context": page.inline(spec.context, "context") if spec.context else default_context,
        "extra": page.markdown(spec.extra, "extra") if spec.extra else "",
        "pitfall": page.markdown(spec.pitfall, "pitfall") if spec.pitfall else "",
        "sources": [
            {
                "reference": context.references[citation.ref],
                "at": page.inline(citation.at, "source", index, "at") if citation.at else "",
            }
            for index, citation in enumerate(spec.source)
            if citation.ref in context.references
        ],
    }
