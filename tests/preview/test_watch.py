"""Changes of the sources are noticed, whatever way an editor saves."""

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from deckgen.preview.watch import changes
from tests.conftest import MakeProject, ProjectOnDisk

PATIENCE = 20.0


@pytest.fixture
def deck(project: MakeProject) -> ProjectOnDisk:
    return project({"cards/a/x.yaml": "- {id: one, front: Q, back: A}\n"})


@pytest.fixture
def heard(deck: ProjectOnDisk) -> Iterator["queue.Queue[None]"]:
    """What `changes` yields, while a thread listens."""
    stop, found = threading.Event(), queue.Queue[None]()

    def listen() -> None:
        for change in changes(deck.root, stop):
            found.put(change)

    thread = threading.Thread(target=listen)
    thread.start()
    _settle(deck, found)
    yield found
    stop.set()
    thread.join(PATIENCE)


def _settle(deck: ProjectOnDisk, found: "queue.Queue[None]") -> None:
    """The watch has begun when it hears a first change, which is then forgotten."""
    for attempt in range(20):
        deck.write("cards/a/notes.yaml", f"- {attempt}")
        if _heard_within(found, 1.0):
            break
    while _heard_within(found, 1.0):
        pass


def _heard_within(found: "queue.Queue[None]", seconds: float) -> bool:
    try:
        found.get(timeout=seconds)
    except queue.Empty:
        return False
    return True


SAVES: dict[str, Callable[[ProjectOnDisk], object]] = {
    "a card file": lambda deck: deck.write("cards/a/x.yaml", "- {id: one, front: Q2, back: A}\n"),
    "a new topic": lambda deck: deck.write("cards/b/topic.yaml", "title: B\norder: 2\n"),
    "the settings": lambda deck: (deck.root / "deckgen.toml").write_text("[project]\n", encoding="utf-8"),
    "settings that are replaced": lambda deck: deck.write("new.toml", "[project]\n").replace(
        deck.root / "deckgen.toml"
    ),
    "a first template": lambda deck: deck.write("templates/style.css", ".card { }"),
    "a deleted file": lambda deck: deck.write("cards/a/x.yaml", None),
}


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_saving_is_noticed(
    deck: ProjectOnDisk, heard: "queue.Queue[None]", save: Callable[[ProjectOnDisk], object]
) -> None:
    save(deck)
    assert _heard_within(heard, PATIENCE)


def test_a_template_is_noticed_after_its_folder_has_come(deck: ProjectOnDisk, heard: "queue.Queue[None]") -> None:
    deck.write("templates/style.css", ".card { }")
    assert _heard_within(heard, PATIENCE)
    while _heard_within(heard, 1.5):
        pass
    deck.write("templates/style.css", ".card { color: red }")
    assert _heard_within(heard, PATIENCE)


def test_what_a_build_writes_is_no_change(deck: ProjectOnDisk, heard: "queue.Queue[None]") -> None:
    deck.write("build/preview/index.html", "x")
    assert not _heard_within(heard, 2.0)
