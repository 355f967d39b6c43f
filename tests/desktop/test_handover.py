"""How files are handed to a program: one by one, and never two to an Anki that is still starting."""

import sys
import time
from pathlib import Path

import pytest

from deckgen.desktop import Anki, hand_over
from deckgen.errors import DeckgenError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program in Anki's place is a shell script")
FILES = [Path("/decks/a.apkg"), Path("/decks/b.apkg")]


def program(folder: Path, script: str) -> str:
    path = folder / "anki"
    path.write_text(script)
    path.chmod(0o755)
    return str(path)


def seconds_until_the_second(anki: Anki, start_seconds: float) -> float:
    commands = hand_over(anki, FILES, start_seconds)
    next(commands)
    started = time.monotonic()
    assert [command[-1] for command in commands] == [str(FILES[1])]
    return time.monotonic() - started


@pytest.mark.slow
def test_the_next_file_waits_while_anki_starts(tmp_path: Path) -> None:
    """The program stays, as an Anki does that was not running."""
    anki = Anki((program(tmp_path, "#!/bin/sh\nexec sleep 8\n"),))
    assert seconds_until_the_second(anki, 3) > 3


def test_a_running_anki_gets_the_next_file_at_once(tmp_path: Path) -> None:
    """The program ends, as an Anki does that has told the running one."""
    anki = Anki((program(tmp_path, "#!/bin/sh\n"),))
    assert seconds_until_the_second(anki, 30) < 10


def test_the_end_of_a_desktops_opener_proves_nothing(tmp_path: Path) -> None:
    anki = Anki((program(tmp_path, "#!/bin/sh\n"),), registered=True)
    assert seconds_until_the_second(anki, 3) > 3


def test_a_file_that_the_system_cannot_run_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DeckgenError, match="Anki does not start: ") as caught:
        list(hand_over(Anki((program(tmp_path, "\x7fELF"),)), FILES))
    assert caught.value.hint
