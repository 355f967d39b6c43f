"""One file of the project as it was at a git revision."""

import shutil
import subprocess
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class FileHistory:
    """What git knows of one file: whether it is staged, in conflict, and which commits changed it, newest first.

    `heads` are HEAD and what is being merged into it; `last_commit` is the time of HEAD.
    """

    staged: bool
    in_conflict: bool
    heads: tuple[str, ...]
    revisions: tuple[str, ...]
    last_commit: int


def history_of(root: Path, name: str, *, at_most: int) -> FileHistory | None:
    """What git knows of `name` in the folder `root`; None where there is no git or no repository."""
    try:
        listed = _git(root, "ls-files", "--stage", "--", name)
    except GitFaultError:
        return None
    if listed.returncode != 0:
        return None
    stages = {line.split(b"\t")[0].split(b" ")[-1] for line in listed.stdout.splitlines()}
    heads = [
        head for head in ("HEAD", "MERGE_HEAD") if _git(root, "rev-parse", "--verify", "--quiet", head).returncode == 0
    ]
    last = _git(root, "log", "-1", "--format=%ct", "HEAD") if heads else None
    # In full: a merge that took one side would hide the other. Where the file is in none of the heads, other branches may have it.
    found = _commits(root, name, at_most, heads) or _commits(root, name, at_most, ["--all"])
    return FileHistory(
        bool(stages),
        bool(stages - {b"0"}),
        tuple(heads),
        found,
        int(last.stdout) if last and last.stdout.strip().isdigit() else 0,
    )


def _commits(root: Path, name: str, at_most: int, of: list[str]) -> tuple[str, ...]:
    if not of:
        return ()
    found = _git(root, "log", "--full-history", f"--max-count={at_most}", "--format=%h", *of, "--", name)
    return tuple(found.stdout.decode("ascii", errors="replace").split()) if found.returncode == 0 else ()


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise GitFaultError("there is no git on this machine")
    return subprocess.run([program, "-C", str(root), *arguments], capture_output=True, check=False)
