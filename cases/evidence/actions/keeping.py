"""What a custodian does with an exhibit: store, examine, seal again, bring to court; and holds and orders."""

from django.db import transaction

from cases.actions.timeline import now, tell
from cases.evidence.actions import chain
from cases.evidence.actions.disagreeing import IN_DOUBT, auditors_of, open_digest, report_discrepancy
from cases.evidence.deadlines import ROOM
from cases.evidence.models import Disposal
from cases.guards import approves
from secoffice.access.actions import admit
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline
from secoffice.records.actions.holds import is_held
from secoffice.workflow import StepRefused


@transaction.atomic
def store(
    *, exhibit, room, by, bin="", happened_at=None, why_late="", witness=None, counted=None, counted_again=None,
    at=None,
):  # fmt: skip
    """Put it in its place in a room. The first time this ends the clock that began with the seizure; later than
    that clock allows it needs a written reason."""
    at = now(at)
    chain.refuse(chain.may_act(by, chain.hold(exhibit)))
    chain.latest(exhibit, happened_at)
    if exhibit.takes_two and not room.vault:
        raise StepRefused("Money, drugs and firearms are kept in a vault.")
    facts = chain.two_persons(exhibit, by=by, witness=witness, counted=counted, counted_again=counted_again)
    clock = room_clock(exhibit)
    if clock and clock.due_at < (happened_at or at) and not why_late.strip():
        raise StepRefused("It reaches the evidence room later than it should. Say why, in a sentence.")
    event = chain.append(
        exhibit, "STORE", by=by, at=at, happened_at=happened_at, room=room, place=bin, seal_before=exhibit.seal,
        seal_after=exhibit.seal, purpose=why_late, text=f"stored in {room}", **facts,
    )  # fmt: skip
    chain.keep(exhibit, room=room, bin=bin)
    let_in(exhibit, room, by=by, at=at)
    meet_room_clock(exhibit, clock, by=by, at=at)
    if why := chain.miscounted(exhibit, event):
        report_discrepancy(exhibit=exhibit, about="COUNT", says=why, by=by, at=at)
    return event


def room_clock(exhibit):
    """The clock from the seizure to the evidence room; None once all that was seized then is stored."""
    rows = Deadline.objects.open().for_target(exhibit.case)
    return rows.filter(rule=ROOM, trigger_at=exhibit.seizure.seized_at).first()


def meet_room_clock(exhibit, clock, *, by, at):
    """One clock runs for all that was seized at one instant; it ends with the last of them."""
    same = exhibit.case.exhibits.kept().filter(seizure__seized_at=exhibit.seizure.seized_at, is_copy=False)
    if clock and not same.exclude(events__kind="STORE").exists():
        clocks.meet(deadline=clock, by=by, at=at)


def let_in(exhibit, room, *, by, at):
    """Those who keep the room and those who audit it may know of what lies in it, and of nothing else."""
    keepers = f"role:EVID_CUST@{room.office_id}"
    admit(exhibit, principal=keepers, reason="keeps the evidence room", by=by, at=at)
    for office in {auditor.office_id for auditor in auditors_of(room.office)}:
        admit(exhibit, principal=f"role:EVID_AUD@{office}", reason="audits the evidence room", by=by, at=at)


@transaction.atomic
def examine(*, exhibit, purpose, by, seal_before="", seal_after="", condition="", happened_at=None, at=None):
    """Record an examination. A seal opened for it is named, and so is the one put on after it."""
    at = now(at)
    chain.refuse(chain.may_act(by, chain.hold(exhibit)))
    if hasattr(exhibit, "acquisition") and not exhibit.is_copy:
        raise StepRefused("The original stays sealed. Make a working copy, and examine that.")
    if open_digest(exhibit):
        raise StepRefused(IN_DOUBT)
    return _handle(
        exhibit, "EXAMINE", seal_before, seal_after, by=by, at=at, happened_at=happened_at, purpose=purpose,
        condition=condition,
    )  # fmt: skip


@transaction.atomic
def reseal(*, exhibit, purpose, seal_before, seal_after, by, happened_at=None, at=None):
    """Take one seal off and put another on."""
    at = now(at)
    chain.refuse(chain.may_act(by, chain.hold(exhibit)))
    if not seal_after.strip():
        raise StepRefused("Name the new seal.")
    given = {"by": by, "at": at, "happened_at": happened_at, "purpose": purpose}
    return _handle(exhibit, "RESEAL", seal_before, seal_after, **given)


