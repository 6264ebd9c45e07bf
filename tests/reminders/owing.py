"""A record that owes something, as light as it can be: reminders look at admissions, never at the record."""

from datetime import UTC, datetime
from itertools import count
from types import SimpleNamespace

from secoffice.access.models import Admission, Recusal
from secoffice.deadlines import actions, rules
from secoffice.deadlines.models import Deadline
from secoffice.reminders.models import Mail, Notice
from secoffice.reminders.tasks import run_reminders

KIND = "tests.matter"
number = count(1)
REVIEW = rules.register(rules.Rule("test.review", "supervisory review", 30))
ROUTINE = rules.register(rules.Rule("test.lead", "reply to another office", 30, severity="routine"))
URGENT = rules.register(rules.Rule("test.spill", "containment", 30, at_once=True))


class Matter:
    _meta = SimpleNamespace(label_lower=KIND, verbose_name="matter")
    title = "NEEDLE altered passport of Mr Needle"

    def __init__(self):
        self.pk = next(number)
        self.reference = f"UTP-26-{self.pk:05}-K"

    def get_absolute_url(self):
        return f"/matters/{self.pk}/"


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def admit(matter, *people):
    for person in people:
        Admission.objects.create(
            target_type=KIND, target_id=matter.pk, principal=f"user:{person.pk}", reason="works it"
        )


def recuse(matter, person):
    Recusal.objects.create(target_type=KIND, target_id=matter.pk, user=person, reason="kin")


def owe(owner, *, office=None, rule=REVIEW, trigger="2026-04-01T00:00", admitted=None, **more):
    """The example of domain §0.1: 1 April and 30 days: half 16, warn 28 April, due 1, late 4 and 8 May."""
    matter = Matter()
    admit(matter, *([owner] if admitted is None else admitted))
    office = office or owner.office
    deadline = actions.start(
        rule=rule.code, target=matter, office=office, trigger_at=at(trigger), owner=owner, by=None,
        at=at(trigger), **more,
    )  # fmt: skip
    deadline.matter = matter
    return deadline


def run(text):
    return run_reminders(at(text) if isinstance(text, str) else text)


def told(**by):
    """(step, who) of every notice, in the order written."""
    rows = Notice.objects.filter(**by).select_related("recipient").order_by("pk")
    return [(notice.step, notice.recipient) for notice in rows]


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def again(deadline):
    return Deadline.objects.get(pk=deadline.pk)
