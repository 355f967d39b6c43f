"""The shape of the code: who may import whom and what, how long a module may be, where the clock is read."""

import ast
import re
import statistics
import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.repository import ROOT

PACKAGE = ROOT / "deckgen"
LEVELS = (
    "__init__ codes",
    "diagnostics",
    "errors model",
    "media_types signatures portable file_names line_ends deletions git clock",
    "markup installing apkg",
    "mathjax source_values files",
    "ids kinds",
    "sources",
    "render",
    "notes",
    "lock",
    "compiler",
    "project",
    "age lint package importers verify runner desktop schemas",
    "stats mending build catalogue starter",
    "preview",
    "release",
    "diff traces",
    "cli",
    "__main__",
)
"""Rooms from the ground up. A room imports what stands on lower levels, and nothing of its own level but itself."""
LIBRARIES = {
    "genanki": ("package/", "notes/identity.py"),
    "deflate": ("package/archive.py",),
    "jinja2": ("render/templates.py", "render/documents.py", "preview/"),
    "markupsafe": ("render/",),
    "yaml": ("sources/", "importers/kit/yaml_text.py", "importers/markdown/page.py"),
    "markdown": ("render/markdown.py", "render/structure.py"),
    "pygments": ("render/",),
    "pydantic": (
        "source_values.py", "kinds/", "sources/", "schemas/", "notes/notetypes.py", "notes/fingerprint.py",
    ),
    "pydantic_core": ("source_values.py", "kinds/", "sources/"),
    "click": ("cli/",),
    "rich": ("cli/",),
    "svgelements": ("render/svg.py",),
    "latex2mathml": ("lint/", "preview/"),
    "quickjs": ("mathjax/engine.py",),
    "watchfiles": ("preview/",),
    "rapidfuzz": ("lint/",),
    "pypinyin": ("ids.py",),
    "bs4": ("importers/html/", "importers/anki/"),
    "zstandard": ("apkg/archive.py",),
    "markdown_it": ("markup/", "importers/markdown/"),
    "mdurl": ("render/structure.py",),
    "anki": ("verify/worker/",),
}  # fmt: skip
"""Third-party library to where it may be imported; any other one may be imported nowhere."""
MAX_LINES, MEDIAN_LINES = 300, 120


