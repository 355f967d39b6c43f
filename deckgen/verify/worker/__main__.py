"""Reads one request from stdin, writes one answer to stdout and nothing else there."""

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType


def main() -> int:
    stdout = os.dup(1)
    os.dup2(2, 1)  # Anki's Python and Rust both print now and then: that is talk, so it goes to stderr
    _name_siblings(Path(__file__).resolve().parent)
    from deckgen.verify.worker.protocol import EXIT_NO_ANKI

    if importlib.util.find_spec("anki") is None:
        return EXIT_NO_ANKI
    from deckgen.verify.worker.answer import answer

    result = answer(json.load(sys.stdin))
    with os.fdopen(stdout, "w", encoding="ascii") as out:
        json.dump(result, out)
    return 0


def _name_siblings(folder: Path) -> None:
    """Give the modules beside this one their absolute names without importing deckgen or widening `sys.path`.

    The real packages would need deckgen's requirements, and its site-packages could bring a second `anki`.
    """
    parents = {"deckgen": folder.parents[1], "deckgen.verify": folder.parent, "deckgen.verify.worker": folder}
    for name, path in parents.items():
        if name not in sys.modules:
            package = ModuleType(name)
            package.__path__ = [str(path)]
            sys.modules[name] = package


if __name__ == "__main__":
    sys.exit(main())
