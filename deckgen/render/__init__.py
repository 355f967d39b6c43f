"""Room 2: entries to HTML.

1. each entry is taken once for every language it is written in; 2. its kind turns texts into HTML through `page`
(`markdown`, `scan`, `cloze`, `media`, `svg`); 3. Jinja templates put that into the fields of a note (`fields`).
"""

from collections.abc import Mapping

from deckgen.diagnostics import Diagnostic, Span, errors
from deckgen.model import MediaFile, SourceFile
from deckgen.render.fields import RenderContext, Rendered, render_entry
from deckgen.render.svg import words_of_svg
from deckgen.render.templates import Templates
from deckgen.sources import Draft, Parsed

__all__ = ["Rendered", "render", "unused_media", "words_of_svg"]


def render(
    parsed: Parsed, templates: Mapping[str, SourceFile], media: Mapping[str, MediaFile]
) -> tuple[tuple[Rendered, ...], tuple[Diagnostic, ...]]:
    """All notes' fields in authored order, and everything that went wrong."""
    jinja = Templates(templates)
    context = RenderContext(parsed.settings, parsed.topics, parsed.references, media, jinja)
    rendered = tuple(render_entry(entry, language, context) for entry in parsed.entries for language in entry.languages)
    problems = [problem for one in rendered for problem in one.diagnostics]
    return rendered, (*problems, *jinja.problems)


def unused_media(
    media: Mapping[str, MediaFile], rendered: tuple[Rendered, ...], drafts: tuple[Draft, ...] = ()
) -> tuple[Diagnostic, ...]:
    """Pictures and sounds no note or draft shows: they are not packed, and are most likely a misspelt reference."""
    if any(errors(one.diagnostics) for one in rendered):  # a file that is refused is used all the same
        return ()
    used = {file.path for one in rendered for file in one.media.values()}
    hint = "refer to it, or remove the file"
    return tuple(
        Diagnostic("M007", "nothing uses this file; it is not packed", Span(path), hint)
        for path in media
        if path not in used and not any(draft.mentions(path.rpartition("/")[2]) for draft in drafts)
    )
