"""The real Anki desktop without a screen, and a learner's hand at its mouse: reads each import dialog and presses Import.

    python anki_offscreen.py JOURNAL [FILE]     as `anki FILE`; what happens is appended to JOURNAL, a JSON object a line
    python anki_offscreen.py JOURNAL --seed     make the profile of somebody who has just installed Anki, and end

It ends when a file `JOURNAL.quit` appears, and by itself after two minutes. Every process of one test has the same ANKI_BASE.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import aqt
from aqt.import_export.import_dialog import ImportDialog
from aqt.profiles import ProfileManager
from aqt.qt import QApplication, QTimer

OPTIONS = (Path(__file__).parent / "options.js").read_text(encoding="utf-8")
PRESS = """document.querySelector('[role="toolbar"] button').click()"""
RESULT = """document.body.innerText.includes("found in file") ? document.body.innerText : null"""
TICK_MS = 100
PATIENCE = 120.0


def main(journal: Path, arguments: list[str]) -> None:
    if arguments == ["--seed"]:
        seed()
        return
    app = aqt._run(["anki", *arguments], exec=False)
    if app is None:  # another Anki runs, and has the file
        return
    hand = Hand(app, journal)
    hand.write("running", pid=os.getpid())
    timer = QTimer()
    timer.timeout.connect(hand.tick)
    timer.start(TICK_MS)
    app.exec()
    hand.write("ended", pid=os.getpid())


def seed() -> None:
    """The first profile, in English, without the questions of a first start and without the network."""
    profiles = ProfileManager(ProfileManager.get_created_base_folder(os.environ["ANKI_BASE"]))
    profiles.setupMeta()
    profiles.setLang("en_US")
    profiles.create("User 1")
    profiles.load("User 1")
    profiles.meta.update(firstRun=False, check_for_updates=False, suppressUpdate=True)
    profiles.profile.update(autoSync=False)
    profiles.save()


class Hand:
    """Deals with one import dialog at a time: of those that wait the topmost, since only that one can be reached."""

    def __init__(self, app: QApplication, journal: Path) -> None:
        self.app = app
        self.journal = journal
        self.pressed: list[ImportDialog] = []
        self.busy = False
        self.end = time.monotonic() + PATIENCE

    def tick(self) -> None:
        """Look at what is on the screen."""
        if self.busy:
            return
        if time.monotonic() > self.end or self.journal.with_suffix(".quit").exists():
            self.busy = True
            aqt.mw.unloadProfileAndExit()
        elif self.pressed:
            self.ask(self.pressed[-1], RESULT, self.close)
        elif isinstance(dialog := self.app.activeModalWidget(), ImportDialog):
            self.ask(dialog, OPTIONS, self.press_import)

    def press_import(self, dialog: ImportDialog, options: object) -> None:
        open_dialogs = sum(isinstance(one, ImportDialog) and one.isVisible() for one in self.app.topLevelWidgets())
        self.write("dialog", path=dialog.args.path, options=options, dialogs=open_dialogs)
        self.pressed.append(dialog)
        dialog.web.page().runJavaScript(PRESS)

    def close(self, dialog: ImportDialog, text: object) -> None:
        self.write("imported", path=dialog.args.path, text=" ".join(str(text).split()))
        self.pressed.remove(dialog)
        dialog.reject()

    def ask(self, dialog: ImportDialog, script: str, then: Callable[[ImportDialog, object], None]) -> None:
        """Run a script in the dialog's page, and go on with its answer if there is one yet."""
        self.busy = True

        def answered(value: object) -> None:
            self.busy = False
            if value:
                then(dialog, value)

        dialog.web.page().runJavaScript(script, answered)

    def write(self, event: str, **facts: object) -> None:
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, **facts}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