@cache
def modules() -> dict[str, tuple[Path, ast.Module]]:
    """Every module of deckgen by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = (path, ast.parse(path.read_text(encoding="utf-8")))
    return found


def place(name: str) -> str:
    """The path of a module below deckgen/."""
    return modules()[name][0].relative_to(PACKAGE).as_posix()


def imports(name: str) -> Iterator[tuple[str, int]]:
    """Every module that a module imports, also inside functions; of `from a import b` the module `a.b` if it is one."""
    for node in ast.walk(modules()[name][1]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{place(name)}:{node.lineno}: a relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in modules() else node.module), node.lineno


def room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def level(name: str) -> int:
    for index, names in enumerate(LEVELS):
        if room(name) in names.split():
            return index
    pytest.fail(f"deckgen/{room(name)} stands on no level: add it to LEVELS where it belongs")


def own_imports(name: str) -> Iterator[tuple[str, int]]:
    return ((target, line) for target, line in imports(name) if target in modules())


def test_a_module_imports_only_rooms_below_its_own() -> None:
    assert [
        f"{place(name)}:{line} imports {target}, which does not stand below it"
        for name in modules()
        for target, line in own_imports(name)
        if level(target) >= level(name) and room(target) != room(name)
    ] == []


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {name: {target for target, _ in own_imports(name)} for name in modules()}
    assert circle(graph) is None


def test_no_room_imports_another_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for name in modules():
        targets = {room(target) for target, _ in own_imports(name)} - {room(name)}
        graph.setdefault(room(name), set()).update(targets)
    assert circle(graph) is None


FACED = {
    "deckgen.apkg": ("apkg",),
    "deckgen.importers": ("importers", "importers.kit"),
    "deckgen.importers.kit": ("importers.kit",),
    "deckgen.importers.html": ("importers.html",),
    "deckgen.importers.markdown": ("importers.markdown",),
    "deckgen.importers.tables": ("importers.tables",),
    "deckgen.importers.anki": ("importers.anki",),
}
"""Folders of which others know only the face: the names that its `__init__` exports."""
CORRIDOR = ("kit", "html", "markdown", "tables anki", "json_notes", "formats", "importers")
"""The folders of the importers from the ground up. Each imports only what stands before it."""


def test_of_a_room_with_a_face_others_import_nothing_else() -> None:
    assert [
        f"{place(name)}:{line} imports {target}; what others may use is in {folder}"
        for name in modules()
        for target, line in own_imports(name)
        for folder, faces in FACED.items()
        if is_below(target, folder)
        and not is_below(name, folder)
        and name != "deckgen.importers"  # makes up the room's own face
        and target not in {f"deckgen.{face}" for face in faces}
    ] == []


def is_below(name: str, folder: str) -> bool:
    return f"{name}.".startswith(f"{folder}.")


def corridor(name: str) -> int:
    """How far up a module of the importers stands."""
    part = name.split(".")[2] if name.count(".") > 1 else "importers"
    return next(index for index, parts in enumerate(CORRIDOR) if part in parts.split())


def test_importers_stand_on_what_they_are_made_with() -> None:
    assert (
        [
            f"{place(name)}:{line} imports {target}"
            for name in modules()
            if room(name) == "importers"
            and name != "deckgen.importers.kit.writing"  # it asks the table for the importer
            for target, line in own_imports(name)
            if room(target) == "importers"
            and target.split(".")[:3] != name.split(".")[:3]
            and corridor(target) >= corridor(name)
        ]
        == []
    )


STEPS = (
    "signs", "page", "parsing", "guide", "blocks", "code", "answers", "lines", "noise", "lists", "reader", "outline", "questions",
    "obsidian", "math", "tags", "pictures", "text", "notes",
)  # fmt: skip
"""The way of a note through `importers/markdown`."""


def test_a_note_goes_one_way_through() -> None:
    inside = [name for name in modules() if name.startswith("deckgen.importers.markdown.")]
    assert [
        f"{place(name)}:{line} imports {target}"
        for name in inside
        for target, line in own_imports(name)
        if target in inside and STEPS.index(target.split(".")[3]) >= STEPS.index(name.split(".")[3])
    ] == []


def circle(graph: dict[str, set[str]]) -> list[str] | None:
    """A way from a node back to itself."""
    done: set[str] = set()

    def walk(node: str, way: list[str]) -> list[str] | None:
        if node in way:
            return [*way[way.index(node) :], node]
        if node in done:
            return None
        for target in sorted(graph.get(node, set()) - {node}):
            if found := walk(target, [*way, node]):
                return found
        done.add(node)
        return None

    return next((found for node in sorted(graph) if (found := walk(node, []))), None)


def test_circles_would_be_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


def test_libraries_are_imported_only_where_they_belong() -> None:
    for name in modules():
        for target, line in imports(name):
            top = target.split(".")[0]
            if top != "deckgen" and top not in sys.stdlib_module_names:
                assert top in LIBRARIES, f"{place(name)}:{line} imports {top}, which no table allows"
                allowed = LIBRARIES[top]
                assert belongs(name, allowed), f"{place(name)}:{line} imports {top}, which belongs to {allowed}"


def belongs(name: str, allowed: Sequence[str]) -> bool:
    """Whether a module is one of some files, or in one of some folders."""
    return any(place(name) == where or (where.endswith("/") and place(name).startswith(where)) for where in allowed)


def test_who_wants_to_know_of_an_entry_asks_the_row_of_its_kind() -> None:
    """So that a new kind has all that the older ones have, without a change anywhere else."""
    open_to_all = {"deckgen.kinds", "deckgen.kinds.base", "deckgen.kinds.contents"}
    for name in (name for name in modules() if room(name) != "kinds"):
        for target, line in own_imports(name):
            if room(target) == "kinds":
                assert target in open_to_all, f"{place(name)}:{line} imports {target}, one kind of many"


def test_every_dependency_is_used_somewhere() -> None:
    packages = {
        "jinja2": "Jinja2",
        "yaml": "PyYAML",
        "markdown": "Markdown",
        "pygments": "Pygments",
    }
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    text = "".join(path.read_text(encoding="utf-8") for path, _ in modules().values())
    for library in LIBRARIES:
        if any(line.startswith(packages.get(library, library)) for line in declared):
            assert library in text, f"nothing uses {library}"


def test_the_worker_that_runs_in_ankis_environment_knows_nothing_of_deckgen() -> None:
    for name in modules():
        if place(name).startswith("verify/worker/"):
            foreign = {target for target, _ in own_imports(name) if not target.startswith("deckgen.verify.worker")}
            assert not foreign, f"{place(name)} imports {foreign}"


def test_no_module_is_longer_than_a_person_can_hold() -> None:
    lines = {place(name): path.read_text(encoding="utf-8").count("\n") for name, (path, _) in modules().items()}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def test_half_of_the_modules_are_short() -> None:
    assert (
        statistics.median(path.read_text(encoding="utf-8").count("\n") for path, _ in modules().values())
        <= MEDIAN_LINES
    )


CLOCK_CALLS = {
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"), ("datetime", "now"), ("datetime", "utcnow"),
    ("datetime", "today"), ("date", "today"),
}  # fmt: skip


def test_the_clock_is_read_in_one_module() -> None:
    """So that SOURCE_DATE_EPOCH is the clock everywhere. The worker is a process of its own, in which Anki reads it anyway."""
    for name in modules():
        if place(name) == "clock.py" or place(name).startswith("verify/worker/"):
            continue
        for node in ast.walk(modules()[name][1]):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                assert (owner, node.attr) not in CLOCK_CALLS, f"{place(name)}:{node.lineno} reads the clock"
            if isinstance(node, ast.ImportFrom) and node.module == "time":
                assert not {alias.name for alias in node.names} & {"time", "time_ns"}, f"{place(name)}:{node.lineno}"


FILE_CALLS = {
    "read_bytes", "read_text", "write_bytes", "write_text", "unlink", "rmdir", "mkdir", "iterdir", "rglob", "glob", "touch",
    "rename", "rmtree", "symlink_to", "hardlink_to", "makedirs", "scandir", "listdir",
}  # fmt: skip
OWN_FILES = {
    "project.py": "the packaged templates",
    "catalogue/": "deckgen's own documents",
    "render/documents.py": "deckgen's own templates",
    "starter/": "files that come with deckgen",
    "package/searches.py": "the words of descriptions, which come with deckgen",
    "installing/": "how deckgen itself was installed",
    "mathjax/": "the MathJax that comes along",
    "preview/pages.py": "the page that comes with deckgen",
    "importers/kit/writing.py": "the file that the user named, and what lies beside it",
    "verify/worker/": "a process of its own, in a folder for the moment",
}
"""Where files are touched that are none of a project's."""


