"""The clock, read in one place. `SOURCE_DATE_EPOCH`, where set, is the clock: the reproducible-builds convention."""

import os
import re
import time

from deckgen.errors import DeckgenError
from deckgen.model import Instant


def now() -> Instant:
    """Whole seconds since 1970."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return Instant(int(time.time()))
    if not re.fullmatch(r"[0-9]{1,11}", fixed):  # more digits are milliseconds: stamps of the far future
        raise DeckgenError(f"SOURCE_DATE_EPOCH is `{fixed}`", hint="it should be whole seconds since 1970")
    return Instant(int(fixed))
