"""Writes files so that each is the old one or the new one, whole, whenever the process dies."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> bool:
    """Write `data`, unless the file holds it already. Returns whether anything was written."""
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return True


def remove_leftovers(path: Path) -> None:
    """Remove parts that a killed process left behind: of one file, or of all files below a folder."""
    for part in path.rglob(".*.part") if path.is_dir() else path.parent.glob(f".{path.name}.*.part"):
        with contextlib.suppress(OSError):
            part.unlink()
