"""`deckgen ...` in a process of its own that starts within milliseconds: for tests that kill it, or run several at once.

A server of multiprocessing imports deckgen once and forks for each command. A test of what an interpreter reads at its start
(hash seed, locale) needs a cold one. This module imports neither pytest nor deckgen: every process that is forked loads it.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

COMMANDS = ("build", "check", "import_", "init", "release")
"""The modules of the commands that tests start in this way; any other one works, and takes longer."""
LATE = ("deckgen.build", "deckgen.compiler", "deckgen.package", "deckgen.project")
"""What commands import when they need it."""
CAPABILITIES = 0x2008_0522
"""The version of Linux's capset() that takes two sets of three words."""


@dataclass(frozen=True, slots=True)
class Command:
    """What the process does, and what becomes of it."""

    arguments: tuple[str, ...]
    folder: Path
    env: Mapping[str, str]
    said: Path
    """Where it writes what it says; errors, too."""
    dies_at: int = 0
    """It is killed before its n-th call of one of `steps`; 0 for never."""
    steps: tuple[str, ...] = ()
    """Names of functions of `os`."""
    as_a_user: bool = False
    """Root without what makes root root: it may read no more than its files' modes say."""


@dataclass(frozen=True, slots=True)
class Running:
    """A command that has started."""

    command: Command
    process: ForkServerProcess

    def kill(self) -> None:
        self.process.kill()

    def wait(self) -> CompletedProcess[str]:
        """Its exit code, negative for a signal; what it said is in `stdout`."""
        self.process.join()
        code = self.process.exitcode
        assert code is not None
        said = self.command.said.read_text(encoding="utf-8")
        self.command.said.unlink()
        self.process.close()
        return CompletedProcess(["deckgen", *self.command.arguments], code, said, "")


def start(arguments: Sequence[str], folder: Path, env: Mapping[str, str] | None = None, **more: Any) -> Running:
    """Start `deckgen ...` in a folder. `env` is added to this process's environment, `more` are fields of `Command`."""
    descriptor, said = tempfile.mkstemp(suffix=".said")
    os.close(descriptor)
    command = Command(tuple(arguments), folder, {**os.environ, "NO_COLOR": "1", **(env or {})}, Path(said), **more)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["deckgen.cli", *(f"deckgen.cli.{name}" for name in COMMANDS), *LATE])
    process = context.Process(target=_run, args=(command,))
    process.start()
    return Running(command, process)


def run(
    arguments: Sequence[str], folder: Path, env: Mapping[str, str] | None = None, **more: Any
) -> CompletedProcess[str]:
    """The same, to its end."""
    return start(arguments, folder, env, **more).wait()


# -- in the process that was forked -------------------------------------------------------------------------------------


def _run(command: Command) -> None:
    from deckgen.cli import main

    os.chdir(command.folder)
    os.environ.clear()
    os.environ.update(command.env)
    _say_into(command.said)
    sys.argv = ["deckgen", *command.arguments]
    calls = iter(range(1, sys.maxsize))
    for name in command.steps:
        setattr(os, name, _dying(getattr(os, name), calls.__next__, command.dies_at))
    if command.as_a_user and os.geteuid() == 0:
        _give_up_capabilities()
    main()


def _say_into(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(descriptor, stream.fileno())
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    os.close(descriptor)


def _dying(real: Callable[..., Any], count: Callable[[], int], last: int) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        if count() == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    return call


def _give_up_capabilities() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset((ctypes.c_uint32 * 2)(CAPABILITIES, 0), (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "capset")
