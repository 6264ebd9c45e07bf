"""Bringing a case before those who decide how long it is kept and whether it may go. Their roles open nothing by
themselves (domain §0.6.10): they are let in to this case, for this."""

from django.db import transaction
from django.urls import reverse

from cases.actions.timeline import hold, now, tell
from cases.guards import kept_out, works_or_approves
from secoffice import ports
from secoffice.access.actions import admit
from secoffice.access.models import Admission
from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.workflow import StepRefused

CHOOSES, APPROVES = "chooses how long it is kept", "is asked whether it may be destroyed"
NOBODY = "No records officer up the chain can be asked. Tell your director or headquarters."


def may_ask(user, case):
    """Whoever works or supervises the case, also once it has ended: then its period begins."""
    return works_or_approves(user, case)


def asked(case):
    """The records officers who were let in to choose its item."""
    rows = Admission.objects.filter(target_type="cases.case", target_id=case.pk, reason=CHOOSES)
    return User.objects.filter(pk__in=[row.principal.partition(":")[2] for row in rows]).order_by("name")


@transaction.atomic
def ask_for_item(*, case, by, at=None):
    """Ask the nearest records officers to choose the item of the schedule. Returns whom."""
    at = now(at)
    if why := may_ask(by, hold(case)):
        raise StepRefused(why)
    people = nearest(case, "REC_OFF", but=by)
    if not people:
        raise StepRefused(NOBODY)
    for person in people:
        admit(case, principal=f"user:{person.pk}", reason=CHOOSES, by=by, at=at)
        owe(
            case,
            "retention item to choose",
            reverse("cases:retention", args=[case.reference]),
            person,
            by,
            at,
        )
    trail.record("asked for a retention item", case, by=by, detail={"of": [one.pk for one in people]}, at=at)
    tell(case, "retention", "The records officer was asked for a retention item", by=by, at=at)
    return people


def proposed(case, *, by, at=None):
    """It was proposed for destruction: the nearest legal adviser and whoever supervises it are asked (F.3)."""
    at, advisers = now(at), nearest(case, "LEGAL", but=by)
    for person in advisers:
        admit(case, principal=f"user:{person.pk}", reason=APPROVES, by=by, at=at)
    for person in {*advisers, case.supervisor} - {None, by}:
        owe(case, "destruction to approve or refuse", reverse("records:queue"), person, by, at)


def nearest(case, role, *, but=None):
    """Those of the role at the nearest office up the chain whom nothing keeps out of the case."""
    for office in case.office.chain():
        people = User.objects.present().filter(office=office).with_role(role).order_by("pk")
        if found := [one for one in people if one != but and not kept_out(one, case)]:
            return found
    return []


def owe(case, duty, url, person, by, at):
    if person == by:
        return
    ports.tell(
        "notice.owed", kind="records", source_type="cases.case", source_id=case.pk, recipient_id=person.pk, duty=duty,
        reference=case.reference, url=url, office_id=case.office_id, at_once=False, step=f"{at:%Y-%m-%d}", at=at,
    )  # fmt: skip
