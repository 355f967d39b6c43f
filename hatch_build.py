"""What the built distribution says about itself: where its source is, and a description whose links work anywhere.

The address of the repository is written down nowhere. It is DECKGEN_REPOSITORY where that is set (the release workflow does), or
that of the git remote `origin`, or, built from an sdist, what that sdist says. Where nobody knows one the description has no
links instead of dead ones.
"""

import os
import re
import shutil
import subprocess
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_CODE = re.compile(r"(?ms)^```.*?^```$")


class Description(MetadataHookInterface):
    """Fills in `readme` and `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        root = Path(self.root)
        address = repository(root)
        text = (root / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": described(text, address)}
        if address:
            metadata["urls"] = urls(address)


def urls(address: str) -> dict[str, str]:
    """The links beside the description."""
    pages = f"{address}/blob/HEAD"
    return {
        "Source": address,
        "Documentation": f"{pages}/docs/index.md",
        "Changelog": f"{pages}/CHANGELOG.md",
        "Issues": f"{address}/issues",
    }


def repository(root: Path) -> str | None:
    """The public address of the repository, if anything tells it."""
    if given := os.environ.get("DECKGEN_REPOSITORY"):
        return public_address(given)
    if (packed := root / "PKG-INFO").is_file():
        rows = HeaderParser().parsestr(packed.read_text(encoding="utf-8")).get_all("Project-URL", [])
        return next((row.removeprefix("Source, ") for row in rows if row.startswith("Source, ")), None)
    if not (root / ".git").exists():  # an unpacked sdist in somebody else's repository
        return None
    try:
        done = subprocess.run(
            [shutil.which("git") or "git", "remote", "get-url", "origin"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return None
    return public_address(done.stdout.strip())


def public_address(remote: str) -> str | None:
    """The address that a browser opens: no user, no password, no `.git`. None for a path on this machine."""
    found = re.fullmatch(r"(?:https?://|ssh://)(?:[^@/]*@)?([^/]+)/(.+?)(?:\.git)?/?", remote) or re.fullmatch(
        r"(?:[^@/]+@)([^:/]+):(.+?)(?:\.git)?/?", remote
    )
    return f"https://{found[1].split(':')[0]}/{found[2]}" if found else None


def described(text: str, address: str | None) -> str:
    """The README with absolute links; without an address, with the words of its relative links alone."""
    parts, position = [], 0
    for code in _CODE.finditer(text):
        parts += [_absolute(text[position : code.start()], address), code.group()]
        position = code.end()
    return "".join([*parts, _absolute(text[position:], address)])


def _absolute(text: str, address: str | None) -> str:
    def link(found: re.Match[str]) -> str:
        picture, words, target = found.groups()
        if re.match(r"https?:|mailto:|#", target):
            return found.group()
        if address is None:
            return "" if picture else words
        return f"{picture}[{words}]({address}/{'raw' if picture else 'blob'}/HEAD/{target})"

    return _LINK.sub(link, text)
