"""Environments beside the usual one, in .venvs/: other Pythons, the newest and the oldest releases of everything.

python -m tests.environments pythons [-- PYTEST...]   every Python that pyproject.toml declares and this machine has
python -m tests.environments newest  [-- PYTEST...]   the newest releases of all dependencies
python -m tests.environments oldest  [-- PYTEST...]   the oldest that pyproject.toml allows, with the oldest Python
python -m tests.environments lock                     renew requirements/*.txt
python -m tests.environments add                      put into requirements/*.txt what pyproject.toml names anew
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.repository import ROOT

FOLDER = ROOT / ".venvs"
LOCKED = ROOT / "requirements" / "development.txt"
SETS: Mapping[str, tuple[str, ...]] = {
    "development": ("--group", "dev", "--extra", "verify"),
    "runtime": ("--group", "build", "--constraints", "requirements/development.txt"),
}
"""Name of a file in requirements/ to what it holds besides the dependencies. The second is a part of the first."""
_UV = (sys.executable, "-m", "uv")
_EVERYTHING = ("--editable", ".[verify]", "--group", "dev")


def main(arguments: Sequence[str]) -> int:
    what, *more = arguments or ("",)
    if what not in COMMANDS:
        sys.exit(__doc__)
    return COMMANDS[what]([one for one in more if one != "--"])


def lock(_: Sequence[str]) -> int:
    """The newest releases of everything, resolved for all systems and Pythons at once, with hashes."""
    return _resolve("--upgrade")


def add(_: Sequence[str]) -> int:
    """The same, but whatever has a version keeps it."""
    return _resolve()


def _resolve(*more: str) -> int:
    oldest = declared_pythons()[0]
    for name, options in SETS.items():
        target = f"requirements/{name}.txt"
        resolving = ("--universal", "--python-version", oldest, "--generate-hashes", "--no-emit-index-url", *more)
        remark = ("--custom-compile-command", "make requirements")
        _call(
            *_UV, "pip", "compile", "--quiet", *resolving, *remark, *options, "pyproject.toml", "--output-file", target
        )
    return 0


def newest(more: Sequence[str]) -> int:
    python = _environment("newest", sys.executable)
    _install(python, "--upgrade", *_EVERYTHING)
    return _test(python, more)


def oldest(more: Sequence[str]) -> int:
    """With the oldest Python: the oldest releases of most libraries are older than the newest Python."""
    python = _environment("oldest", _found(declared_pythons()[0]) or sys.executable)
    _install(python, "--resolution", "lowest-direct", *_EVERYTHING)
    return _test(python, more)


def pythons(more: Sequence[str]) -> int:
    programs = {version: program for version in declared_pythons() if (program := _found(version))}
    absent = [version for version in declared_pythons() if version not in programs]
    codes = {}
    for version, program in programs.items():
        python = _environment(version, program)
        _install(python, "--require-hashes", "--requirement", str(LOCKED))
        _install(python, "--no-deps", "--no-build-isolation", "--editable", ".")
        codes[version] = _test(python, more)
    print()
    for version, code in codes.items():
        print(f"Python {version}: {'passed' if code == 0 else f'failed (pytest says {code})'}")
    if absent:
        print(f"not on this machine: Python {', '.join(absent)}")
    return max(codes.values(), default=1)


def declared_pythons() -> tuple[str, ...]:
    """The versions that pyproject.toml names, oldest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    numbers = re.findall(r":: (3)\.(\d+)$", "\n".join(project["classifiers"]), re.MULTILINE)
    return tuple(f"{major}.{minor}" for major, minor in sorted((int(a), int(b)) for a, b in numbers))


def _found(version: str) -> str | None:
    """A Python of a version: this one, one on PATH, one of pyenv, one that the launcher of Windows knows."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    kept = sorted(pyenv.glob(f"{version}.*/bin/python"), key=lambda path: int("0" + path.parts[-3].split(".")[-1]))
    launcher = [[py, f"-{version}"]] if (py := shutil.which("py")) else []
    for command in ([sys.executable], [f"python{version}"], *([str(path)] for path in reversed(kept)), *launcher):
        if program := _answer(command, version):
            return program
    return None


def _answer(command: Sequence[str], version: str) -> str | None:
    """The path of the interpreter that a command starts, if it is of this version. A shim of pyenv may start none."""
    question = "import sys; print('{}.{}'.format(*sys.version_info)); print(sys.executable)"
    try:
        said = subprocess.run([*command, "-c", question], capture_output=True, text=True, check=False).stdout.split(
            "\n"
        )
    except OSError:
        return None
    return said[1] if said[0] == version else None


def _environment(name: str, program: str) -> str:
    """A new environment and its interpreter."""
    folder = FOLDER / name
    _call(*_UV, "venv", "--quiet", "--clear", "--python", program, str(folder))
    return str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")


def _install(python: str, *what: str) -> None:
    _call(*_UV, "pip", "install", "--quiet", "--python", python, *what)


def _test(python: str, more: Sequence[str]) -> int:
    versions = subprocess.run(
        [*_UV, "pip", "freeze", "--python", python], capture_output=True, text=True, check=True, cwd=ROOT
    )
    print(versions.stdout, flush=True)
    return subprocess.run([python, "-m", "pytest", *(more or ("-n", "auto"))], cwd=ROOT, check=False).returncode


def _call(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}")


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "pythons": pythons, "newest": newest, "oldest": oldest, "lock": lock, "add": add,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
