"""A wheel of the deckgen that is running, made from its own files: the same ones give the same bytes."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_WHEEL = "Wheel-Version: 1.0\nGenerator: deckgen\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_AT_THE_TOP = ("templates",)
"""What a checkout keeps beside the package and a wheel in it."""
_COPIED = ("METADATA", "entry_points.txt")


def own_wheel(installed: Distribution) -> tuple[str, bytes]:
    """Its file name, and its bytes."""
    stem = f"{installed.metadata['Name'].replace('-', '_')}-{installed.version}"
    described = f"{stem}.dist-info"
    files = dict(_package_files())
    files |= {f"{described}/{name}": (installed.read_text(name) or "").encode() for name in _COPIED}
    files[f"{described}/WHEEL"] = _WHEEL.encode()
    files[f"{described}/RECORD"] = _record(files, f"{described}/RECORD")
    return f"{stem}-py3-none-any.whl", _packed(files)


def _package_files() -> Iterator[tuple[str, bytes]]:
    yield from _files_below(_PACKAGE, "deckgen")
    for name in _AT_THE_TOP:
        if not (_PACKAGE / name).is_dir():
            yield from _files_below(_PACKAGE.parent / name, f"deckgen/{name}")


def _files_below(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        way = path.relative_to(folder)
        if path.is_file() and "__pycache__" not in way.parts and not way.name.startswith("."):
            yield f"{prefix}/{way.as_posix()}", path.read_bytes()


def _record(files: Mapping[str, bytes], own_name: str) -> bytes:
    rows = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in files.items()]
    return "".join(f"{row}\n" for row in (*rows, f"{own_name},,")).encode()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _packed(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
