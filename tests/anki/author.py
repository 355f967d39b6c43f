"""An author with a deck of her own: writes sources, builds and releases on given days, and keeps what she handed out.

Everything goes through the command line, in this process. The clock is `SOURCE_DATE_EPOCH`, so that releases are days
apart while a test takes a second.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from click.testing import CliRunner

from deckgen.cli import cli
from deckgen.project import packaged_templates

Entry: TypeAlias = dict[str, Any]

DAY = 86_400
START = 1_704_067_200
"""Day 0: 2024-01-01. All releases lie in the past of the clock that Anki itself reads."""
LANGUAGES = ("en", "zh-Hans")

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><title>Three boxes</title>
<g id="left"><rect x="5" y="20" width="80" height="60"/><text x="45" y="55" text-anchor="middle">left</text></g>
<g id="middle"><rect x="110" y="20" width="80" height="60"/><text x="150" y="55" text-anchor="middle">middle</text></g>
<g id="right"><rect x="215" y="20" width="80" height="60"/><text x="255" y="55" text-anchor="middle">right</text></g>
</svg>
"""


def day(number: float) -> int:
    """The instant `number` days after the first one, in seconds since 1970."""
    return START + round(number * DAY)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build or release left: packages by `<language>/<topic>`, kept where no later build overwrites them."""

    packages: Mapping[str, Path]
    output: Mapping[str, Any]
    at: int
    notes: str = ""
    """The release notes, of a release."""

    def __getitem__(self, name: str) -> Path:
        return self.packages[name]

    @property
    def bundle(self) -> Path:
        """All topics in the first language."""
        return next(path for name, path in self.packages.items() if name.endswith("bundle"))

    def changes(self, kind: str) -> list[str]:
        """Entries with this kind of change, as `build --format json` says."""
        return sorted({change["id"] for change in self.output["changes"] if change["change"] == kind})

    @property
    def retired_search(self) -> str:
        """The Browser search that the release notes print for everything ever retired."""
        return str(re.findall(r'(?m)^"Id:re:.*"$', self.notes)[-1])


@dataclass
class Author:
    """Topics and their entries as plain data, written out before each build."""

    root: Path
    topics: dict[str, list[Entry]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    namespace: str = "deck"
    title: str = "Deck"
    raw_html: bool = False
    written: int = 0
    language_tables: str = ""
    """More tables of deckgen.toml."""

    def entry(self, name: str) -> Entry:
        return next(one for entries in self.topics.values() for one in entries if one["id"] == name)

    def ids(self) -> list[str]:
        """All entries in authored order."""
        return [str(entry["id"]) for entries in self.topics.values() for entry in entries]

    def add(self, topic: str, entry: Entry, *, after: str | None = None) -> None:
        entries = self.topics.setdefault(topic, [])
        place = next((n + 1 for n, one in enumerate(entries) if one["id"] == after), len(entries))
        entries.insert(place, entry)

    def remove(self, *names: str) -> None:
        for topic, entries in self.topics.items():
            self.topics[topic] = [entry for entry in entries if entry["id"] not in names]

    def rename(self, old: str, new: str) -> None:
        self.entry(old).update(id=new, was=old)

    def correct(self, name: str, words: str, key: str = "") -> None:
        """Add words to the answer, or to the text under `key`."""
        entry = self.entry(name)
        key = key or next(one for one in ("extra", "back", "text", "front") if one in entry)
        entry[key] = _with_words(entry[key], words)

    def write(self, path: str, contents: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents.encode() if isinstance(contents, str) else contents)

    def change_template(self, path: str, change: Callable[[str], str]) -> None:
        """Put a changed copy of the template in force into the project's own `templates/`."""
        own = self.root / "templates" / path
        text = own.read_text(encoding="utf-8") if own.is_file() else packaged_templates()[path].text
        changed = change(text)
        assert changed != text, f"nothing to change in {path}"
        self.write(f"templates/{path}", changed)

    def build(self, at: int, *options: str) -> Built:
        """`deckgen build`. Raises what the command raises, FindingsError for a build that is refused."""
        return self._keep(at, json.loads(self.run(at, "build", "--format", "json", *options)))

    def release(self, version: str, at: int, *options: str) -> Built:
        """`deckgen build` where it needs options, then `deckgen release`."""
        output = json.loads(self.run(at, "build", "--format", "json", *options))
        self.run(at, "release", version)
        notes = self.root / f"build/releases/{version}/RELEASE_NOTES.md"
        return replace(self._keep(at, output), notes=notes.read_text(encoding="utf-8"))

    def run(self, at: int, *arguments: str) -> str:
        self._write_sources()
        command = ["--project", str(self.root), *arguments]
        done = CliRunner(env={"SOURCE_DATE_EPOCH": str(at)}).invoke(cli, command, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return str(done.stdout)

    def _write_sources(self) -> None:
        languages = f"languages = {json.dumps(self.languages)}\n" if self.languages else ""
        titles = {one: self.title if one == self.languages[0] else f"{self.title} {one}" for one in self.languages}
        title = "{ " + ", ".join(f"{one} = {json.dumps(text)}" for one, text in titles.items()) + " }"
        self.write(
            "deckgen.toml",
            f'[project]\nnamespace = "{self.namespace}"\n{languages}'
            f"title = {title if self.languages else json.dumps(self.title)}\nraw_html = {json.dumps(self.raw_html)}\n"
            f"{self.language_tables}",
        )
        for order, (topic, entries) in enumerate(self.topics.items(), start=1):
            if not (self.root / f"cards/{topic}/topic.yaml").exists():
                self.write(f"cards/{topic}/topic.yaml", f"title: {topic.capitalize()}\norder: {order}\n")
            if any(entry.get("svg") == "boxes.svg" for entry in entries):
                self.write(f"cards/{topic}/media/boxes.svg", SVG)
            text = yaml.dump(entries, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            self.write(f"cards/{topic}/entries.yaml", text)

    def _keep(self, at: int, output: Mapping[str, Any]) -> Built:
        self.written += 1
        kept = self.root.parent / f"{self.root.name}-handed-out-{self.written}"
        packages = {}
        for path in sorted((self.root / "build").rglob("*.apkg")):
            name = path.relative_to(self.root / "build").with_suffix("").as_posix()
            if name.startswith("releases/"):
                continue
            target = kept / path.relative_to(self.root / "build")
            target.parent.mkdir(parents=True, exist_ok=True)
            packages[name] = Path(shutil.copyfile(path, target))
        return Built(packages, output, at)


def _with_words(text: object, words: str) -> object:
    if isinstance(text, dict):
        return {language: f"{version} {words}" for language, version in text.items()}
    return f"{text} {words}"


def qa(name: str, **more: Any) -> Entry:
    return {"id": name, "front": f"What is {name}?", "back": f"The answer of {name}.", **more}


def all_kinds(name: str, number: int) -> Iterator[Entry]:
    """One entry of each of the six kinds, in two languages; every second `qa` also asks backwards."""

    def both(text: str) -> dict[str, str]:
        return {"en": text, "zh-Hans": f"中文：{text}"}

    common = {"section": "part", "tags": ["exam"]}
    yield {
        "id": f"{name}-qa", "front": both(f"What does {name} mean?"), "back": both(f"**{name}** is $x_{{{number}}} < 1$."),
        **({"reverse": "true"} if number % 2 else {}), **common,
    }  # fmt: skip
    yield {
        "id": f"{name}-cloze", "kind": "cloze", "extra": both("Why so."),
        "text": both(f"{name} holds {{{{c1::{number} bits}}}} in {{{{c2::one word::how many}}}}."), **common,
    }  # fmt: skip
    yield {
        "id": f"{name}-compare", "kind": "compare", "front": both(f"Compare within {name}."), "subjects": ["A", "B"],
        "aspects": [{"name": both("cost"), "values": ["low", f"{number}"]}, {"name": "speed", "values": ["1", "2"]}],
        "extra": both("The trade-off."), **common,
    }  # fmt: skip
    yield {
        "id": f"{name}-code", "kind": "code", "front": both(f"Write {name}."), "back": both("In one line."),
        "code": {"language": "python", "source": f"def f(x):\n    return x + {number}\n"}, **common,
    }  # fmt: skip
    yield {
        "id": f"{name}-calc", "kind": "calc", "front": both(f"How many in {name}?"), "expression": f"{number} * 2",
        "answer": str(number * 2), "unit": both("bytes"), "pitfall": both("Forgetting the factor."),
        "back": both("Twice."), **common,
    }  # fmt: skip
    yield {
        "id": f"{name}-diagram", "kind": "diagram", "front": both(f"What is hidden in {name}?"), "svg": "boxes.svg",
        "hide": ["left", "right", {"id": "middle", "label": both("the middle")}], "back": both("Three in a row."), **common,
    }  # fmt: skip


def sixty(topics: Sequence[str] = ("alpha", "beta")) -> dict[str, list[Entry]]:
    """60 entries, ten of each kind, in two topics."""
    return {
        topic: [entry for n in range(1, 6) for entry in all_kinds(f"{topic}-{n}", 10 * order + n)]
        for order, topic in enumerate(topics)
    }
