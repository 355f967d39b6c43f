"""Room 5: notes and plan to packages.

1. `packages` says which notes go into which file; 2. `anki_package` makes the collection through genanki, with the lock's times;
`database` makes its file; 3. `archive` zips it, byte-stable; 4. `manifest` lists what was made.
"""

from deckgen.package.manifest import built_release, listed_paths, manifest
from deckgen.package.packages import Package, make_packages
from deckgen.package.search import search_by_id, search_in_deck, within_decks

__all__ = [
    "Package",
    "built_release",
    "listed_paths",
    "make_packages",
    "manifest",
    "search_by_id",
    "search_in_deck",
    "within_decks",
]
