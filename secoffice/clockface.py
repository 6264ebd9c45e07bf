"""What the clock of a deadline shows: pure rules, drawn by the `ring` tag. Signs repeat what colour says."""

from datetime import datetime, timedelta
from typing import NamedTuple

NEARLY_DUE = 3  # days; used where a deadline does not carry its own warning date


class Face(NamedTuple):
    tone: str  # ok, warn, bad, done, none
    used: int  # per cent of the time
    text: str
    words: str


NO_DATE = Face("none", 0, "–", "No date running")
DONE = Face("done", 100, "", "Met")


def of_deadline(deadline, *, at: datetime) -> Face:
    """Days are counted between calendar dates, as the deadline engine does; late means past the instant."""
    due = getattr(deadline, "due_at", None)
    if not due:
        return NO_DATE
    today = at.date()
    left = ((getattr(deadline, "due_on", None) or due.astimezone(at.tzinfo).date()) - today).days
    trigger = getattr(deadline, "trigger_at", None)
    total = max(round((due - trigger) / timedelta(days=1)), 1) if trigger else None
    warn_on = getattr(deadline, "warn_on", None)
    near = (today >= warn_on) if warn_on else (left <= NEARLY_DUE)
    return of_days(left, total, getattr(deadline, "state", "open"), near=near, late=at > due)


def of_days(left, total=None, state="open", *, near=None, late=None) -> Face:
    if state == "met":
        return DONE
    if left is None or state not in ("", "open"):
        return NO_DATE
    if left < 0 if late is None else late:
        return late_by(max(-left, 0))
    near = left <= NEARLY_DUE if near is None else near
    used = min(max(round(100 * (1 - left / total)), 2), 100) if total else 50
    return Face("warn" if near else "ok", used, str(left) if left < 1000 else "…", words_for(left, total))


def late_by(days) -> Face:
    words = f"{several(days, 'day')} late" if days else "Late since today"
    return Face("bad", 100, "!" if not days else f"−{days}" if days < 1000 else "−…", words)


def words_for(left, total):
    if left == 0:
        return "Due today"
    return f"{several(left, 'day')} left" + (f" of {total}" if total else "")


def several(count, word):
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
