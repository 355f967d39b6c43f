"""Checks of texts that every file shares: the right languages, and no characters that deckgen itself uses as marks."""

from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic, Span
from deckgen.model import Language, Settings, Text
from deckgen.sources.characters import NONCHARACTERS
from deckgen.sources.positions import Document, Loc


def unknown_language(language: str, settings: Settings, span: Span) -> Diagnostic:
    """A tag that the project does not have, or has no longer."""
    renamed = next((new for new, former in settings.former_languages.items() if language in former), None)
    if renamed:
        return Diagnostic("E008", f"the language `{language}` is called `{renamed}` now", span, f"write `{renamed}`")
    known = ", ".join(settings.languages)
    return Diagnostic("E008", f"the project has no language `{language}`", span, f"languages in deckgen.toml: {known}")


def text_problems(
    text: Text, document: Document, loc: Loc, settings: Settings, wanted: tuple[Language, ...]
) -> Iterator[Diagnostic]:
    """`wanted` are the languages this text must have."""
    for language, version in text.versions.items():
        if language and language not in settings.languages:
            yield unknown_language(language, settings, document.key_span((*loc, language)))
        if found := NONCHARACTERS.search(version):
            message = f"the text holds U+{ord(found.group()):04X}, which is no character"
            yield Diagnostic("X005", message, document.span((*loc, *text.way(Language(language)))))
    if not text.is_plain:
        missing = [language for language in wanted if not _is_there(language, text, settings)]
        if missing:
            hint = "add it, or say `languages: [...]` on the entry if it exists in some languages only"
            yield Diagnostic("E007", f"`{loc[-1]}` has no text in {', '.join(missing)}", document.span(loc), hint)


def _is_there(language: Language, text: Text, settings: Settings) -> bool:
    """Whether there is a version, if only under a tag that the language had before, which is reported already."""
    return any(tag in text.versions for tag in (language, *settings.former_languages.get(language, ())))


def texts_in(value: object, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[Text, tuple[str | int, ...]]]:
    """Every text inside a schema model, with the way to it."""
    if isinstance(value, Text):
        yield value, loc
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts_in(item, (*loc, index))
    elif fields := getattr(type(value), "model_fields", None):
        for name in fields:
            yield from texts_in(getattr(value, name), (*loc, name))
