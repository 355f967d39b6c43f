"""One file of the project as it was at a git revision."""

import shutil
import subprocess
from pathlib import Path


class GitFaultError(ValueError):
    """Git cannot give the file; the message says why."""


def file_at(root: Path, revision: str, name: str) -> bytes:
    """The bytes of `name` in the folder `root` at a revision: a tag, a branch, a commit, `HEAD~2`. Raises `GitFaultError`."""
    if revision.startswith("-"):
        raise GitFaultError("a revision does not begin with `-`")
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found.returncode != 0:
        said = found.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise GitFaultError(said[0].removeprefix("fatal: ") if said else f"there is no revision {revision}")
    shown = _git(root, "show", f"{found.stdout.decode('ascii').strip()}:./{name}")
    if shown.returncode != 0:
        raise GitFaultError(f"the revision has no {name} here")
    return shown.stdout


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise GitFaultError("there is no git on this machine")
    return subprocess.run([program, "-C", str(root), *arguments], capture_output=True, check=False)
