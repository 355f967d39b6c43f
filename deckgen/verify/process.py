"""Runs the worker in a Python of its own and brings back its answer."""

import json
import subprocess
import sys
from pathlib import Path

from deckgen.errors import DeckgenError
from deckgen.installing import REAL_ANKI
from deckgen.verify.worker.protocol import EXIT_NO_ANKI, Answer, Request

WORKER = Path(__file__).parent / "worker"
TAIL = 20


def run_worker(request: Request, *, python: Path | None, timeout: float) -> Answer:
    # Another interpreter must not find this one's packages through PYTHONPATH; our own may need just that.
    command = [sys.executable] if python is None else [str(python), "-I"]
    try:
        done = subprocess.run(
            [*command, str(WORKER)], input=json.dumps(request).encode("ascii"), capture_output=True, timeout=timeout
        )
    except subprocess.TimeoutExpired as error:
        raise DeckgenError(f"real Anki did not finish in {timeout:g} seconds") from error
    except OSError as error:
        raise DeckgenError(f"can't start {command[0]}: {error.strerror}") from error
    if done.returncode == EXIT_NO_ANKI:
        raise DeckgenError("real Anki is not installed", hint=REAL_ANKI)
    if done.returncode != 0:
        raise DeckgenError(f"real Anki crashed (exit code {done.returncode}):\n{_tail(done.stderr)}")
    return _parse(done.stdout)


def _parse(stdout: bytes) -> Answer:
    try:
        answer: Answer = json.loads(stdout)
    except ValueError as error:
        raise DeckgenError(f"real Anki gave no answer that can be read: {_tail(stdout)}") from error
    return answer


def _tail(output: bytes) -> str:
    return "\n".join(output.decode("utf-8", "replace").splitlines()[-TAIL:])
