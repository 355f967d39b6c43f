"""`build/manifest.json`: what was built, for scripts and for finding outputs that are no longer made."""

import json
from collections.abc import Sequence

from deckgen import __version__
from deckgen.lock import Lock
from deckgen.model import Settings
from deckgen.package.packages import Package


def manifest(settings: Settings, lock: Lock, packages: Sequence[Package]) -> bytes:
    """The manifest; the same for the same packages and lock."""
    data = {
        "deckgen": __version__,
        "namespace": settings.namespace,
        "release": lock.last_release,
        "packages": [
            {
                "path": package.path,
                "topic": package.topic,
                "language": package.language,
                "decks": package.decks,
                "notes": package.notes,
                "cards": package.cards,
                "media": package.media,
                "bytes": len(package.data),
                "sha256": package.sha256,
            }
            for package in packages
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def built_release(text: bytes, namespace: str) -> str | None:
    """The last release an earlier build of the same deck knew, "" for none; None if it was no build of it."""
    try:
        data = json.loads(text)
        return str(data["release"]) if data["packages"] and data["namespace"] == namespace else None
    except (ValueError, KeyError, TypeError):
        return None


def listed_paths(text: bytes) -> tuple[str, ...]:
    """The package paths an earlier manifest names; none if it cannot be read."""
    try:
        rows = json.loads(text)["packages"]
        return tuple(str(row["path"]) for row in rows)
    except (ValueError, KeyError, TypeError):
        return ()
