"""`reference/lock.md`: what stands in `deckgen.lock`, with an example that a real build makes."""

from collections.abc import Mapping
from dataclasses import fields, replace

from deckgen.compiler import compile_project
from deckgen.lock import Permissions, stamp_release
from deckgen.lock.model import REVISION, VERSION, Lock, LockedDeck, LockedNote, LockedNotetype, RetiredNote
from deckgen.lock.toml import dumps
from deckgen.model import Instant, SourceFile, Sources
from deckgen.project import packaged_templates
from docs.reference.markdown import fence, join, table
from docs.reference.models import description

NOW = Instant(1_767_225_600)
"""The clock of the example: 2026-01-01."""
_PROJECT = {
    "deckgen.toml": '[project]\nnamespace = "planets"\ntitle = "Planets"\nlanguages = ["en"]\n',
    "cards/sun/topic.yaml": "title: The solar system\norder: 1\n",
    "cards/sun/planets.yaml": (
        "- {id: largest, front: Which planet is the largest?, back: Jupiter}\n"
        "- {id: moons, kind: cloze, text: 'Mars has {{c1::two}} moons, Venus {{c2::none}}.'}\n"
    ),
}
_RETIRED = "- {id: ninth, front: Which planet is the ninth?, back: Pluto}\n"
_TABLES = (
    ("notetypes", LockedNotetype, "One row for each notetype; the name of a row is its key."),
    ("decks", LockedDeck, "One row for each deck; the name of a row is `topic/language`."),
    ("notes", LockedNote, "One row for each note in the packages; the name of a row is `entry/language`."),
    ("retired", RetiredNote, "One row for each note that learners may still have and packages no longer hold."),
)
_INTRODUCTION = f"""
`deckgen.lock` is written by `deckgen build` and `deckgen release`, and committed along with the cards. Nobody has to
read it. It is canonical TOML, one line a note, sorted, so that two branches merge line by line: after a conflict keep
the lines of both sides, and where both have a line for one note, the one with the larger `mtime`. [Identity and
time](../concepts/identity-and-time.md) says why it exists.

This deckgen writes version {VERSION}, revision {REVISION}. A lock of a newer *version* is refused; of a newer
*revision*, which only adds keys, the known keys are read. Digests are the first 16 hexadecimal digits of a SHA-256,
times are whole seconds since 1970.
"""


def page() -> str:
    """The whole page."""
    head = table(
        ("key", "meaning"),
        ((f"`{key}`", description("Lock", key)) for key in ("version", "revision", "namespace", "began")),
    )
    releases = join("## `[releases]` {#releases}", description("Lock", "releases"))
    renamed = [
        join(f"## `[{name}]` {{#{name}}}", description("Lock", key))
        for name, key in (("topics", "topics"), ("languages", "former_languages"))
    ]
    sections = [join(f"## `[{name}]` {{#{name}}}", about, _keys(kind)) for name, kind, about in _TABLES]
    example = fence(dumps(example_lock()), "toml", "deckgen.lock")
    return join(
        "# The lock",
        _INTRODUCTION,
        "## At the top",
        head,
        releases,
        *sections,
        *renamed,
        "## An example",
        _EXAMPLE,
        example,
    )


_EXAMPLE = "Two notes after release 1.1.0, in which a third was retired:"


def _keys(kind: type) -> str:
    return table(("key", "meaning"), ((f"`{one.name}`", description(kind.__name__, one.name)) for one in fields(kind)))


def example_lock() -> Lock:
    """A project released with three notes, and once more when one of them was retired."""
    first = _build(_RETIRED, Lock(), "1.0.0", NOW)
    return _build("", first, "1.1.0", Instant(NOW + 86_400))


def _build(more: str, lock: Lock, version: str, now: Instant) -> Lock:
    files = {**_PROJECT, "cards/sun/planets.yaml": _PROJECT["cards/sun/planets.yaml"] + more}
    compilation = compile_project(_sources(files), lock, now=now, permissions=Permissions.of(retire=["ninth"]))
    assert not compilation.errors, compilation.errors
    return stamp_release(replace(compilation.plan.after), version, now)


def _sources(files: Mapping[str, str]) -> Sources:
    cards = tuple(SourceFile(path, text) for path, text in files.items() if path.startswith("cards/"))
    return Sources(SourceFile("deckgen.toml", files["deckgen.toml"]), cards, packaged_templates(), {})
