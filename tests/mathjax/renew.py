"""Renews deckgen/mathjax/mathjax.js from the npm package of the MathJax that the newest aqt ships: `python tests/mathjax/renew.py`.

Needs npm and aqt. Refuses if Anki's bundle is not, byte for byte, the one of that package.
"""

import importlib.util
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

PARTS = ("loader", "core", "input/tex-full")
VENDORED = Path(__file__).parent.parent.parent / "deckgen/mathjax/mathjax.js"
HEAD = """/* MathJax {version}: es5/{{loader,core,input/tex-full}}.js of the npm package `mathjax`, joined, and nothing changed.
   Copyright (c) The MathJax Consortium; licensed under the Apache License 2.0 (http://www.apache.org/licenses/LICENSE-2.0).
   Made by tests/mathjax/renew.py: do not edit. */
"""


def ankis_bundle() -> Path:
    """The file that Anki's reviewer loads."""
    spec = importlib.util.find_spec("_aqt")
    assert spec is not None, "aqt is not installed"
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "data/web/js/vendor/mathjax/tex-chtml-full.js"


def version_of(bundle: str) -> str:
    """The version of MathJax in a bundle."""
    found = re.search(r'[^\w]q=void 0,\w+\.q="(?P<number>\d+\.\d+\.\d+)"|VERSION="(?P<named>\d+\.\d+\.\d+)"', bundle)
    assert found, "this is no bundle of MathJax"
    return found["number"] or found["named"]


def main() -> None:
    bundle = ankis_bundle().read_text(encoding="utf-8")
    version = version_of(bundle)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", f"mathjax@{version}"], cwd=folder, check=True, capture_output=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:

            def part(name: str) -> str:
                member = package.extractfile(f"package/es5/{name}.js")
                assert member
                return member.read().decode()

            assert part("tex-chtml-full") == bundle, f"Anki's MathJax is not the published {version}"
            text = HEAD.format(version=version) + "\n;\n".join(part(name).rstrip() for name in PARTS) + "\n"
    VENDORED.write_text(text, encoding="utf-8")
    print(f"MathJax {version}: {len(text):,} characters")


if __name__ == "__main__":
    main()
