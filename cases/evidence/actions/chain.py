"""Adding a link to the chain of custody, and what goes with each: trail, timeline, the columns lists read."""

from datetime import timedelta

from django.db.models import Max

from cases.actions import timeline
from cases.evidence.models import CustodyEvent, Exhibit, HandOver
from cases.guards import approves, kept_out, recused, works_or_approves
from secoffice import ports
from secoffice.audit import trail
from secoffice.workflow import StepRefused

HELD = ("custodian_id", "room_id", "bin", "seal", "gone_as", "on_hold", "held_by_id", "quantity")
HOLDS, ASKED = "keeps it", "is asked to take it"
SAME = object()
PENDING = HandOver.Status.PENDING


def hold(exhibit):
    """First in every transaction: whoever holds the exhibit touches its chain alone, and sees what others did. The
    case comes first, as in every deed on it, so that no two wait for each other."""
    timeline.hold(exhibit.case)
    exhibit.__dict__.pop("offer", None)
    fresh = Exhibit._base_manager.select_for_update().get(pk=exhibit.pk)
    for name in HELD:
        setattr(exhibit, name, getattr(fresh, name))
    return exhibit


def refuse(why):
    if why:
        raise StepRefused(why)


def may_act(user, exhibit):
    """Only its custodian does anything with an exhibit, and nothing while it is being handed over. A page brings the
    hand-over that waits along (`offer`): it asks often."""
    if exhibit.gone_as:
        return "The exhibit is gone; its chain of custody has ended."
    if exhibit.custodian_id != user.pk:
        return f"{exhibit.custodian} answers for this exhibit; only its custodian can do this."
    known = "offer" in exhibit.__dict__
    if exhibit.offer if known else exhibit.hand_overs.filter(status=PENDING).exists():
        return "It is being handed over. Wait for the answer, or withdraw the hand-over."
    return ""


def may_settle(user, exhibit):
    """Whoever works or supervises the case decides what becomes of an exhibit, also once the case has ended: things
    outlive it."""
    return works_or_approves(user, exhibit.case)


def may_offer(user, exhibit):
    """Its custodian; where they left or may know of the case no more, somebody up the chain for them."""
    keeper = exhibit.custodian
    if keeper and keeper.pk != user.pk and (not keeper.is_active or recused(keeper, exhibit.case)):
        return approves(user, exhibit.case)
    return may_act(user, exhibit)


def append(exhibit, kind, *, by, at, happened_at=None, to=SAME, text="", **facts):
    """Add an event. It begins with whoever had the exhibit when it happened; `to` is whoever has it then."""
    happened = happened_at or at
    if happened > at + timedelta(minutes=1):
        raise StepRefused("This lies in the future.")
    had = exhibit.events.filter(happened_at__lte=happened).order_by("-happened_at", "-seq").first()
    if had is None and kind != "COLLECT":
        raise StepRefused("That was before the exhibit was collected.")
    giver = had.to_user if had else None
    event = CustodyEvent.objects.create(
        exhibit=exhibit,
        seq=(exhibit.events.aggregate(last=Max("seq"))["last"] or 0) + 1,
        kind=kind,
        from_user=giver,
        to_user=giver if to is SAME else to,
        happened_at=min(happened, at),
        entered_at=at,
        by=by,
        **facts,
    )
    told = {"event": event.seq, "kind": kind, "to": event.to_user_id}
    trail.record(f"custody {kind.lower()}", exhibit, by=by, reason=event.purpose, detail=told, at=at)
    says = f"{exhibit.tail}: {text or event.get_kind_display().lower()}"
    timeline.tell(exhibit.case, "evidence", says, by=by, at=at, happened_at=event.happened_at)
    return event


def latest(exhibit, happened_at):
    """What moves an exhibit, its place or its seal is entered in the order in which it happened."""
    if happened_at and exhibit.events.filter(happened_at__gt=happened_at).exists():
        raise StepRefused("Something happened after that already. Correct it by a correction instead.")


def seal_at(exhibit, moment):
    """The seal it bore at that instant."""
    seals = exhibit.events.filter(kind__in=("COLLECT", "RESEAL", "EXAMINE"), happened_at__lte=moment)
    last = seals.order_by("-happened_at", "-seq").first()
    return last.seal_after if last else ""


def keep(exhibit, **columns):
    """Write what the last event says onto the exhibit, for lists."""
    Exhibit._base_manager.filter(pk=exhibit.pk).update(**columns)
    for name, value in columns.items():
        setattr(exhibit, name, value)


def two_persons(exhibit, *, by, witness, counted, counted_again):
    """Money, drugs and firearms need a second person, and are counted twice. Returns the facts of the event."""
    if witness is not None:
        if witness == by:
            raise StepRefused("The witness is somebody else.")
        refuse(kept_out(witness, exhibit.case))
    if exhibit.takes_two and (witness is None or counted is None or counted_again is None):
        raise StepRefused("Money, drugs and firearms need a witness, and two counts.")
    return {"witness": witness, "counted": counted, "counted_again": counted_again}


def miscounted(exhibit, event):
    """The counts of an event that differ from one another or from the register, in a sentence."""
    counts = [count for count in (event.counted, event.counted_again) if count is not None]
    if all(count == exhibit.quantity for count in counts):
        return ""
    said = " and ".join(f"{count.normalize():f}" for count in counts)
    return f"Counted {said}; the register says {exhibit.quantity.normalize():f}."


def owe(exhibit, duty, *, recipient, by, step, at, kind="evidence"):
    """A notice about one exhibit, to somebody who may know of nothing else in the case."""
    if recipient is None or recipient == by:
        return
    ports.tell(
        "notice.owed",
        kind=kind,
        source_type="evidence.exhibit",
        source_id=exhibit.pk,
        recipient_id=recipient.pk,
        duty=duty,
        reference=exhibit.reference,
        url=exhibit.get_absolute_url(),
        office_id=exhibit.case.office_id,
        at_once=True,
        step=step,
        at=at,
    )


def number_of(user):
    return f"user:{user.pk}"
