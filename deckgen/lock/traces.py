"""What else than `deckgen.lock` remembers a lock: git, release folders, the changelog, the last build. The shell gathers them.

Other locks are read line by line, since a damaged one says enough and a long history has many: one line is one note.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from deckgen.lock.model import Lock
from deckgen.model import Guid, Instant

_RELEASE = re.compile(r'(?m)^"(\d+\.\d+\.\d+)" = (\d+)$')
_ROW = re.compile(r'"(?P<key>[^"]+)" = \{ guid = (?P<guid>"(?:[^"\\]|\\.)*"),(?P<rest>.*)')
_VALUE = re.compile(r' (mtime|since|release) = "?([^",]*)"?')
_RETIRED = Instant(2**62)
_NEVER = Instant(0)
_HEAD = re.compile(r"(?m)^(namespace|began) = (.*)$")


@dataclass(frozen=True, slots=True)
class TracedRow:
    """A note in another lock. `since` is "" before its first release; a retired note has no time."""

    key: str
    guid: Guid
    mtime: Instant
    since: str
    release: str


@dataclass(frozen=True)
class Trace:
    """One thing that remembers a lock. `recovery` is the command that brings that lock back, "" where there is none.

    `text` is the lock itself, where the thing holds one. What is not `tracked` lies in build/, where it stays when another revision
    is checked out. `present` is what the working tree should hold: the last commit, or one that is being merged.
    """

    what: str
    recovery: str = ""
    text: str = ""
    release: str = ""
    tracked: bool = True
    present: bool = False
    revision: str = ""

    @cached_property
    def releases(self) -> Mapping[str, Instant]:
        """Every release it knows, with its time, 0 where that is not said."""
        named = {self.release: Instant(0)} if self.release else {}
        return named | {version: Instant(int(time)) for version, time in _RELEASE.findall(self.text)}

    @cached_property
    def namespace(self) -> str:
        return str(json.loads(self._head.get("namespace", '""')))

    @cached_property
    def began(self) -> int:
        return int(self._head.get("began", "0"))

    @cached_property
    def rows(self) -> tuple[TracedRow, ...]:
        """Its notes and retired notes."""
        return tuple(rows_of(self.text.splitlines()))

    @cached_property
    def _head(self) -> dict[str, str]:
        return dict(_HEAD.findall(self.text.partition("\n[")[0]))


@dataclass(frozen=True, slots=True)
class Traces:
    """Everything that remembers a lock, the newest first. `text` is `deckgen.lock` itself, None where it is missing.

    What is known of the time: no deck is from before `earliest`, and `last_commit` and `latest` were not in the future.
    """

    text: str | None = ""
    known: tuple[Trace, ...] = ()
    last_commit: Instant = _NEVER
    earliest: Instant = _NEVER
    latest: Instant = _NEVER

    @property
    def missing(self) -> bool:
        return self.text is None

    def without_outputs(self) -> "Traces":
        """Without what lies in build/: for who rebuilds an older revision and changes no lock."""
        return replace(self, known=tuple(one for one in self.known if one.tracked))

    def of(self, namespace: str) -> tuple[Trace, ...]:
        """Those of this project. Where git holds only locks of another one, its changelog was taken over along with them."""
        texts = [one for one in self.known if one.text]
        own = tuple(one for one in texts if one.namespace == namespace)
        inherited = bool(texts) and not own
        return own + tuple(one for one in self.known if not one.text and not (inherited and one.tracked))


NO_TRACES = Traces()


def rows_of(lines: list[str]) -> Iterator[TracedRow]:
    """The notes in lines of a lock."""
    for line in lines:
        if match := _ROW.match(line):
            values = dict(_VALUE.findall(match["rest"]))
            yield TracedRow(
                match["key"],
                Guid(json.loads(match["guid"])),
                Instant(int(values.get("mtime", 0))),
                values.get("since", ""),
                values.get("release", ""),
            )


def numbers(version: str) -> tuple[int, ...]:
    """A version in a form that can be compared; "" is the oldest."""
    return tuple(int(part) for part in version.split(".")) if version else ()


@dataclass(frozen=True, slots=True)
class Gap:
    """What a lock lacks of a trace: releases, later times of released notes, lines."""

    trace: Trace
    releases: tuple[str, ...]
    older: tuple[str, ...]
    lost: tuple[str, ...]


def gap(lock: Lock, text: str, trace: Trace, wanted: frozenset[str]) -> Gap:
    """Compare. `text` is that of `lock`: lines in it need not be read. `wanted` are the notes of the sources, as `id/language`.

    A build drops the line of a note that was never released when its entry goes, so such a line is lost only if the entry is there.
    """
    last = numbers(lock.last_release)
    releases = tuple(
        version
        for version in trace.releases
        if version not in lock.releases and (trace.text or numbers(version) > last)
    )
    mtimes = {row.guid: row.mtime for row in lock.notes.values()}
    known = mtimes.keys() | {one.guid for one in lock.retired.values()}
    keys = {f"{key.entry}/{key.language}" for key in lock.notes}
    same = set(text.splitlines())
    older: list[str] = []
    lost: list[str] = []
    for row in rows_of([line for line in trace.text.splitlines() if line not in same]):
        if row.guid not in known and (row.since or (trace.present and row.key in wanted - keys)):
            lost.append(row.key)
        elif row.release and mtimes.get(row.guid, row.mtime) < row.mtime:
            older.append(row.key)
    return Gap(trace, releases, tuple(older), tuple(lost))


def covers(trace: Trace, lock: Lock) -> bool:
    """Whether nothing released is lost when the trace's lock takes the place of this one."""
    mtimes = {row.guid: row.mtime or _RETIRED for row in trace.rows}
    released = [row for row in lock.notes.values() if row.since]
    return (
        bool(trace.text)
        and lock.releases.keys() <= trace.releases.keys()
        and all(mtimes.get(row.guid, -1) >= (row.mtime if row.release else 0) for row in released)
        and all(one.guid in mtimes for one in lock.retired.values())
    )
