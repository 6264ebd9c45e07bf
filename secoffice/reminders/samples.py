"""Letters about nothing, to look at: neutral words, made-up numbers, and a link that opens nothing."""

from datetime import timedelta

from secoffice.reminders import letters
from secoffice.reminders.models import Notice

ABOUT = {"invitation": "Your invitation to the office", "reset": "Choose a new password"}
ROWS = {
    "digest": (
        ("warn", "owner", 3),
        ("overdue", "owner", -2),
        ("due", "watcher", 0),
        ("told", "owner", None),
    ),
    "weekly": (("half", "owner", 12), ("due", "watcher", 5), ("told", "owner", None)),
    "list": (
        ("escalate_1", "supervisor", -4),
        ("escalate_1", "supervisor", -6),
        ("escalate_2", "director", -9),
    ),
    "single": (("due", "owner", 0),),
    "test": (("told", "owner", None),),
}


def letter(kind, person, now):
    """A letter of this kind as this person would get it, of sample data."""
    if kind in letters.LINKED:
        return letters.linked(kind, person, now, ABOUT[kind], "/accounts/sample-link/")
    notices = [_notice(kind, number, *row, person, now) for number, row in enumerate(ROWS[kind], 1)]
    return letters.letter(notices, person, now, kind)


def _notice(kind, number, step, audience, days, person, now):
    due_at = None if days is None else now + timedelta(days=days, hours=1)
    about = (
        {"kind": "deadline", "duty": "supervisory review"}
        if days is not None
        else {"kind": "assignment", "duty": "a case was given to you"}
    )
    if kind == letters.TEST:
        about = {"kind": kind, "duty": "test of the mails of this office"}
    return Notice(
        step=step, audience=audience, reference="" if kind == letters.TEST else f"SMP-2026-{number:05}-X",
        url="/inbox/", due_at=due_at, due_on=due_at and due_at.astimezone(person.tz).date(), **about,
    )  # fmt: skip
