"""Handing an exhibit over: offered by its custodian, and theirs until the receiver accepts."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from cases.actions.timeline import now, tell
from cases.evidence.actions import chain
from cases.evidence.actions.disagreeing import IN_DOUBT, open_digest, report_discrepancy
from cases.evidence.deadlines import ACCEPT, SHIPPING
from cases.evidence.models import HandOver
from cases.guards import kept_out
from secoffice.access.actions import admit, withdraw
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused

WINDOW = 10  # days something may be on its way, where nothing else is said


@transaction.atomic
def hand_over(
    *,
    exhibit,
    receiver,
    purpose,
    by,
    key,
    kind="TRANSFER",
    carrier="",
    tracking="",
    window_days=None,
    at=None,
):
    """Offer an exhibit to a colleague: its custodian does, or somebody up the chain for one who is kept out. With a
    carrier it is shipped, and must arrive within its window."""
    at = now(at)
    if sent := HandOver.objects.filter(key=key, exhibit=exhibit).first():
        return sent
    _check(exhibit, receiver, kind, carrier, by)
    days = window_days or WINDOW
    offer = HandOver.objects.create(
        exhibit=exhibit, key=key, kind=kind, releaser=exhibit.custodian, receiver=receiver, released_at=at,
        status_at=at, purpose=purpose, carrier=carrier, tracking=tracking,
        window_until=at + timedelta(days=days) if kind == "SHIP" else None,
    )  # fmt: skip
    offered(offer, days, by=by, at=at)
    return offer


def _check(exhibit, receiver, kind, carrier, by):
    chain.refuse(chain.may_offer(by, chain.hold(exhibit)))
    if receiver.pk == exhibit.custodian_id:
        raise StepRefused("Hand it to somebody else; it is there already.")
    if exhibit.hand_overs.filter(status=chain.PENDING).exists():
        raise StepRefused("It is being handed over already.")
    chain.refuse(kept_out(receiver, exhibit) or kept_out(receiver, exhibit.case))
    if open_digest(exhibit):
        raise StepRefused(IN_DOUBT)
    if kind == "SHIP" and not carrier.strip():
        raise StepRefused("Name the carrier.")


def offered(offer, days, *, by, at):
    """The receiver may know of it and owes an answer; what is shipped is on its way, and still the releaser's."""
    exhibit, receiver = offer.exhibit, offer.receiver
    admit(exhibit, principal=chain.number_of(receiver), reason=chain.ASKED, by=by, at=at)
    trail.record("custody offered", exhibit, by=by, reason=offer.purpose, detail={"to": receiver.pk}, at=at)
    if offer.kind == "SHIP":
        words = f"shipped to {receiver} by {offer.carrier}"
        place = f"{offer.carrier} {offer.tracking}".strip()
        chain.append(
            exhibit, "SHIP", by=by, at=at, purpose=offer.purpose, hand_over=offer, text=words, place=place,
            seal_before=exhibit.seal, seal_after=exhibit.seal,
        )  # fmt: skip
        chain.keep(exhibit, room=None, bin="")
        start(SHIPPING, offer, owner=by, days=days, by=by, at=at)
    else:
        tell(exhibit.case, "evidence", f"{exhibit.tail}: offered to {receiver}", by=by, at=at)
        start(ACCEPT, offer, owner=receiver, by=by, at=at)
    step = f"offer {offer.pk}"
    chain.owe(exhibit, "accept or refuse an item", recipient=receiver, by=by, step=step, at=at)


def start(rule, offer, *, owner, by, at, days=None):
    clocks.start(
        rule=rule,
        target=offer.exhibit,
        office=offer.exhibit.case.office,
        trigger_at=at,
        owner=owner,
        by=by,
        days=days,
        at=at,
    )


