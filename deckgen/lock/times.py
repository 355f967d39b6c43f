"""A clock that is years off: an RTC that has lost its battery, `SOURCE_DATE_EPOCH` of a build shell, a wrong year.

A stamp of the past is older than what learners write, so corrections stop; one of the future overwrites edits again and again.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from deckgen.codes import Severity
from deckgen.diagnostics import Diagnostic
from deckgen.lock.changes import Plan
from deckgen.lock.guards import LOCK_SPAN
from deckgen.lock.model import Lock
from deckgen.lock.permissions import Permissions
from deckgen.lock.traces import Traces
from deckgen.model import Instant

DAY, YEAR = 86_400, 31_557_600
PATIENCE = 3 * YEAR
"""How much later than anything the project remembers a clock may be before somebody is asked."""
_CLOCK = "SOURCE_DATE_EPOCH, where set, is the clock: unset it"


def clock_problems(
    plan: Plan, traces: Traces, now: Instant, permissions: Permissions, *, stamps: bool = False
) -> Iterator[Diagnostic]:
    """What is wrong with the clock, if something is stamped with it: by the plan, or anyway (`stamps`) by a release."""
    if not (stamps or _stamps(plan)):
        return
    if now < traces.earliest:
        message = f"the clock says {_date(now)}, when there was no deckgen; notes stamped then are older than what learners have"
        yield Diagnostic("I019", message, LOCK_SPAN, f"set the clock right; {_CLOCK}")
        return
    if permissions.allows("clock", _date(now)[:4]):
        return
    allow = f"set the clock right ({_CLOCK}); or, if it is: --allow clock:{_date(now)[:4]}"
    if traces.last_commit - now > DAY:
        message = (
            f"the clock says {_date(now)}, and the last commit is of {_date(traces.last_commit)}: "
            "a correction stamped in the past does not reach who has edited the note since"
        )
        yield Diagnostic("I019", message, LOCK_SPAN, allow, level=Severity.WARNING)
    newest = max(plan.before.newest_mtime, traces.last_commit, traces.latest)
    if traces.latest and now - newest > PATIENCE:
        message = (
            f"the clock says {_date(now)}, years after anything that is known here ({_date(newest)}); "
            "notes stamped in the future overwrite edits again and again"
        )
        yield Diagnostic("I019", message, LOCK_SPAN, allow)


def _stamps(plan: Plan) -> bool:
    return bool(_times(plan.after) - _times(plan.before))


def _times(lock: Lock) -> set[tuple[str, Instant]]:
    looks = {(str(key), one.mtime) for key, one in lock.notetypes.items()}
    return looks | {(str(row.guid), row.mtime) for row in lock.notes.values()}


def _date(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
