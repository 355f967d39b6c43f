"""How much is loaded before a command is known: what people type most often answers at once."""

import os
import subprocess
import sys

import pytest

from deckgen.cli import COMMANDS

LIBRARIES = {"click"}
ROOMS = {"cli", "codes", "diagnostics", "errors", "installing"}
IN_CLI = {"bugs", "grouping", "report"}
STARTED = """
import sys
before = set(sys.modules)
from deckgen.cli import main
sys.argv[0] = "deckgen"
try:
    main()
finally:
    print("loaded", *sorted(set(sys.modules) - before), file=sys.stderr)
"""
COMPLETING = {"_DECKGEN_COMPLETE": "bash_complete", "COMP_WORDS": "deckgen ", "COMP_CWORD": "1"}


def start(*args: str, env: dict[str, str] | None = None) -> tuple[str, set[str]]:
    """What `deckgen ...` prints, and the modules that it has loaded in the end."""
    done = subprocess.run(
        [sys.executable, "-c", STARTED, *args], env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )  # fmt: skip
    said, _, loaded = done.stderr.rpartition("loaded ")
    return done.stdout + said, set(loaded.split())


def needless(loaded: set[str]) -> set[str]:
    """The modules of other libraries, and of rooms that compile, read or write."""
    foreign = {name for name in loaded if name.split(".")[0] not in {*sys.stdlib_module_names, *LIBRARIES, "deckgen"}}
    own = [name.split(".") for name in loaded if name.startswith("deckgen.")]
    rooms = {".".join(parts) for parts in own if parts[1] not in ROOMS}
    commands = {".".join(parts) for parts in own if parts[1] == "cli" and len(parts) > 2 and parts[2] not in IN_CLI}
    return foreign | rooms | commands


@pytest.mark.parametrize(
    ("args", "env", "says"),
    [
        (["--version"], {}, "deckgen, version"),
        (["--help"], {}, COMMANDS["build"]),
        (["biuld"], {}, "did you mean `deckgen build`?"),
        ([], COMPLETING, "plain,preview"),
    ],
)
def test_it_answers_without_loading_the_compiler(args: list[str], env: dict[str, str], says: str) -> None:
    said, loaded = start(*args, env=env)
    assert says in said
    assert needless(loaded) == set()


def test_what_compiles_would_be_noticed() -> None:
    said, loaded = start("build", "--help")
    assert "--locked" in said
    assert {"pydantic", "jinja2", "genanki", "deckgen.compiler", "deckgen.cli.build"} <= needless(loaded)
