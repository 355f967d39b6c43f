"""`deckgen ...` in the process of the tests: what a test says of a command's words, files and exit code needs no new interpreter.

Starting one takes half a second of processor time. A test that is about processes (signals, pipes, hash seeds, two at
once) starts one.
"""

import gc
import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from deckgen.cli import main

AT_START = ("PYTHON", "LC_", "LANG", "TZ")
"""How the names of variables begin that an interpreter or its C library reads at its start and never again."""
PLAIN = {"NO_COLOR": "1"}


def run_here(arguments: Sequence[str], folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What the command prints and its exit code; folder and environment are as before afterwards."""
    late = [name for name in env if name.startswith(AT_START)]
    assert not late, f"only a new process would see {late}: use run_apart"
    out, err = _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch, Path(os.devnull).open(encoding="utf-8") as nothing:
        patch.chdir(folder)
        for name, value in {**PLAIN, **env}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["deckgen", *arguments])
        for name, stream in {"stdin": nothing, "stdout": out, "stderr": err}.items():
            patch.setattr(sys, name, stream)
        code = _exit_code()
    return subprocess.CompletedProcess(["deckgen", *arguments], code, _text(out), _text(err))


def run_apart(arguments: Sequence[str], folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    environment = {**os.environ, **PLAIN, "PYTHONIOENCODING": "utf-8", **env}
    command = [sys.executable, "-m", "deckgen", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def _exit_code() -> int:
    collecting = gc.isenabled()
    try:
        with pytest.raises(SystemExit) as end:
            main()
    finally:
        if collecting:
            gc.enable()  # a command turns it off, since its process ends soon
    assert isinstance(end.value.code, int)
    return end.value.code


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    """With the line ends that `text=True` of subprocess gives."""
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
