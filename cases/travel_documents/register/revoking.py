"""The steps of a revocation as a table (22 CFR 51.60–51.74), who takes them, and what must be true for them."""

from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register.models import Revocation
from cases.travel_documents.staff import works_here
from secoffice.deadlines.models import Deadline
from secoffice.workflow import Step, Workflow

S = Revocation.Status
DECIDERS = ("DEC_OFF", "RSO", "DIRECTOR")
DESK = "anybody of the travel-document desk who sees it"
WHO = "deciding official, security officer or director, here or up the chain, who did not propose it"
LAST = "deciding official or director up the chain who took no part before"


def works(user, revocation):
    return (
        "" if works_here(user) or not decides(user, revocation) else "This is for the travel-document desk."
    )


def proposed(user, revocation):
    return "" if user.pk == revocation.entered_by_id else "Only whoever proposed it takes it back."


def _up_the_chain(user, revocation, roles):
    return user.has_role(*roles) and user.office_id in {office.pk for office in revocation.office.chain()}


def decides(user, revocation):
    """Approves, or does not: never whoever proposed it (§0.4)."""
    if user.pk == revocation.entered_by_id:
        return "You proposed it; somebody else decides."
    return "" if _up_the_chain(user, revocation, DECIDERS) else f"This is for the {WHO}."


def decides_last(user, revocation):
    """In writing, after the hearing: nobody who took part earlier (§0.4)."""
    part = (revocation.entered_by_id, revocation.approved_by_id, revocation.hearing_officer_id)
    if user.pk in part:
        return "You took part in it earlier; somebody else decides."
    return "" if _up_the_chain(user, revocation, ("DEC_OFF", "DIRECTOR")) else f"This is for the {LAST}."


def hears(user, revocation):
    if revocation.hearing_officer_id is None:
        return "Set the hearing first: its day, its place and who holds it."
    if user.pk != revocation.hearing_officer_id:
        return "The hearing officer gives the findings."
    if revocation.hearing_on > today(revocation):
        return "The day of the hearing has not come."
    return ""


def serves(available):
    def may(user, revocation):
        if revocation.hearing_available != available:
            no = "A hearing can be asked for" if not available else "No hearing can be asked for"
            return f"{no} on the grounds that are stated."
        return works(user, revocation)

    return may


def lapses(user, revocation):
    row = Deadline.objects.open().for_target(revocation).filter(rule=rules.REQUEST).first()
    if row and row.due_on >= today(revocation):
        return f"The person can ask for a hearing until {row.due_on:%-d %B %Y}."
    return works(user, revocation)


def is_set(user, revocation):
    return works(user, revocation) or ("" if revocation.hearing_on else "Set the day of the hearing first.")


def puts_off(user, revocation):
    """One continuance is the person's by right, more are at discretion."""
    if not revocation.hearing_on:
        return "Set the day of the hearing first."
    if revocation.put_off and decides(user, revocation):
        return "It was put off once already. Whoever decides may do it again, at discretion."
    return works(user, revocation)


def stays_away(user, revocation):
    if not revocation.hearing_on or revocation.hearing_on > today(revocation):
        return "The day of the hearing has not come."
    return works(user, revocation)


def today(revocation):
    from django.utils import timezone

    return revocation.office.local_date(timezone.now())


