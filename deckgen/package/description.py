"""The text learners see on a deck's page in Anki."""

from html import escape

from deckgen.lock import Lock, pending
from deckgen.model import Language, Topic
from deckgen.sources import Parsed


def deck_description(parsed: Parsed, lock: Lock, topic: Topic, language: Language) -> str:
    """Description, version, licence, authors and homepage of a deck, as HTML. Depends on sources and lock only."""
    settings = parsed.settings
    lines = [escape(topic.description.in_language(language)), version_line(lock)]
    lines.append(" · ".join(escape(part) for part in (settings.license, ", ".join(settings.authors)) if part))
    if settings.homepage:
        lines.append(f'<a href="{escape(settings.homepage)}">{escape(settings.homepage)}</a>')
    return "<br>".join(line for line in lines if line)


def version_line(lock: Lock) -> str:
    """`Version 1.2.0`, or what is built after it."""
    if not lock.last_release:
        return "unreleased"
    return f"Version {lock.last_release}" + ("" if pending(lock).is_empty else " + unreleased changes")
