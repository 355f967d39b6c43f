"""Runs the code of entries, on request only: in a process of its own, in an empty folder, with a time limit."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from deckgen.diagnostics import Diagnostic
from deckgen.kinds.contents import Program
from deckgen.sources import Entry

_PASSED_ON = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
_LAST_LINES = 3
_NO_MODULE = re.compile(r"ModuleNotFoundError: No module named '(?P<name>[^'.]+)")


def run_all(entries: Iterable[Entry]) -> list[Diagnostic]:
    """Run every entry with a program, and report those that fail or print something else.

    A language that cannot be run is an error of the compiler (K301), and its code is not run as another one.
    """
    runnable = [(entry, program) for entry in entries if (program := entry.kind.program(entry.spec))]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        ran = list(pool.map(lambda one: list(_run(*one)), runnable))
    return list(_missing_once([problem for problems in ran for problem in problems]))


def _missing_once(problems: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """A library that is not there is one problem, at the first entry that wants it, however many do."""
    missing: dict[str, list[Diagnostic]] = {}
    for problem in problems:
        found = _NO_MODULE.search(problem.message) if problem.code == "K303" else None
        if found:
            missing.setdefault(found["name"], []).append(problem)
        else:
            yield problem
    for name, wanting in missing.items():
        number = "one entry" if len(wanting) == 1 else f"{len(wanting)} entries"
        message = f"there is no `{name}` to run the code of {number} with"
        yield Diagnostic("K303", message, wanting[0].span, f"install it for this Python: pip install {name}")


def _run(entry: Entry, program: Program) -> Iterator[Diagnostic]:
    place = entry.origin.span(*program.loc)
    try:
        done = _execute(program.source, program.seconds)
    except subprocess.TimeoutExpired:
        yield Diagnostic(
            "K303",
            f"the code of `{entry.id}` runs longer than {program.seconds} s",
            place,
            "raise `run.seconds`, or make it quicker",
        )
        return
    if done.returncode != 0:
        tail = " | ".join(done.stderr.strip().splitlines()[-_LAST_LINES:])
        yield Diagnostic("K303", f"the code of `{entry.id}` fails: {tail}", place)
    elif _lines(done.stdout) != _lines(program.output):
        printed = done.stdout.strip()
        shown = printed if len(printed) <= 200 else printed[:200] + "..."
        yield Diagnostic(
            "K302",
            f"the code of `{entry.id}` prints {shown!r}",
            entry.origin.span(*program.loc, "output"),
            "correct the code or the output",
        )


def _execute(source: str, seconds: int) -> subprocess.CompletedProcess[str]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    with tempfile.TemporaryDirectory(prefix="deckgen-run-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", source], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", start_new_session=True,
        )  # fmt: skip
        try:
            stdout, stderr = process.communicate(timeout=seconds)
        finally:
            _end(process)
    return subprocess.CompletedProcess([], process.returncode, stdout, stderr)


def _end(process: subprocess.Popen[str]) -> None:
    """End the process and all it started; a code that waits for its children must not outlive its time limit."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    if os.name != "nt":  # there a thread of subprocess still reads from them
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
