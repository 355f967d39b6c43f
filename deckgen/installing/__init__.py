"""Room: where this deckgen was installed from. The one place that knows; nothing is to be rewritten when that changes.

pip writes down (PEP 610) whether a distribution came from an address, a folder or a file; one that came from an index has no such
note. So what a new project installs is always where its author's deckgen came from:

- from an index: the distribution's name and version;
- from an address, such as a git repository: that address;
- from a checkout or a wheel on this machine, which nobody else can reach: a wheel of the running deckgen inside the project.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from deckgen import __version__
from deckgen.installing.own_wheel import own_wheel

DISTRIBUTION = "anki-deckgen"
REAL_ANKI = 'pip install "anki>=24.11"'
"""Brings what `deckgen verify` needs into the environment of deckgen: the same as the extra `verify`."""
FROM_A_CHECKOUT = 'pip install ".[verify]"'
"""What pages tell a reader to type in a checkout. It stays true wherever else deckgen can be had."""
_KEPT_IN = ".deckgen"
_PACKAGE = Path(__file__).parents[1]
_FIRST_PAGES = (_PACKAGE / "docs" / "index.md", _PACKAGE.parent / "docs" / "index.md")
"""In a wheel, and in a checkout."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What pip is given in a new project, and the files that this needs there."""

    requirement: str
    files: Mapping[str, bytes]


def supply() -> Supply:
    """How a new project gets the deckgen that started it, with real Anki."""
    try:
        installed = distribution(DISTRIBUTION)
    except PackageNotFoundError:  # run from its sources, and never installed
        return _named(__version__)
    note = json.loads(installed.read_text("direct_url.json") or "null")
    if note is None:
        return _named(installed.version)
    if note["url"].startswith("file:"):
        return _carried(installed)
    return Supply(f"{DISTRIBUTION}[verify] @ {_address(note)}", {})


def documentation() -> str:
    """Where the documentation begins: its address if the distribution names one, or its first page on this machine."""
    try:
        rows = distribution(DISTRIBUTION).metadata.get_all("Project-URL") or []
    except PackageNotFoundError:
        rows = []
    addresses = (row.removeprefix("Documentation, ") for row in rows if row.startswith("Documentation, "))
    return next(addresses, None) or str(next((page for page in _FIRST_PAGES if page.is_file()), _FIRST_PAGES[0]))


def _named(version: str) -> Supply:
    return Supply(f"{DISTRIBUTION}[verify]=={version}", {})


def _address(note: Mapping[str, Mapping[str, str]]) -> str:
    if source := note.get("vcs_info"):
        return f"{source['vcs']}+{note['url']}@{source['commit_id']}"
    return str(note["url"])


def _carried(installed: Distribution) -> Supply:
    name, data = own_wheel(installed)
    return Supply(f"./{_KEPT_IN}/{name}[verify]", {f"{_KEPT_IN}/{name}": data})
