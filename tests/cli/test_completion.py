"""Completion in shells."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deckgen.cli import COMMANDS
from deckgen.cli.completion import SHELLS


def deckgen(*args: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("deckgen")
    command = [str(program)] if program.exists() else [sys.executable, "-m", "deckgen"]
    return subprocess.run(
        [*command, *args], env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_a_script_that_asks_deckgen(shell: str) -> None:
    done = deckgen("completion", shell)
    assert done.returncode == 0, done.stderr
    assert f"_DECKGEN_COMPLETE={shell}_complete" in done.stdout


def test_the_script_completes_commands() -> None:
    asked = {"_DECKGEN_COMPLETE": "bash_complete", "COMP_WORDS": "deckgen ", "COMP_CWORD": "1"}
    offered = {line.partition(",")[2] for line in deckgen(env=asked).stdout.splitlines()}
    assert set(COMMANDS) <= offered


def test_the_script_completes_options() -> None:
    asked = {"_DECKGEN_COMPLETE": "bash_complete", "COMP_WORDS": "deckgen build --lo", "COMP_CWORD": "2"}
    assert "plain,--locked" in deckgen(env=asked).stdout
