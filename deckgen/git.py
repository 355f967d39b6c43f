"""One file of the project at a git revision, and its history: the only place that calls git.

A repository may come from a stranger, with its `.git/config`: whatever in that could start a program or reach a network is off, and
only commands are used that look up objects and the index. Git's settings of the user and the machine stay as they are.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 60
_OFF = (
    "core.fsmonitor=false", f"core.hooksPath={os.devnull}", f"core.attributesFile={os.devnull}", "core.sshCommand=false",
    "core.gitProxy=", "core.askPass=", "core.alternateRefsCommand=false", "core.editor=false", "core.pager=cat",
    "credential.helper=", "diff.external=", "gc.auto=0", "maintenance.auto=false", "log.showSignature=false", "gpg.program=false",
    "protocol.allow=never", "submodule.recurse=false", "safe.bareRepository=explicit",
)  # fmt: skip
"""Settings that are stronger than those of the repository."""
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # no way to another repository, also none that the configuration allows by name
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_ASKPASS": "",
    "LC_ALL": "C",
}


class GitFaultError(ValueError):
    """Git cannot give the file; the message says why."""


def file_at(root: Path, revision: str, name: str) -> bytes:
    """The bytes of `name` in the folder `root` at a revision: a tag, a branch, a commit, `HEAD~2`. Raises `GitFaultError`."""
    if revision.startswith("-"):
        raise GitFaultError("a revision does not begin with `-`")
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode != 0:
        said = found.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise GitFaultError(said[0].removeprefix("fatal: ") if said else f"there is no revision {revision}")
    commit = found.stdout.decode("ascii").split()[-1]
    shown = _git(root, "cat-file", "blob", f"{commit}:./{name}")
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
    program = next(_programs(), None)
    if program is None:
        raise GitFaultError("there is no git on this machine")
    settings = [part for setting in _OFF for part in ("-c", setting)]
    command = [program, "--no-pager", *settings, "-C", str(root), *arguments]
    try:
        return subprocess.run(
            command, env={**os.environ, **_ENVIRONMENT}, stdin=subprocess.DEVNULL, capture_output=True, check=False,
            timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise GitFaultError(f"git does not answer within {_SECONDS} seconds") from None


def _programs() -> Iterator[str]:
    """Git in the folders of PATH, and never in the current one, which on Windows would come first."""
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        program = Path(folder) / name
        with contextlib.suppress(OSError):  # a folder of PATH that is closed to us holds no git for us
            if program.is_absolute() and program.is_file() and os.access(program, os.X_OK):
                yield str(program)
