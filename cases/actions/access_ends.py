"""The end of access that was given for a time (§0.1.3): a date like any other, though nobody owes anything by it.

It is the date of whoever was let in. Whoever let them in hears some working days before as well, while giving more
time is still easy. Access and date end in the same second, that of the case's office.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from cases import deadlines as rules
from cases.actions.timeline import hold, now
from cases.guards import approves, works
from cases.models import Case, TeamMember
from secoffice import ports
from secoffice.access.actions import admit
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.engine import end_of_day, start_of_day
from secoffice.deadlines.keepers import EXTEND
from secoffice.deadlines.models import Deadline
from secoffice.reminders.models import Notice

RULE = rules.ACCESS
CASE = Case._meta.label_lower
IN_TEAM = "in the team"  # the reason that admits whoever has a place on the team
FOR_GIVER = "end of an access given"
TOLD = {"kind": "access", "source_type": CASE}
STEP = Concat(Value("ends "), Cast(OuterRef("pk"), CharField()))  # of the notice about a date
FRAMED = Case._base_manager.select_related("office", "unit__supervisor", "officer")
log = logging.getLogger(__name__)


def last_second(case, until):
    """The end of that day at the case's office; None for access without an end."""
    return until and end_of_day(case.office.local_date(until), case.office.tz)


def of(case, user):
    """The running date of somebody's access to a case: one or none."""
    return Deadline.objects.open().for_target(case).filter(rule=RULE, owner=user)


def duties_of(case, user):
    """The rules of what somebody owes in a case, which an heir takes on; the end of their access is none."""
    rows = Deadline.objects.open().for_target(case).filter(owner=user).exclude(rule=RULE)
    return sorted(set(rows.order_by().values_list("rule", flat=True)))


def follow(case, user, until, *, by, at):
    """The date runs to the end of the access and to no other; `until` None: there is no end any more."""
    row = of(case, user).first()
    if row and row.due_at == until:
        return
    if row:
        reason = "Another end was set." if until else "The access has no end any more."
        clocks.supersede(deadline=row, reason=reason, by=by, at=at)
    if until and until > at:
        _start(case, user, until, by=by, at=at)


def _start(case, user, until, *, by, at):
    """Counted from today. Two people let in for as long on one day have two dates, so that each has a trigger."""
    office = case.office
    today = office.local_date(at)
    clocks.start(
        rule=RULE,
        target=case,
        office=office,
        trigger_at=start_of_day(today, office.tz) + timedelta(microseconds=user.pk),
        days=(office.local_date(until) - today).days,
        owner=user,
        by=by,
        at=at,
    )


def fall_away(case, user, *, by, at):
    """Who is off the case, or kept out of it, has no access that could end; nobody inherits the date."""
    for row in of(case, user):
        clocks.cancel(deadline=row, reason="Off the case.", by=by, at=at)


def why_not(deed, deadline, user, case):
    """Why this person cannot move the end of an access; "" when they can: whoever may let people in."""
    if deed != EXTEND:
        return "An access ends on its day: give more time, or take the person off the case."
    if deadline.owner_id == user.pk:
        return "It is your own access; somebody else decides."
    return (
        approves(user, case)
        and works(user, case)
        and "Only the officer, the team, or a supervisor of this case can do this."
    )


def moved(new, *, by, at, reason=""):
    """With its date the access itself ends later, or where the clock of the office changed in another second."""
    case = Case._base_manager.get(pk=new.target_id)
    member = case.team.filter(user=new.owner_id, left_at=None).exclude(until=new.due_at)
    if member.update(until=new.due_at):
        admit(case, principal=f"user:{new.owner_id}", reason=IN_TEAM, until=new.due_at, by=by, at=at)
        detail = {"person": new.owner_id, "until": str(new.due_on)}
        trail.record("access ends", case, by=by, reason=reason, detail=detail, at=at)


def look(at=None):
    """End the dates of access that is over, and tell whoever gave it of what ends soon. Twice is once."""
    at = now(at)
    running = Deadline.objects.open().filter(rule=RULE, target_type=CASE)
    _each(running.filter(due_at__lt=at), _over, at)
    somewhere_today = (at + timedelta(days=1)).date()
    coming = running.filter(due_at__gte=at, warn_on__lte=somewhere_today)
    told = Notice.objects.filter(**TOLD, source_id=OuterRef("target_id"), step=STEP)
    _each(coming.filter(~Exists(told)), _tell_giver, at)


def mend(at=None):
    """A date for every access with an end that has none, such as what an earlier release gave."""
    at = now(at)
    here = {"target_type": CASE, "target_id": OuterRef("case"), "owner": OuterRef("user")}
    dated = Exists(Deadline.objects.open().filter(rule=RULE, **here))
    _each(TeamMember.objects.filter(~dated, left_at=None, until__gt=at), _date_it, at)


def _each(rows, deed, at):
    """Each in a transaction of its own; one that fails is logged and tried the next time."""
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                deed(pk, at)
        except Exception:
            log.exception("The end of an access (%s %s) is left for the next time.", deed.__name__, pk)


def _held(model, pk, number):
    """A row as it stands once its case is held, and the case: whoever holds that moves its dates alone."""
    case = hold(FRAMED.get(pk=model.objects.values_list(number, flat=True).get(pk=pk)))
    return model.objects.select_related("office" if model is Deadline else "user").get(pk=pk), case


def _over(pk, at):
    """It ended when it ended, not when somebody looked."""
    row, _ = _held(Deadline, pk, "target_id")
    if row.is_overdue(at):
        clocks.meet(deadline=row, reason="The access ended.", by=None, at=row.due_at)


def _tell_giver(pk, at):
    """From the morning of the day on which the person let in is told too."""
    row, case = _held(Deadline, pk, "target_id")
    if not row.is_open or row.warn_on > row.office.local_date(at):
        return
    told = {**TOLD, "source_id": case.pk, "step": f"ends {row.pk}"}
    giver = _giver(case, row.owner_id)
    if giver is None or Notice.objects.filter(**told).exists():
        return
    ports.tell(
        "notice.owed",
        **told,
        recipient_id=giver.pk,
        duty=FOR_GIVER,
        reference=case.reference,
        url=reverse("cases:team", args=[case.reference]),
        office_id=case.office_id,
        due_on=row.due_on,
        due_at=row.due_at,
        at=at,
    )


def _giver(case, user_id):
    """Whoever let them in while they still work here and may know of the case; else who supervises or works it."""
    member = case.team.filter(user=user_id, left_at=None).select_related("added_by").first()
    people = (member and member.added_by, case.supervisor, case.officer)
    fit = (person for person in people if person and person.pk != user_id and person.is_active)
    return next((person for person in fit if case.is_visible_to(person)), None)


def _date_it(pk, at):
    member, case = _held(TeamMember, pk, "case_id")
    if member.left_at is None:
        follow(case, member.user, member.until, by=None, at=at)
