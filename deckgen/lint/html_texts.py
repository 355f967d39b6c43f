"""The HTML in the texts of a project that allows it."""

from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.lint.edition import Edition, Passage, edition_of
from deckgen.markup.prose import prose
from deckgen.render.raw_html import Tag, tags_in


def texts_with_tags(compilation: Compilation) -> Iterator[tuple[Edition, Passage, list[Tag]]]:
    """Every text that has HTML tags, with its tags; nothing where the project has not set `raw_html`."""
    if not compilation.parsed.settings.raw_html:
        return
    for entry in compilation.parsed.entries:
        for language in entry.languages:
            edition = edition_of(entry, language)
            for passage in edition.texts:
                if "<" in passage.text and (tags := tags_in(prose(passage.text))):
                    yield edition, passage, tags
