"""The section of a deck release in the project's CHANGELOG.md."""

import re

from deckgen.release.summary import ReleaseSummary
from deckgen.render.documents import render_document

MARK = "<!-- deckgen: releases of the decks go below this line -->"
_TITLE = "# Changelog\n\n"


def has_release(changelog: str, version: str) -> bool:
    """Whether it has a section of this release below the mark."""
    return bool(re.search(rf"(?m)^## Decks {re.escape(version)} ", changelog.partition(MARK)[2]))


def with_release(changelog: str, release: ReleaseSummary) -> str:
    """The changelog with this release's section below the mark; a section of the same version is replaced."""
    section = render_document("deckgen.release", "changelog_section.md.j2", {"release": release})
    text = changelog or _TITLE
    if MARK not in text:
        text = text.rstrip("\n") + f"\n\n{MARK}\n"
    before, after = text.split(MARK, 1)
    after = re.sub(rf"(?ms)^## Decks {re.escape(release.version)} .*?(?=^## |\Z)", "", after)
    rest = after.strip("\n")
    return f"{before}{MARK}\n\n{section}" + (f"\n{rest}\n" if rest else "")
