"""Where Anki is found on computers of every kind, and the command that opens packages there."""

import sys
from collections.abc import Mapping

import pytest

from deckgen.desktop import Machine, find_anki, this_machine
from deckgen.errors import DeckgenError

FILES = ("/decks/a.apkg", "/decks/b.apkg")
WINDOWS = {"LOCALAPPDATA": r"C:\Users\ada\AppData\Local", "ProgramFiles": r"C:\Program Files"}
ON_WINDOWS = r"C:\Users\ada\AppData\Local\Programs\Anki\anki.exe"


def machine(
    platform: str,
    *there: str,
    programs: Mapping[str, str] | None = None,
    environment: Mapping[str, str] | None = None,
    handler: str = "",
) -> Machine:
    """A computer with these files and folders; of `programs` by name, the paths are there, too."""
    named = programs or {}
    paths = {*there, *named.values()}

    def which(name: str) -> str | None:
        return named.get(name) or (name if name in paths else None)

    return Machine(platform, environment or {}, "/home/ada", which, paths.__contains__, lambda _mime_type: handler)


def commands(one: Machine, wanted: str | None = None) -> list[str]:
    return [" ".join(command) for command in find_anki(one, wanted).commands(FILES)]


def each(before: str, after: str = "") -> list[str]:
    """A command for each file."""
    return [f"{before} {file}{after}" for file in FILES]


FLATPAK = "/usr/bin/flatpak run --file-forwarding net.ankiweb.Anki @@"
FLATPAK_USER = "/home/ada/.local/share/flatpak/app/net.ankiweb.Anki"
FLATPAK_ALL = "/var/lib/flatpak/app/net.ankiweb.Anki"
ANKI = {"anki": "/opt/bin/anki"}
FLAT = {"flatpak": "/usr/bin/flatpak"}
XDG = {"xdg-open": "/usr/bin/xdg-open"}
APPLICATIONS = "/Applications/Anki.app"
OWN_APPLICATIONS = "/home/ada/Applications/Anki.app"
TABLE = {
    "linux: on PATH": (machine("linux", programs={**ANKI, **FLAT, **XDG}), each("/opt/bin/anki")),
    "linux: the installer's place": (machine("linux", "/usr/local/bin/anki"), each("/usr/local/bin/anki")),
    "linux: a user's place": (machine("linux", "/home/ada/.local/bin/anki"), each("/home/ada/.local/bin/anki")),
    "linux: flatpak for all": (machine("linux", FLATPAK_ALL, programs=FLAT), each(FLATPAK, " @@")),
    "linux: flatpak for one": (machine("linux", FLATPAK_USER, programs=FLAT), each(FLATPAK, " @@")),
    "linux: registered": (machine("linux", programs={**FLAT, **XDG}, handler="anki.desktop"), each("/usr/bin/xdg-open")),
    "freebsd: on PATH": (machine("freebsd14", programs=ANKI), each("/opt/bin/anki")),
    "macos: for all": (machine("darwin", APPLICATIONS, OWN_APPLICATIONS), [f"open -a {APPLICATIONS} {' '.join(FILES)}"]),
    "macos: for one": (machine("darwin", OWN_APPLICATIONS, programs=ANKI), [f"open -a {OWN_APPLICATIONS} {' '.join(FILES)}"]),
    "macos: on PATH": (machine("darwin", programs=ANKI), each("/opt/bin/anki")),
    "macos: elsewhere": (machine("darwin"), [f"open -a Anki {' '.join(FILES)}"]),
    "windows: the installer's place": (machine("win32", ON_WINDOWS, environment=WINDOWS), each(ON_WINDOWS)),
    "windows: an older installer's": (
        machine("win32", r"C:\Program Files\Anki\anki.exe", programs=ANKI, environment=WINDOWS),
        each(r"C:\Program Files\Anki\anki.exe"),
    ),
    "windows: on PATH": (machine("win32", programs=ANKI), each("/opt/bin/anki")),
    "windows: registered": (machine("win32", environment=WINDOWS), each("start")),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_anki_is_found_where_its_installers_put_it(case: str) -> None:
    one, expected = TABLE[case]
    assert commands(one) == expected


@pytest.mark.parametrize(
    "without",
    [
        machine("linux"),
        machine("linux", programs=FLAT),
        machine("linux", FLATPAK_ALL),
        machine("linux", programs=XDG),
        machine("linux", handler="anki.desktop"),
    ],
    ids=["nothing", "flatpak without Anki", "Anki without flatpak", "xdg-open without Anki", "Anki without xdg-open"],
)
def test_where_anki_is_not_installed_it_says_so(without: Machine) -> None:
    with pytest.raises(DeckgenError, match="not installed") as caught:
        find_anki(without)
    assert caught.value.hint
    assert "DECKGEN_ANKI" in caught.value.hint


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_named_program_goes_before_all_that_is_found(platform: str) -> None:
    one = machine(platform, "/elsewhere/anki", APPLICATIONS, ON_WINDOWS, programs=ANKI, environment=WINDOWS)
    assert commands(one, "/elsewhere/anki") == each("/elsewhere/anki")


def test_a_named_application_is_opened_the_way_of_macos() -> None:
    assert commands(machine("darwin", "/Volumes/x/Anki.app"), "/Volumes/x/Anki.app") == [
        f"open -a /Volumes/x/Anki.app {' '.join(FILES)}"
    ]


@pytest.mark.parametrize(("there", "why"), [((), "is not there"), (("/tmp/file",), "not a program")])
def test_a_named_program_that_cannot_be_run_is_an_error(there: tuple[str, ...], why: str) -> None:
    one = machine("linux", programs=ANKI)
    unusable = Machine(one.platform, {}, one.home, {**ANKI}.get, lambda path: path in there, one.handler)
    with pytest.raises(DeckgenError, match=why):
        find_anki(unusable, "/tmp/file")


def test_only_what_is_registered_tells_nothing_by_its_end() -> None:
    registered = {case for case, (one, _) in TABLE.items() if find_anki(one).registered}
    assert registered == {"linux: registered", "windows: registered"}


def test_this_computer_can_be_searched() -> None:
    """Whatever is installed here, Python can be named."""
    assert commands(this_machine(), sys.executable) == each(sys.executable)
    assert this_machine().handler("application/x-deckgen-nobody-opens-this") == ""
