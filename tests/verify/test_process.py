"""The worker process and what can go wrong with it. None of this needs Anki."""

import sys
import venv
from pathlib import Path

import pytest

from deckgen.errors import DeckgenError
from deckgen.verify import verify_packages


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_an_interpreter_without_anki_is_told_with_the_way_to_install_it(tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    with pytest.raises(DeckgenError, match="not installed") as caught:
        verify_packages([], python=tmp_path / "bare" / "bin" / "python")
    assert caught.value.hint == 'pip install "anki>=24.11"'


def test_a_crash_shows_the_end_of_what_the_worker_said(tmp_path: Path) -> None:
    python = script(tmp_path / "python", "seq 1 99 >&2; echo boom >&2; exit 7")
    with pytest.raises(DeckgenError, match="exit code 7") as caught:
        verify_packages([], python=python)
    assert caught.value.message.endswith("99\nboom")
    assert "\n42\n" not in caught.value.message


def test_what_anki_prints_never_mixes_with_the_answer(tmp_path: Path) -> None:
    (tmp_path / "anki").mkdir()
    (tmp_path / "anki" / "__init__.py").write_text("print('lo' 'ud', flush=True); raise RuntimeError('boom')")
    python = script(tmp_path / "python", f'shift; PYTHONPATH="{tmp_path}" exec "{sys.executable}" "$@"')
    with pytest.raises(DeckgenError, match=r"(?s)loud.*boom"):
        verify_packages([], python=python)


def test_an_interpreter_that_is_not_there_is_an_error_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(DeckgenError, match="can't start"):
        verify_packages([], python=tmp_path / "nowhere")


def test_a_worker_that_hangs_is_stopped(tmp_path: Path) -> None:
    python = script(tmp_path / "python", "exec sleep 60")
    with pytest.raises(DeckgenError, match=r"0\.2 seconds"):
        verify_packages([], python=python, timeout=0.2)


def test_noise_instead_of_an_answer_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DeckgenError, match="hello"):
        verify_packages([], python=script(tmp_path / "python", "echo hello"))
