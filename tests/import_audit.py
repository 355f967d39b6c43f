"""Import every test module, and print what it does meanwhile besides importing: files it reads, programs it starts.

`python -m tests.import_audit`: a line for each, nothing where all is well. Python forgets no audit hook, hence a process
of its own.
"""

import importlib
import os
import sys
from collections.abc import Iterator
from types import FrameType

import pytest

from tests.repository import ROOT

TESTS = ROOT / "tests"
EVENTS = {"open", "os.listdir", "os.scandir", "subprocess.Popen", "socket.connect"}


def module_names() -> Iterator[str]:
    for path in sorted(TESTS.rglob("test_*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in EVENTS or str(arguments[0]).endswith((".py", ".pyc")):
        return
    frame = sys._getframe(1)
    while frame.f_code.co_name != "<module>" and not frame.f_code.co_filename.startswith("<frozen importlib"):
        if frame.f_back is None:
            return
        frame = frame.f_back
    _tell(frame, event, arguments[0])


def _tell(frame: FrameType, event: str, what: object) -> None:
    """Only of a test module itself: what it imports may read its own files."""
    path = frame.f_code.co_filename
    if path.startswith(str(TESTS)) and "test_" in path.rpartition(os.sep)[2]:
        print(f"{path}:{frame.f_lineno}: {event} {what}")


if __name__ == "__main__":
    names = list(module_names())
    sys.addaudithook(_watch)
    for name in names:
        try:
            importlib.import_module(name)
        except pytest.skip.Exception:
            continue
