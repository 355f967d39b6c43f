"""Times deckgen by stage, and a plain script for comparison: `python bench/run.py [--sizes 1000,10000]`.

Each measurement runs in a process of its own, so that caches are cold and peak memory is its own. Everything is written to a
temporary folder. "again" is a rebuild with nothing changed.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("load", "render", "plan", "package")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of entries, with commas  [1000,10000]")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        how, folder = options.measure
        print(json.dumps(_measure(how, Path(folder))))
        return
    print(f"{'entries':>8}  {'':<14}{''.join(f'{stage:>9}' for stage in STAGES)}{'total':>9}{'wall':>9}{'peak':>9}")
    for size in (int(part) for part in options.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="deckgen-bench-") as folder:
            _in_own_process(f"write {size}", folder)
            for label, how in (("deckgen", "deckgen"), ("deckgen again", "deckgen"), ("plain script", "plain")):
                started = time.perf_counter()
                measured = _in_own_process(how, folder)
                print(_row(size, label, measured, time.perf_counter() - started), flush=True)


def _in_own_process(how: str, folder: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.run", "--measure", how, folder]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _row(size: int, label: str, measured: Mapping[str, Any], wall: float) -> str:
    stages = measured["stages"]
    times = "".join(f"{seconds:>7.2f} s" for seconds in (*(stages[one] for one in STAGES), sum(stages.values()), wall))
    return f"{size:>8,}  {label:<14}{times}{measured['peak']:>6.0f} MB"


def _measure(how: str, folder: Path) -> dict[str, object]:
    """One build in this process: seconds by stage and peak memory in megabytes. `write SIZE` makes the sources."""
    if how.startswith("write "):
        from bench.sources import write_project

        write_project(folder / "project", int(how.removeprefix("write ")))
        return {}
    if how == "plain":
        from bench.plain import build

        (folder / "plain").mkdir(exist_ok=True)
        stages = build(folder / "project", folder / "plain")
    else:
        stages = _deckgen(folder / "project")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"stages": stages, "peak": peak / (1024 * 1024 if sys.platform == "darwin" else 1024)}


def _deckgen(root: Path) -> dict[str, float]:
    """The rooms of `compile_project` one by one: load is reading and parsing, plan is everything from fields to the lock."""
    from deckgen import compiler
    from deckgen.build import build_project
    from deckgen.clock import now
    from deckgen.project import read_project

    times: dict[str, float] = {}

    def timed(name: str, room: str) -> None:
        function = getattr(compiler, room)

        def wrapper(*args: object, **options: object) -> object:
            started = time.perf_counter()
            try:
                return function(*args, **options)
            finally:
                times[name] = times.get(name, 0.0) + time.perf_counter() - started

        setattr(compiler, room, wrapper)

    timed("load", "parse")
    timed("render", "render")
    started = time.perf_counter()
    project = read_project(root)
    read = time.perf_counter()
    compilation = compiler.compile_project(project.sources, project.lock, now=now())
    compiled = time.perf_counter()
    build_project(project, compilation)
    built = time.perf_counter()
    return {
        "load": read - started + times["load"],
        "render": times["render"],
        "plan": compiled - read - times["load"] - times["render"],
        "package": built - compiled,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
