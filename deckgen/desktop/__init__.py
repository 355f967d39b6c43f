"""Hands built packages to the Anki desktop program, as a double click on them does.

1. `machine` is what a search needs to know of this computer; 2. `programs` finds Anki, by a table for each platform; 3. `choice`
picks the packages; 4. `handover` starts the program and lets go of it. Anki's own import dialog does the rest, so that the
learner's options are in force: an import over a remote control would merge notetypes and bring scheduling in unasked.
"""

from deckgen.desktop.choice import BuiltPackage, built_packages, choose, expect_known
from deckgen.desktop.handover import hand_over
from deckgen.desktop.machine import Machine, this_machine
from deckgen.desktop.programs import Anki, find_anki

__all__ = [
    "Anki",
    "BuiltPackage",
    "Machine",
    "built_packages",
    "choose",
    "expect_known",
    "find_anki",
    "hand_over",
    "this_machine",
]