def test_files_of_a_project_are_touched_in_one_room() -> None:
    for name in (name for name in modules() if room(name) != "files"):
        if place(name).startswith(tuple(OWN_FILES)):
            continue
        for node in ast.walk(modules()[name][1]):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in FILE_CALLS, f"{place(name)}:{node.lineno} touches files by itself"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "open", f"{place(name)}:{node.lineno} opens a file by itself"


PROBLEMS = re.compile(r"^(list|dict|set)\[.*(Diagnostic|TextProblem|Finding)\b")
FILLING = {"append", "extend", "insert", "add", "update"}


def filled_parameters(function: ast.FunctionDef) -> Iterator[int]:
    """The lines in which a function puts something into a collection of problems that it was handed."""
    arguments = (*function.args.args, *function.args.kwonlyargs)
    handed = {one.arg for one in arguments if one.annotation and PROBLEMS.match(ast.unparse(one.annotation))}
    for node in ast.walk(function):
        target: ast.expr | None = None
        if isinstance(node, ast.AugAssign):
            target = node.target
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILLING:
            target = node.func.value
        if isinstance(target, ast.Name) and target.id in handed:
            yield target.lineno


def test_problems_are_returned_and_no_list_is_handed_down_to_be_filled() -> None:
    assert [
        f"{place(name)}:{line} fills a list that it was handed: return the problems"
        for name in modules()
        for node in ast.walk(modules()[name][1])
        if isinstance(node, ast.FunctionDef)
        for line in filled_parameters(node)
    ] == []


def test_a_filled_list_would_be_found() -> None:
    (function,) = ast.parse("def f(found: list[Diagnostic]) -> None:\n    found.append(1)\n    found += [2]").body
    assert isinstance(function, ast.FunctionDef)
    assert sorted(filled_parameters(function)) == [2, 3]


def test_git_is_called_in_one_place() -> None:
    text = {name: path.read_text(encoding="utf-8") for name, (path, _) in modules().items()}
    assert [name for name, code in text.items() if "subprocess" in code and '"git' in code] == ["deckgen.git"]


PURE = (
    "diagnostics",
    "errors",
    "model",
    "codes",
    "source_values",
    "kinds",
    "sources",
    "render",
    "notes",
    "lock",
    "compiler",
    "lint",
)
IMPURE = {"os", "pathlib", "subprocess", "socket", "tempfile", "shutil", "random", "time", "threading", "sys"}


def test_what_compiles_touches_no_file_process_or_terminal() -> None:
    """`pathlib` only for the names of paths: PurePosixPath."""
    for name in (name for name in modules() if room(name) in PURE):
        for node in ast.walk(modules()[name][1]):
            if isinstance(node, ast.Import):
                assert not {alias.name.split(".")[0] for alias in node.names} & IMPURE, f"{place(name)}:{node.lineno}"
            if isinstance(node, ast.ImportFrom) and node.module in IMPURE:
                assert {alias.name for alias in node.names} <= {"PurePosixPath"}, f"{place(name)}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"open", "print", "input", "exec", "eval"}, f"{place(name)}:{node.lineno}"
