"""Discrepancies: opened by the program or by a person, told to all who answer for it, closed by somebody else."""

from django.db import transaction

from cases.actions.assigning import notify
from cases.actions.timeline import now
from cases.evidence.actions import chain
from cases.evidence.models import Discrepancy
from secoffice.accounts.models import User
from secoffice.audit import trail

IN_DOUBT = "Its bytes are in doubt. Nobody uses it until that is cleared up."
ONCE = ("DIGEST", "MISSING", "UNEXPECTED")  # while one is open, finding the same again adds nothing


@transaction.atomic
def report_discrepancy(*, exhibit, about, says, by, at=None):
    """Put on file that something does not agree; `by` is None where the program found it. The custodian, the auditors
    and the supervisor are told."""
    at = now(at)
    chain.hold(exhibit)
    if about in ONCE and (known := exhibit.discrepancies.filter(about=about, status="OPEN").first()):
        return known
    made = Discrepancy.objects.create(
        exhibit=exhibit,
        about=about,
        says=says,
        opened_by=by,
        opened_at=at,
        status_at=at,
        custodian=exhibit.custodian,
    )
    words = {"text": f"discrepancy ({made.get_about_display().lower()})", "purpose": says[:500]}
    chain.append(exhibit, "DISCREPANCY", by=by, at=at, **words)
    tell_all(made, by=by, at=at)
    return made


def tell_all(made, *, by, at):
    exhibit, step = made.exhibit, f"discrepancy {made.pk}"
    people = {exhibit.custodian, *auditors_of(exhibit.case.office)} - {None}
    for person in sorted(people, key=lambda one: one.pk):
        if exhibit.is_visible_to(person):
            chain.owe(exhibit, "discrepancy to clear up", recipient=person, by=by, step=step, at=at)
    for person in {exhibit.case.supervisor, exhibit.case.officer} - people - {None}:
        notify(exhibit.case, "evidence", "discrepancy to clear up", recipient=person, by=by, step=step, at=at)


def auditors_of(office):
    chain_of = [one.pk for one in office.chain()]
    return User.objects.present().filter(office__in=chain_of).with_role("EVID_AUD")


@transaction.atomic
def report_in_room(*, room, says, by, at=None):
    """Something lies in a room that the register does not know."""
    at = now(at)
    made = Discrepancy.objects.create(
        room=room, about="UNEXPECTED", says=says, opened_by=by, opened_at=at, status_at=at
    )
    trail.record("discrepancy", made, by=by, at=at)
    return made


def open_digest(exhibit):
    """Whether its bytes are in doubt: then nobody uses it."""
    return exhibit.discrepancies.filter(about="DIGEST", status="OPEN").exists()
