"""Where Anki is on each platform, and the command that makes it open packages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from deckgen.desktop.machine import Machine
from deckgen.errors import DeckgenError

VARIABLE = "DECKGEN_ANKI"
_FLATPAK = "net.ankiweb.Anki"
_MIME_TYPE = "application/x-apkg"
_ELSEWHERE = f"name its program with --anki or the variable {VARIABLE}"
_INSTALL = f"install it from https://apps.ankiweb.net, or, if it is in an unusual place, {_ELSEWHERE}"


@dataclass(frozen=True, slots=True)
class Anki:
    """A way to make Anki open packages: what stands before and behind the file in the command."""

    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    takes_many: bool = False
    """Whether one command may name several files. Anki itself reads the first only."""
    registered: bool = False
    """The desktop starts what is registered for `.apkg`, and the end of the command says nothing about Anki."""

    def commands(self, files: Sequence[str]) -> list[tuple[str, ...]]:
        """The commands that open these files, in order."""
        groups = [files] if self.takes_many else [(file,) for file in files]
        return [(*self.before, *group, *self.after) for group in groups]


def find_anki(machine: Machine, wanted: str | None = None) -> Anki:
    """The Anki that `wanted` names, else the first that the platform's table finds; `DeckgenError` if there is none."""
    if wanted:
        return _named(machine, wanted)
    search = {"darwin": _on_macos, "win32": _on_windows}.get(machine.platform, _on_linux)
    found = next(search(machine), None)
    if found is None:
        raise DeckgenError("Anki is not installed here, or not where it is usually", hint=_INSTALL)
    return found


def _named(machine: Machine, wanted: str) -> Anki:
    if machine.platform == "darwin" and wanted.rstrip("/").endswith(".app") and machine.exists(wanted):
        return _application(wanted)
    program = machine.which(wanted)
    if program is None:
        why = "is not a program that can be run" if machine.exists(wanted) else "is not there"
        raise DeckgenError(f"`{wanted}` {why}", hint=f"{_ELSEWHERE}, or leave both out to have it found")
    return Anki((program,))


def _on_linux(machine: Machine) -> Iterator[Anki]:
    """A program, then Flatpak, then what the desktop has registered for `.apkg`.

    The program comes first since it tells by its exit code whether it took the file. `@@` lets Flatpak's Anki read the file
    wherever it is.
    """
    home = PurePosixPath(machine.home)
    yield from _program(machine, ("anki", "/usr/local/bin/anki", str(home / ".local/bin/anki")))
    installed = ("/var/lib/flatpak/app", str(home / ".local/share/flatpak/app"))
    if (flatpak := machine.which("flatpak")) and any(machine.exists(f"{folder}/{_FLATPAK}") for folder in installed):
        yield Anki((flatpak, "run", "--file-forwarding", _FLATPAK, "@@"), ("@@",))
    if (opener := machine.which("xdg-open")) and machine.handler(_MIME_TYPE):
        yield Anki((opener,), registered=True)


def _on_macos(machine: Machine) -> Iterator[Anki]:
    """The application, then a program, then whatever the system knows as Anki; that one fails only when it is tried."""
    for path in ("/Applications/Anki.app", f"{machine.home}/Applications/Anki.app"):
        if machine.exists(path):
            yield _application(path)
    yield from _program(machine, ("anki",))
    yield _application("Anki")


def _on_windows(machine: Machine) -> Iterator[Anki]:
    """The installer's folder, older installers' folders, a program, then what is registered; that fails when it is tried."""
    folders = (("LOCALAPPDATA", "Programs"), ("ProgramFiles", ""), ("ProgramW6432", ""), ("ProgramFiles(x86)", ""))
    paths = [
        str(PureWindowsPath(machine.environment[name], below, "Anki", "anki.exe"))
        for name, below in folders
        if machine.environment.get(name)
    ]
    yield from _program(machine, (*paths, "anki"))
    yield Anki(("start",), registered=True)


def _program(machine: Machine, names: Sequence[str]) -> Iterator[Anki]:
    for name in names:
        if program := machine.which(name):
            yield Anki((program,))


def _application(name: str) -> Anki:
    return Anki(("open", "-a", name), takes_many=True)
