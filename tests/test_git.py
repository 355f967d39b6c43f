"""Git is asked for objects only: whatever a stranger's repository has in its configuration, nothing of it runs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deckgen.git import GitFaultError, file_at

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")
IDENTITY = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b"}


def git(root: Path, *args: str) -> str:
    environment = {**os.environ, **IDENTITY}
    done = subprocess.run(["git", "-C", str(root), *args], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    git(root, "init", "-q")
    (root / "deckgen.lock").write_text("version = 1\n", encoding="utf-8")
    (root / ".gitattributes").write_text("* diff=evil filter=evil\n", encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "first")
    return root


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "it-ran"


def hostile(root: Path, marker: Path) -> None:
    """Every setting and hook by which git starts programs, each of which would leave a mark."""
    evil = marker.with_name("evil.sh")
    evil.write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
    evil.chmod(0o755)
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc", "fsmonitor-watchman"):
        shutil.copy(evil, root / ".git/hooks" / hook)
    settings = {
        "core.fsmonitor": evil, "core.pager": evil, "core.sshCommand": evil, "core.editor": evil, "core.askPass": evil,
        "core.gitProxy": evil, "core.alternateRefsCommand": evil, "credential.helper": f"!{evil}", "diff.external": evil,
        "diff.evil.textconv": evil, "diff.evil.command": evil, "filter.evil.smudge": evil, "filter.evil.clean": evil,
        "filter.evil.process": evil, "filter.evil.required": "true", "alias.cat-file": f"!{evil}", "alias.rev-parse": f"!{evil}",
        "pager.cat-file": evil, "pager.rev-parse": evil, "gpg.program": evil, "log.showSignature": "true",
        "core.hooksPath": root / ".git/hooks", "protocol.allow": "always", "protocol.ext.allow": "always",
        "remote.origin.url": f"ext::{evil}", "remote.origin.uploadpack": evil, "remote.origin.promisor": "true",
        "remote.origin.vcs": "ext", "remote.origin.fetch": "+refs/heads/*:refs/remotes/origin/*",
        "extensions.partialClone": "origin", "core.repositoryFormatVersion": "1",
    }  # fmt: skip
    for name, value in settings.items():
        git(root, "config", name, str(value))


@pytest.mark.parametrize("revision", ["HEAD", "HEAD~0", "HEAD^{/first}", "@{0}", "refs/heads/none", "0" * 40, "a:b"])
def test_a_hostile_configuration_runs_nothing(repository: Path, marker: Path, revision: str) -> None:
    hostile(repository, marker)
    try:
        assert file_at(repository, revision, "deckgen.lock") == b"version = 1\n"
    except GitFaultError:
        assert revision in {"refs/heads/none", "0" * 40, "a:b"}
    assert not marker.exists()


@pytest.mark.parametrize("missing", ["HEAD", "HEAD^{tree}", "HEAD:deckgen.lock"])
def test_an_object_that_is_missing_is_fetched_from_nowhere(repository: Path, marker: Path, missing: str) -> None:
    """As in a partial clone, whose remote may be a command."""
    name = git(repository, "rev-parse", missing)
    hostile(repository, marker)
    (repository / ".git/objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(GitFaultError):
        file_at(repository, "HEAD", "deckgen.lock")
    assert not marker.exists()


def test_the_trap_would_close_without_these_settings(repository: Path, marker: Path) -> None:
    name = git(repository, "rev-parse", "HEAD:deckgen.lock")
    hostile(repository, marker)
    (repository / ".git/objects" / name[:2] / name[2:]).unlink()
    subprocess.run(["git", "-C", str(repository), "cat-file", "blob", name], capture_output=True, check=False)
    assert marker.exists()


def test_a_git_in_the_project_is_not_the_one_that_is_started(
    repository: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "git").write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
    (repository / "git").chmod(0o755)
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", os.environ["PATH"]]))
    assert file_at(repository, "HEAD", "deckgen.lock") == b"version = 1\n"
    assert not marker.exists()


def test_a_folder_of_the_path_that_cannot_be_looked_into_is_passed_over(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unusable = "/" + "x" * 5000
    monkeypatch.setenv("PATH", os.pathsep.join([unusable, os.environ["PATH"]]))
    assert file_at(repository, "HEAD", "deckgen.lock") == b"version = 1\n"
