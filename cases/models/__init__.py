"""The investigations department's tables."""

from cases.models.care import AccessRequest, Spill
from cases.models.case import ENDED, LIVE, Case, Priority, SentOnce, Status
from cases.models.file import Approval, Attachment, Event, Note, Review
from cases.models.log import LogEntry
from cases.models.offence import Offence
from cases.models.subject import Compartment, Subject
from cases.models.team import Assignment, TeamMember
from cases.numbers import Counter

__all__ = [
    "ENDED",
    "LIVE",
    "AccessRequest",
    "Approval",
    "Assignment",
    "Attachment",
    "Case",
    "Compartment",
    "Counter",
    "Event",
    "LogEntry",
    "Note",
    "Offence",
    "Priority",
    "Review",
    "SentOnce",
    "Spill",
    "Status",
    "Subject",
    "TeamMember",
]