def _handle(exhibit, kind, seal_before, seal_after, *, by, at, happened_at, **facts):
    """An event that may change the seal; one that was found otherwise than the register has it is a discrepancy."""
    seal_before, seal_after, seal = seal_before.strip(), seal_after.strip(), exhibit.seal
    touched = bool(seal_before or seal_after)
    if touched:
        chain.latest(exhibit, happened_at)
    else:
        seal = chain.seal_at(exhibit, happened_at or at)
    after = seal_after if touched else seal
    event = chain.append(
        exhibit, kind, by=by, at=at, happened_at=happened_at, seal_before=seal_before or ("" if touched else seal),
        seal_after=after, **facts,
    )  # fmt: skip
    if touched:
        chain.keep(exhibit, seal=after)
        if seal_before != seal:
            says = f"The seal found was “{seal_before or 'none'}”; the register says “{seal or 'none'}”."
            report_discrepancy(exhibit=exhibit, about="SEAL", says=says, by=by, at=at)
    return event


@transaction.atomic
def bring_to_court(*, exhibit, purpose, place, by, happened_at=None, at=None):
    """Record that it was shown in court; its custodian brought it there and took it back."""
    at = now(at)
    chain.refuse(chain.may_act(by, chain.hold(exhibit)))
    if open_digest(exhibit):
        raise StepRefused(IN_DOUBT)
    given = {"happened_at": happened_at, "purpose": purpose, "place": place}
    return chain.append(exhibit, "COURT", by=by, at=at, **given)


@transaction.atomic
def correct(*, event, says, by, at=None):
    """Say what is wrong with an event. The event stays as it is; the correction points at it."""
    at, exhibit = now(at), event.exhibit
    chain.hold(exhibit)
    if by.pk not in (event.by_id, exhibit.custodian_id):
        chain.refuse(chain.may_settle(by, exhibit))
    if event.kind == "CORRECTION":
        raise StepRefused("Correct the event itself, not its correction.")
    return chain.append(
        exhibit, "CORRECTION", by=by, at=at, purpose=says, corrects=event, text=f"corrected no. {event.seq}"
    )


@transaction.atomic
def put_on_hold(*, exhibit, reason, by, at=None):
    """Nobody disposes of it until somebody else lifts the hold."""
    at = now(at)
    chain.refuse(chain.may_settle(by, chain.hold(exhibit)))
    if exhibit.on_hold or exhibit.gone_as:
        raise StepRefused("It is on hold already." if exhibit.on_hold else "The exhibit is gone.")
    chain.keep(exhibit, on_hold=reason, held_by=by)
    trail.record("put on hold", exhibit, by=by, reason=reason, at=at)
    tell(exhibit.case, "evidence", f"{exhibit.tail}: put on hold", by=by, at=at, text=reason)


@transaction.atomic
def lift_hold(*, exhibit, reason, by, at=None):
    """Somebody up the chain lifts a hold, never whoever asked for it."""
    at = now(at)
    chain.refuse(approves(by, chain.hold(exhibit).case))
    if not exhibit.on_hold:
        raise StepRefused("It is not on hold.")
    if exhibit.held_by_id == by.pk:
        raise StepRefused("You put it on hold; somebody else lifts it.")
    chain.keep(exhibit, on_hold="", held_by=None)
    trail.record("hold lifted", exhibit, by=by, reason=reason, at=at)
    tell(exhibit.case, "evidence", f"{exhibit.tail}: hold lifted", by=by, at=at, text=reason)


@transaction.atomic
def order_disposal(*, exhibit, method, authority, by, key, recipient="", at=None):
    """Order what becomes of it in the end. Somebody else approves, and a hold stops all of it."""
    at = now(at)
    if sent := Disposal.objects.filter(key=key, exhibit=exhibit, ordered_by=by).first():
        return sent
    chain.refuse(chain.may_settle(by, chain.hold(exhibit)))
    chain.refuse(not_free(exhibit))
    if exhibit.disposals.filter(status__in=("ORDERED", "APPROVED")).exists():
        raise StepRefused("There is an order for it already.")
    order = Disposal.objects.create(
        exhibit=exhibit, key=key, method=method, authority=authority, recipient=recipient, ordered_by=by,
        ordered_at=at, status_at=at,
    )  # fmt: skip
    trail.record("disposal ordered", exhibit, by=by, reason=authority, detail={"method": method}, at=at)
    says = f"{exhibit.tail}: {order.get_method_display().lower()} ordered"
    tell(exhibit.case, "evidence", says, by=by, at=at, text=authority)
    return order


def not_free(exhibit):
    """Why nothing may become of it: it is gone, or held."""
    if why := gone_or_on_hold(exhibit):
        return why
    return "The case is under a legal hold." if is_held(exhibit.case) else ""


def gone_or_on_hold(exhibit):
    if exhibit.gone_as:
        return "The exhibit is gone."
    return f"It is on hold: {exhibit.on_hold}" if exhibit.on_hold else ""
