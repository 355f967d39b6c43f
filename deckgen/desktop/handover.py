"""Starts Anki with a file and lets go of it. An Anki that runs already is told by the one started, which then ends.

What the real program does with several files: each opens one more import dialog above the last, and all stay until they are
answered. But two Ankis that start at the same moment may not notice each other. So the next file waits until the last command has
ended, which says that a running Anki has the file, or until an Anki that starts has had time to listen.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from deckgen.desktop.programs import Anki
from deckgen.errors import DeckgenError

START_SECONDS = 15.0
"""What a cold start may take until Anki listens; 1 to 2 s where it was measured."""
_SETTLE_SECONDS = 2.0
"""How long to watch whether the program fails at once."""
_HINT = (
    "is it installed (https://apps.ankiweb.net)? `--dry-run` prints the command to try; `--anki` names another program"
)


def hand_over(anki: Anki, files: Sequence[Path], start_seconds: float = START_SECONDS) -> Iterator[tuple[str, ...]]:
    """Open the files one after another; yields each command once it is under way. `DeckgenError` if Anki does not start."""
    commands = anki.commands([str(file) for file in files])
    for number, command in enumerate(commands, start=1):
        process = _start(anki, command)
        took_it = process is not None and _ended(process, command, _SETTLE_SECONDS)
        yield command
        if number == len(commands):
            return
        if process is None or anki.registered:
            time.sleep(start_seconds)
        elif not took_it:
            _ended(process, command, start_seconds)


def _start(anki: Anki, command: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """The process, free of this terminal and of deckgen's end; None where Windows starts it."""
    try:
        if sys.platform == "win32" and anki.registered:
            os.startfile(command[-1])  # noqa: S606
            return None
        return _detached(command)
    except OSError as error:
        raise DeckgenError(f"Anki does not start: {error.strerror or error}", hint=_HINT) from None


def _detached(command: Sequence[str]) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, creationflags=flags)
    return subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)


def _ended(process: subprocess.Popen[bytes], command: Sequence[str], seconds: float) -> bool:
    """Whether the process ends well within the time. `DeckgenError` if it ends badly."""
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    if code:
        raise DeckgenError(f"Anki does not start: `{subprocess.list2cmdline(command)}` ended with {code}", hint=_HINT)
    return True
