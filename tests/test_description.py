"""What the wheel says about itself: its links lead somewhere from anywhere, or are not there."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copy, copytree

import pytest

from hatch_build import described, public_address
from tests.repository import ROOT

TARGETS = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://forge.example/me/deckgen.git", "https://forge.example/me/deckgen"),
        ("https://forge.example/me/deckgen", "https://forge.example/me/deckgen"),
        ("https://me:secret@forge.example/me/deckgen.git", "https://forge.example/me/deckgen"),
        ("git@forge.example:me/deckgen.git", "https://forge.example/me/deckgen"),
        ("ssh://git@forge.example:2222/me/deckgen.git", "https://forge.example/me/deckgen"),
        ("/home/me/deckgen", None), ("../deckgen", None), ("file:///home/me/deckgen", None), ("C:\\deckgen", None), ("", None),
    ],
)  # fmt: skip
def test_the_address_of_a_remote_is_what_a_browser_opens(remote: str, address: str | None) -> None:
    assert public_address(remote) == address


def test_every_link_of_the_description_is_absolute() -> None:
    text = described((ROOT / "README.md").read_text(encoding="utf-8"), "https://forge.example/me/deckgen")
    assert all(re.match("https?:", target) for target in TARGETS.findall(text))
    assert "https://forge.example/me/deckgen/blob/HEAD/docs/tutorial.md" in text
    assert "https://forge.example/me/deckgen/raw/HEAD/docs/pictures/cards-phone.png" in text


def test_without_an_address_no_link_is_dead() -> None:
    text = described((ROOT / "README.md").read_text(encoding="utf-8"), None)
    assert all(re.match("https?:", target) for target in TARGETS.findall(text))
    assert "The Tutorial takes ten minutes" in text.replace("tutorial", "Tutorial")


@pytest.mark.parametrize("remote", ["git@forge.example:me/deckgen.git", "/home/me/deckgen"])
@pytest.mark.slow
def test_the_wheel_has_links_where_the_repository_has_an_address(tmp_path: Path, remote: str) -> None:
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        copy(ROOT / name, tmp_path / name)
    for name in ("deckgen", "templates", "docs"):
        copytree(ROOT / name, tmp_path / name)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "remote", "add", "origin", remote], cwd=tmp_path, check=True)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tmp_path, check=True, capture_output=True
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        (name,) = (name for name in files.namelist() if name.endswith("/METADATA"))
        metadata = files.read(name).decode()
        assert "deckgen/docs/index.md" in files.namelist()
    links = re.findall(r"(?m)^Project-URL: (\w+), (\S+)$", metadata)
    assert sorted(label for label, _ in links) == (
        ["Changelog", "Documentation", "Issues", "Source"] if "@" in remote else []
    )
    assert all(link.startswith("https://forge.example/me/deckgen") for _, link in links)
