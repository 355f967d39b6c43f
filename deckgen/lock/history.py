"""A lock that is missing, older than what was released, or short of lines: noticed before anything is planned with it.

Planning with such a lock looks fine: every note is new, or nothing has changed. Learners would lose edits, or never get a text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.diagnostics import Diagnostic, errors
from deckgen.lock.anew import begin_anew
from deckgen.lock.changes import Plan
from deckgen.lock.guards import LOCK_SPAN, namespace_problem
from deckgen.lock.model import Lock
from deckgen.lock.permissions import NOTHING_ALLOWED, Permissions
from deckgen.lock.plan import Target, plan_update
from deckgen.lock.times import clock_problems
from deckgen.lock.traces import NO_TRACES, Gap, Trace, Traces, covers, gap, numbers
from deckgen.model import Instant, Settings

_SHOWN = 5
_ANEW = "deckgen build --new-lock, which sends every note anew and costs learners their own edits"


def plan_with_history(
    lock: Lock,
    target: Target,
    traces: Traces = NO_TRACES,
    *,
    now: Instant,
    permissions: Permissions = NOTHING_ALLOWED,
) -> Plan:
    """The plan, or what must be done about the lock first."""
    entries = frozenset(f"{note.key.entry}/{note.key.language}" for note in target.notes)
    problems = tuple(lock_problems(lock, target.settings, traces, entries))
    if problems and not permissions.new_lock:
        return Plan(lock, lock, (), (), problems)
    if problems:
        plan = plan_update(begin_anew(lock, target, traces, now), target, now=now, permissions=permissions)
        plan = replace(plan, before=lock)
    else:
        plan = plan_update(lock, target, now=now, permissions=permissions)
    clock = errors(clock_problems(plan, traces, now, permissions))
    # One word on the clock, and that of what is known besides the lock: it does not offer what it would refuse.
    others = [one for one in plan.diagnostics if not (clock and one.code == "I009")]
    return replace(
        plan,
        diagnostics=(
            *others,
            *clock_problems(plan, traces, now, permissions),
            *_needless(permissions, needed=bool(problems)),
        ),
    )


def lock_problems(
    lock: Lock, settings: Settings, traces: Traces, entries: frozenset[str] = frozenset()
) -> Iterator[Diagnostic]:
    """What is wrong with the lock, where other things remember more. `entries` are the notes of the sources, as `id/language`."""
    if namespace_problem(lock, settings):
        return  # a problem of its own
    known = traces.of(settings.namespace)
    if traces.missing:
        if known:
            yield _missing(known)
        return
    gaps = [gap(lock, traces.text or "", one, entries) for one in known if not one.text or one.began >= lock.began]
    behind = [one for one in gaps if one.releases or one.older]
    short = [one for one in gaps if one.lost]
    if behind:
        yield _older(lock, max(behind, key=_weight))
    elif short:
        yield _short(lock, max(short, key=lambda one: len(one.lost)))
    elif other := next((one for one in known if one.present and _other_history(lock, one)), None):
        yield _foreign(lock, other)


def _weight(behind: Gap) -> tuple[tuple[int, ...], bool, int]:
    """The newest release first, then what holds a whole lock, then the most notes."""
    return numbers(max(behind.releases, key=numbers, default="")), bool(behind.trace.text), len(behind.older)


def _missing(known: Sequence[Trace]) -> Diagnostic:
    found = "; ".join(one.what for one in known[:_SHOWN])
    message = (
        f"deckgen.lock is missing, and there was one: {found}. "
        "Without it every note counts as new, and learners lose their own edits"
    )
    way = next((one.recovery for one in known if one.recovery), "")
    hint = f"get it back: {way}" if way else "get it back from another clone or a backup"
    return Diagnostic("I016", message, LOCK_SPAN, f"{hint}; or, to begin anew: {_ANEW}")


def _older(lock: Lock, behind: Gap) -> Diagnostic:
    has = f"knows {lock.last_release}" if lock.last_release else "knows no release"
    if behind.releases:
        message = f"deckgen.lock {has}, and {max(behind.releases, key=numbers)} was released: {behind.trace.what}"
    else:
        message = f"deckgen.lock has older times for {_some(behind.older)} than were released: {behind.trace.what}"
    message += ". Learners have newer notes than this lock knows, and would never get what is written now"
    return Diagnostic("I017", message, LOCK_SPAN, _way_back(lock, behind))


def _short(lock: Lock, short: Gap) -> Diagnostic:
    message = (
        f"deckgen.lock has lost the lines of {_some(short.lost)}: {short.trace.what}. "
        "They would count as new, or learners would never hear of them again"
    )
    return Diagnostic("I018", message, LOCK_SPAN, _way_back(lock, short))


def _foreign(lock: Lock, other: Trace) -> Diagnostic:
    version = _other_history(lock, other)
    message = (
        f"deckgen.lock is of another history: it released {version} at another time than {other.what}. "
        "Learners have the notes of one of the two"
    )
    hint = f"use the lock that learners' packages were built with, perhaps: {other.recovery}"
    return Diagnostic("I017", message, LOCK_SPAN, hint)


def _other_history(lock: Lock, trace: Trace) -> str:
    """A release that both know with different times."""
    times = trace.releases
    return next(
        (version for version, time in lock.releases.items() if time and times.get(version, time) not in {time, 0}), ""
    )


def _way_back(lock: Lock, behind: Gap) -> str:
    trace = behind.trace
    if covers(trace, lock):
        return f"{trace.recovery}, then deckgen build: what was put back in the sources is then sent as a correction"
    if trace.revision:
        shown = f"git show {trace.revision}:./deckgen.lock"
        return (
            f"keep the lines of both sides: {shown} has the others; where both have a line for one note, "
            f"the one with the larger mtime; or: {_ANEW}"
        )
    return f"get the newer deckgen.lock back from where {max(behind.releases, key=numbers, default='it')} was released; or: {_ANEW}"


def _some(keys: Sequence[str]) -> str:
    names = list(dict.fromkeys(key.rstrip("/") for key in keys))
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _needless(permissions: Permissions, *, needed: bool) -> Iterator[Diagnostic]:
    if permissions.new_lock and not needed:
        message = "--new-lock does nothing: nothing shows that another lock was there"
        yield Diagnostic("I014", message, LOCK_SPAN, "leave it out")
