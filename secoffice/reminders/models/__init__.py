"""The ledger of notices and mails, what each person chose, what they follow, and what came back."""

from secoffice.reminders.models.bounces import Bounce
from secoffice.reminders.models.choices import FeedKey, Hook, Preference, Reading
from secoffice.reminders.models.following import Snooze, Watch
from secoffice.reminders.models.ledger import (
    AUDIENCES,
    DEADLINE,
    LATE_STEPS,
    STEP_WORDS,
    Channel,
    Mail,
    Notice,
    NoticeQuerySet,
)

__all__ = [
    "AUDIENCES",
    "DEADLINE",
    "LATE_STEPS",
    "STEP_WORDS",
    "Bounce",
    "Channel",
    "FeedKey",
    "Hook",
    "Mail",
    "Notice",
    "NoticeQuerySet",
    "Preference",
    "Reading",
    "Snooze",
    "Watch",
]
