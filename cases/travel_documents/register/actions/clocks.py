"""The clocks of the register, and whose they are."""

from django.utils import timezone

from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register.models import Flag, LossReport, Revocation, TravelDocument
from secoffice.accounts.models import User
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import engine
from secoffice.deadlines.models import Deadline

MODELS = (TravelDocument, LossReport, Flag, Revocation)
SCREENS = ("DOC_EXAM", "RSO", "CONS_LIA")


def follow(record, step, *, by, at, reason=""):
    """End what the step ends: met, or overtaken."""
    for row in Deadline.objects.open().for_target(record):
        if row.rule in step.stops:
            clocks.meet(deadline=row, by=by, at=at)
        elif "*" in step.supersedes or row.rule in step.supersedes:
            clocks.supersede(deadline=row, by=by, at=at, reason=reason[:500] or step.label)


def start(record, rule, *, owner, by, at, since=None, days=None):
    """A clock from an instant, or from the first instant of a day at the office."""
    trigger = engine.start_of_day(since, record.office.tz) if since else at
    return clocks.start(
        rule=rule,
        target=record,
        office=record.office,
        trigger_at=trigger,
        owner=owner,
        by=by,
        at=at,
        days=days,
    )


def somebody(record, *roles, but=()):
    """Who owes it: the first present at the office with one of these roles, in their order, who may know of it."""
    for role in roles:
        people = User.objects.present().filter(office=record.office_id).with_role(role).order_by("pk")
        if found := next((one for one in people if one.pk not in but and record.is_visible_to(one)), None):
            return found
    return None


def follow_document(document, *, by, at):
    """The reminders of its end run while a special-issuance document of the office is valid and its holder in post."""
    valid = document.status == TravelDocument.Status.VALID
    for rule, owner in ((rules.EXPIRY, document.staff), (rules.EXPIRY_KEPT, document.keeper)):
        runs = valid and document.staff_id and owner and document.expires_on and not document.post_ended_at
        _follow_expiry(document, rule, owner if runs else None, by=by, at=at)
    if not valid:
        clocks.meet(target=document, rule=rules.LEFT, by=by, at=at)


def _follow_expiry(document, rule, owner, *, by, at):
    """One clock to the day printed, for its holder or its keeper; None: for nobody any more. A clock to the same day
    goes on as it is."""
    rows = list(Deadline.objects.open().for_target(document).filter(rule=rule))
    same = [row for row in rows if owner and row.due_on == document.expires_on]
    for row in rows:
        if row not in same:
            clocks.supersede(
                deadline=row, by=by, at=at, reason="Another day, another person, or not valid now."
            )
    today = document.office.local_date(at)
    if owner and not same and document.expires_on > today:
        days = (document.expires_on - today).days
        start(document, rule, owner=owner, by=by, at=at, since=today, days=days)
    for row in same:
        clocks.reassign(deadline=row, owner=owner, by=by, at=at)


def refresh(model):
    """A watcher that copies the soonest open date onto the record."""
    kind = model._meta.label_lower

    def copy(target_id):
        rows = Deadline.objects.unrestricted(purpose="next date on the register").filter(
            target_type=kind, target_id=target_id, state="open"
        )
        row = rows.order_by("due_at", "pk").first()
        model._base_manager.filter(pk=target_id).update(
            next_due_at=row and row.due_at,
            next_duty=row.duty if row else "",
            next_from_at=row and row.trigger_at,
        )

    return copy


def now(at):
    return at or timezone.now()
