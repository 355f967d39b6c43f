"""One request, one answer: tries the packages in a new collection and, if there are older ones, in a learner's."""

import tempfile
from pathlib import Path

from anki.buildinfo import version

from deckgen.verify.worker.fresh import try_fresh
from deckgen.verify.worker.protocol import Answer, Request
from deckgen.verify.worker.upgrade import try_upgrade


def answer(request: Request) -> Answer:
    with tempfile.TemporaryDirectory(prefix="deckgen-verify-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        fresh = try_fresh(request["packages"], folder / "fresh")
        return {
            "anki": str(version),
            "fresh": fresh.first,
            "again": fresh.again,
            "repeated": fresh.repeated,
            "cards": fresh.cards,
            "database": fresh.database,
            "notetypes": sorted(fresh.notetypes),
            "second_notetypes": sorted(fresh.second_notetypes),
            "upgrade": try_upgrade(request, fresh, folder / "upgrade") if request["upgrade_from"] else None,
        }