HEARING_CLOCKS = (rules.HEARING, rules.CONTINUED, rules.EVIDENCE)
STEPS = (
    Step(
        "approve", (S.PROPOSED,), S.APPROVED, decides, "Approve the revocation", stops=(rules.DECIDE,),
        starts=(rules.NOTICE, rules.SURRENDER), approval=True, who=WHO,
    ),
    Step(
        "refuse", (S.PROPOSED,), S.REFUSED, decides, "Do not approve", needs_reason=True,
        reason_label="Why not", stops=(rules.DECIDE,), who=WHO,
    ),
    Step(
        "withdraw", (S.PROPOSED,), S.WITHDRAWN, proposed, "Withdraw the proposal", needs_reason=True,
        reason_label="Why it is withdrawn", supersedes=("*",), who="whoever proposed it",
    ),
    Step(
        "notify", (S.APPROVED,), S.NOTIFIED, works, "Record the notice sent", stops=(rules.NOTICE,),
        starts=(rules.SERVICE,), asks=("on", "how"), who=DESK,
    ),
    Step(
        "serve", (S.NOTIFIED,), S.SERVED, serves(True), "Record proof of service", needs_reason=True,
        reason_label="How it is proved", stops=(rules.SERVICE,), starts=(rules.REQUEST,), asks=("on",), who=DESK,
    ),
    Step(
        "serve_final", (S.NOTIFIED,), S.FINAL, serves(False), "Record proof of service: final",
        needs_reason=True, reason_label="How it is proved", stops=(rules.SERVICE,), asks=("on",), who=DESK,
    ),
    Step(
        "request", (S.SERVED,), S.HEARING, works, "Record a request for a hearing", needs_reason=True,
        reason_label="Who asks, and who acts for them", stops=(rules.REQUEST,), starts=(rules.HEARING,),
        asks=("on",), who=DESK,
    ),
    Step(
        "lapse", (S.SERVED,), S.FINAL, lapses, "No request in time: final", supersedes=(rules.REQUEST,), who=DESK,
    ),
    Step(
        "schedule", (S.HEARING,), S.HEARING, works, "Set the hearing", starts=(rules.EVIDENCE,),
        asks=("hearing_on", "place", "officer"), who=DESK,
    ),
    Step(
        "evidence", (S.HEARING,), S.HEARING, is_set, "Record the evidence sent", needs_reason=True,
        reason_label="What was sent, and how", stops=(rules.EVIDENCE,), asks=("on",), who=DESK,
    ),
    Step(
        "put_off", (S.HEARING,), S.HEARING, puts_off, "Put the hearing off", needs_reason=True,
        reason_label="Who asked, and why", supersedes=HEARING_CLOCKS, starts=(rules.CONTINUED, rules.EVIDENCE),
        asks=("on", "until"), who=DESK,
    ),
    Step(
        "abandon", (S.HEARING,), S.FINAL, stays_away, "Nobody came: final", needs_reason=True,
        reason_label="Who was there, and how long they waited", supersedes=HEARING_CLOCKS, who=DESK,
    ),
    Step(
        "hear", (S.HEARING,), S.HEARD, hears, "Give the findings", needs_reason=True, reason_label="Findings",
        stops=HEARING_CLOCKS, starts=(rules.DECISION,), asks=("on", "advice"), who="the hearing officer",
    ),
    Step(
        "uphold", (S.HEARD,), S.UPHELD, decides_last, "Uphold", needs_reason=True,
        reason_label="Reasons, as the person reads them", stops=(rules.DECISION,), who=LAST,
    ),
    Step(
        "overturn", (S.HEARD,), S.OVERTURNED, decides_last, "Overturn", needs_reason=True, reason_label="Reasons",
        stops=(rules.DECISION,), supersedes=("*",), who=LAST,
    ),
)  # fmt: skip

FINAL = {"serve_final": "NO_HEARING", "lapse": "NO_REQUEST", "abandon": "ABANDONED"}


def sets(revocation, step, *, reason, at, given):
    """What a step writes with the status; `given` holds `by` and the fields of its form."""
    on, by = given.get("on"), given["by"]
    written = {
        "approve": lambda: {"approved_by": by, "approved_at": at},
        "refuse": lambda: {"decided_by": by, "decided_at": at, "decision": reason},
        "notify": lambda: {"notice_on": on, "notice_how": given.get("how", "")},
        "serve": lambda: {"served_on": on, "service_proof": reason},
        "serve_final": lambda: {"served_on": on, "service_proof": reason},
        "request": lambda: {"asked_on": on},
        "schedule": lambda: {
            "hearing_on": given["hearing_on"],
            "hearing_place": given["place"],
            "hearing_officer": given["officer"],
        },
        "evidence": lambda: {"evidence_on": on},
        "put_off": lambda: {"hearing_on": given["until"], "put_off": revocation.put_off + 1},
        "hear": lambda: {"heard_on": on, "advice": given["advice"], "findings": reason},
        "uphold": lambda: {"decided_by": by, "decided_at": at, "decision": reason},
        "overturn": lambda: {"decided_by": by, "decided_at": at, "decision": reason},
    }
    found = written[step.name]() if step.name in written else {}
    return found | ({"final_because": FINAL[step.name]} if step.name in FINAL else {})


def after(revocation, step, *, by, reason, at, given):
    from cases.travel_documents.register.actions import effects

    effects.of_step(revocation, step, by=by, reason=reason, at=at, given=given)


REVOCATION = Workflow("Revocation of a passport", *STEPS, sets=sets, after=after)
