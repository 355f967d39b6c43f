"""Topic, section and tags of notes that deckgen made itself, which their tags and the name of their deck say."""

import re
from collections.abc import Sequence

from deckgen.apkg import PackedNote
from deckgen.ids import fit_slug, slug_of


def topic_of_tags(notes: Sequence[PackedNote], title: str) -> tuple[str, str]:
    """Prefix and topic, from the tags that all notes of a deck have: `<prefix>::<topic>` or `<prefix>::<topic>::<section>`."""
    namespace = notes[0].notetype.name.rpartition("· ")[2]
    for prefix in (f"{namespace}::", ""):
        common = _common_names(notes, prefix)
        if common:
            wanted = slug_of(title)
            return prefix, wanted if wanted in common else common[0]
    return "", slug_of(title) or "topic"


def _common_names(notes: Sequence[PackedNote], prefix: str) -> list[str]:
    found: list[set[str]] = []
    for note in notes:
        tags = [tag.removeprefix(prefix) for tag in note.tags if tag.startswith(prefix)]
        found.append({tag.split("::")[0] for tag in tags})
    common = set.intersection(*found) if found else set()
    slugs = (name for name in common if name and fit_slug(name) == name)
    return sorted(slugs, key=lambda name: (-sum(_sections(note, prefix, name) for note in notes), name))


def _sections(note: PackedNote, prefix: str, name: str) -> int:
    return sum(1 for tag in note.tags if tag.startswith(f"{prefix}{name}::"))


def section_and_tags(note: PackedNote, prefix: str, topic: str) -> tuple[str, list[str]]:
    """The section, and the tags that are left."""
    place, section, rest = f"{prefix}{topic}", "", []
    for tag in note.tags:
        if tag == place:
            continue
        below = tag.removeprefix(f"{place}::")
        if below != tag and not section and fit_slug(below) == below:
            section = below
        else:
            rest.append(tag.removeprefix(prefix))
    return section, rest


def deck_title(deck: str) -> str:
    """`Clip` of `Project::03 Clip`."""
    return re.sub(r"^\d+ ", "", deck.split("::")[-1])