@transaction.atomic
def take(*, record, name, by, reason="", at=None, **given):
    """Take a step of a hand-over, a disposal or a discrepancy (see workflow.py), with the exhibit held."""
    from cases.evidence.workflow import TABLES

    if record.exhibit_id:
        chain.hold(record.exhibit)
    record.refresh_from_db(fields=["status"])
    return TABLES[type(record)].take(record, name, by=by, reason=reason, at=now(at), given=given)


def accepted(offer, *, by, reason, at, given):
    """The chain goes on with the receiver. What they found otherwise than the register has it is a discrepancy."""
    exhibit, received = offer.exhibit, given.get("happened_at") or at
    if received < offer.released_at:
        raise StepRefused("It cannot have been received before it was released.")
    chain.latest(exhibit, given.get("happened_at"))
    two = {name: given.get(name) for name in ("witness", "counted", "counted_again")}
    facts = chain.two_persons(exhibit, by=by, **two)
    late = offer.window_until and received > offer.window_until
    if late and not reason.strip():
        raise StepRefused("It was on its way longer than its window. Say why, in a sentence.")
    seal = (given.get("seal_seen") or "").strip()
    event = chain.append(
        exhibit, "RECEIVE" if offer.kind == "SHIP" else offer.kind, by=by, at=at, happened_at=received, to=by,
        purpose=offer.purpose, hand_over=offer, seal_before=exhibit.seal, seal_after=exhibit.seal,
        condition=given.get("condition", ""), text=f"accepted by {by}", **facts,
    )  # fmt: skip
    chain.keep(exhibit, custodian=by, room=None, bin="")
    known(offer, by=by, at=at)
    found = {"WINDOW": f"Longer on its way than its window: {reason}" if late else "",
             "SEAL": f"The receiver found seal “{seal or 'none'}”; the register says “{exhibit.seal or 'none'}”."
             if seal != exhibit.seal else "",
             "COUNT": chain.miscounted(exhibit, event)}  # fmt: skip
    for about, says in found.items():
        if says:
            report_discrepancy(exhibit=exhibit, about=about, says=says, by=by, at=at)


def known(offer, *, by, at):
    """The receiver keeps it now and may know of it; whoever gave it away no longer does for that reason."""
    exhibit = offer.exhibit
    giver, receiver = chain.number_of(offer.releaser), chain.number_of(offer.receiver)
    withdraw(exhibit, principal=receiver, by=by, of=chain.ASKED, at=at)
    admit(exhibit, principal=receiver, reason=chain.HOLDS, by=by, at=at)
    withdraw(exhibit, principal=giver, by=by, of=chain.HOLDS, at=at)


def answered(offer, *, by, at):
    """Whatever the answer is: its clock ends, and the other side is told."""
    clocks.meet(target=offer.exhibit, rule=[ACCEPT, SHIPPING], by=by, at=at)
    other = offer.receiver if by == offer.releaser else offer.releaser
    words, step = f"hand-over {offer.get_status_display().lower()}", f"{offer.status} {offer.pk}"
    if offer.exhibit.is_visible_to(other):
        chain.owe(offer.exhibit, words, recipient=other, by=by, step=step, at=at)


def not_taken(offer, *, by, reason, at):
    exhibit = offer.exhibit
    withdraw(exhibit, principal=chain.number_of(offer.receiver), by=by, of=chain.ASKED, at=at)
    says = f"{exhibit.tail}: hand-over {offer.get_status_display().lower()}"
    tell(exhibit.case, "evidence", says, by=by, at=at, text=reason)
    HandOver.objects.filter(pk=offer.pk).update(answer=reason[:500])


def offer_on_leaving(exhibit, *, giver, receiver, at):
    """Somebody leaves: custody needs both ends, so it is only offered to whoever takes their work."""
    if exhibit.hand_overs.filter(status=chain.PENDING).exists():
        return
    key = uuid5(NAMESPACE_URL, f"leaving/{exhibit.pk}/{giver.pk}/{receiver.pk}/{exhibit.events.count()}")
    hand_over(exhibit=exhibit, receiver=receiver, purpose="Hand-over on leaving.", by=giver, key=key, at=at)
