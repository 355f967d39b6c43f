"""`deckgen init`: from an empty folder to decks in Anki."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from deckgen.project import read_project
from deckgen.schemas import schemas
from tests.command_line import run_here


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return run_here(args, folder, {})


@pytest.mark.parametrize("languages", ["en", "zh-Hans", "zh-Hans,en", "fr"])
def test_a_new_project_checks_builds_and_previews_at_once(tmp_path: Path, languages: str) -> None:
    made = run(tmp_path, "init", "decks", "--yes", "--title", "My decks", "--languages", languages)
    assert made.returncode == 0, made.stderr
    checked = run(tmp_path / "decks", "check", "--run-code")
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout
    assert run(tmp_path / "decks", "build").returncode == 0
    assert run(tmp_path / "decks", "build", "--locked").returncode == 0
    assert run(tmp_path / "decks", "preview").returncode == 0


@pytest.mark.anki
def test_from_an_empty_folder_to_a_deck_in_real_anki_is_three_commands(tmp_path: Path) -> None:
    anki = pytest.importorskip("anki.collection", reason="needs the extra `verify`")
    for command in (["init", "--yes"], ["build"], ["verify"]):
        done = run(tmp_path, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    options = anki.ImportAnkiPackageOptions()
    package = str(tmp_path / "build" / "memory.apkg")
    log = collection.import_anki_package(anki.ImportAnkiPackageRequest(package_path=package, options=options)).log
    counts = len(log.new), collection.card_count()
    collection.close()
    assert counts == (7, 11)


def test_every_kind_that_most_decks_want_is_shown(tmp_path: Path) -> None:
    run(tmp_path, "init", "--yes")
    entries = yaml.safe_load((tmp_path / "cards/memory/memory.yaml").read_text(encoding="utf-8"))
    kinds = {entry.get("kind", "qa") for entry in entries}
    assert kinds == {"qa", "cloze", "compare", "code", "calc", "diagram"}


def test_the_folder_gives_title_and_namespace(tmp_path: Path) -> None:
    run(tmp_path, "init", "Mein Deck", "--yes")
    settings = (tmp_path / "Mein Deck" / "deckgen.toml").read_text(encoding="utf-8")
    assert 'title = "Mein Deck"' in settings
    assert 'namespace = "mein-deck"' in settings


def test_a_chinese_title_gives_a_namespace_in_pinyin(tmp_path: Path) -> None:
    run(tmp_path, "init", "--yes", "--title", "面试题", "--languages", "zh-Hans")
    assert 'namespace = "mian-shi-ti"' in (tmp_path / "deckgen.toml").read_text(encoding="utf-8")


def test_a_project_is_never_started_twice(tmp_path: Path) -> None:
    run(tmp_path, "init", "--yes")
    before = (tmp_path / "deckgen.toml").read_bytes()
    again = run(tmp_path, "init", "--yes", "--title", "Other")
    assert again.returncode == 2
    assert "already" in again.stderr
    assert (tmp_path / "deckgen.toml").read_bytes() == before


def test_files_and_cards_that_are_there_already_are_kept(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "cards/mine").mkdir(parents=True)
    (tmp_path / "cards/mine/topic.yaml").write_text("title: Mine\norder: 1\n", encoding="utf-8")
    done = run(tmp_path, "init", "--yes")
    assert "kept   README.md" in done.stdout
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "cards/memory").exists()


@pytest.mark.parametrize("wrong", ["english please", "e", ","])
def test_what_is_no_language_tag_is_refused_before_anything_is_written(tmp_path: Path, wrong: str) -> None:
    done = run(tmp_path, "init", "--yes", "--languages", wrong)
    assert done.returncode == 2
    assert "BCP 47" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_editors_get_the_schemas_of_this_version(tmp_path: Path) -> None:
    run(tmp_path, "init", "--yes")
    mapped = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    for path in mapped:
        assert (tmp_path / path).read_text(encoding="utf-8") == schemas()[Path(path).name]


def test_the_workflow_and_the_hooks_use_commands_that_exist(tmp_path: Path) -> None:
    run(tmp_path, "init", "--yes")
    workflow = yaml.safe_load((tmp_path / ".github/workflows/decks.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["decks"]["steps"] if "run" in step]
    hooks = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    commands = [line for line in [*steps, *(hook["entry"] for hook in hooks)] if line.startswith("deckgen ")]
    assert len(commands) == 6
    run(tmp_path, "build")
    for command in commands:
        done = run(tmp_path, *command.split("#")[0].split()[1:])
        assert done.returncode == 0, command + done.stdout + done.stderr


def test_it_says_which_language_has_to_be_translated(tmp_path: Path) -> None:
    assert "translate those for fr" in run(tmp_path, "init", "--yes", "--languages", "zh-Hans,fr").stderr


def test_in_a_terminal_three_questions_are_asked_and_enter_takes_the_default(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        [sys.executable, "-m", "deckgen", "init"], cwd=tmp_path, env=environment, stdin=theirs,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        os.write(ours, b"Questions\nnot a language\nen,zh-Hans\n\n")
        _, asked = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert [asked.count(word) for word in ("Title", "Languages", "Licence")] == [1, 2, 1]
    assert "`not a language` is no language: write BCP 47 tags" in asked
    settings = read_project(tmp_path).sources.settings.text
    assert 'title = { en = "Questions", zh-Hans = "Questions (zh-Hans)" }' in settings
    assert 'license = "CC-BY-4.0"' in settings


def test_the_folder_to_change_to_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    said = run(tmp_path, "init", "my decks", "--yes").stderr
    assert "Next: cd 'my decks'\n" in said
