"""What a search for Anki needs to know of a computer; a value, so that every platform can be tried on any other."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Machine:
    """One computer. `platform` is `sys.platform`: linux, darwin, win32 or another Unix."""

    platform: str
    environment: Mapping[str, str]
    home: str
    which: Callable[[str], str | None]
    """The program of this name or path, if it can be run."""
    exists: Callable[[str], bool]
    handler: Callable[[str], str]
    """The desktop file that is registered for a MIME type; "" if none is."""


def this_machine() -> Machine:
    """The computer deckgen runs on."""
    return Machine(sys.platform, os.environ, str(Path.home()), shutil.which, os.path.exists, _registered_handler)


def _registered_handler(mime_type: str) -> str:
    ask = shutil.which("xdg-mime")
    if ask is None:
        return ""
    command = [ask, "query", "default", mime_type]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
