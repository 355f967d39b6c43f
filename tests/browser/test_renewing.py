"""Only references on which a person would see a difference are written again."""

from pathlib import Path

from PIL import Image

from tests.browser.references import renew


def test_noise_changes_no_file_and_what_differs_is_written_and_told(tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    plain = Image.new("RGB", (160, 160), "#888888")
    assert renew(plain, path) == "new"
    kept = path.read_bytes()
    assert renew(Image.new("RGB", (160, 160), "#8a8a8a"), path) is None
    assert path.read_bytes() == kept
    assert renew(Image.new("RGB", (160, 160), "#ffffff"), path) == "100 tiles differ, by up to 119 of 255"
    assert path.read_bytes() != kept
    assert renew(Image.new("RGB", (160, 200), "#ffffff"), path) == "160 x 160 px is now 160 x 200 px"
