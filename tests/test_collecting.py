"""What a test module may do before its first test: a single test starts as quickly as it can, and no module leans on another."""

import ast
import subprocess
import sys

from tests.repository import ROOT


def test_no_test_module_imports_another() -> None:
    """What several need stands in a module beside them."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").rpartition(".")[2].startswith("test_"), f"{path}:{node.lineno}"


def test_no_test_module_reads_or_starts_anything_when_it_is_imported() -> None:
    """Cases that are files are listed in `pytest_generate_tests`, what is read or built comes from a fixture."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.import_audit"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("", 0), done.stderr
