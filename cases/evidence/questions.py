"""What others ask of the evidence desk: what is still open in a case, and what a report says of the exhibits."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from cases import tabs
from cases.evidence.actions import handing
from cases.evidence.models import Discrepancy, Disposal, Exhibit, HandOver
from cases.kept import HOLDS
from secoffice import ports
from secoffice.accounts.models import User
from secoffice.clockface import several
from secoffice.workflow import Open

DECIDED = ("APPROVED", "DONE")
NOT_SETTLED = """
    EXISTS (SELECT 1 FROM evidence_handover h WHERE h.exhibit_id = r.id AND h.status = 'PENDING')
    OR EXISTS (SELECT 1 FROM evidence_discrepancy d WHERE d.exhibit_id = r.id AND d.status = 'OPEN')
    OR (r.on_hold = '' AND r.gone_as = ''
        AND NOT EXISTS (SELECT 1 FROM evidence_disposal o WHERE o.exhibit_id = r.id
            AND o.status IN ('APPROVED', 'DONE'))
        AND NOT EXISTS (SELECT 1 FROM records_held k WHERE k.target_type = 'cases.case' AND k.target_id = m1.id
            AND k.ended_at IS NULL))"""
LEFT = tabs.number("evidence_left", tabs.in_merged("evidence_exhibit", NOT_SETTLED))


def still_open(case):
    """Sentences on what keeps a case from being closed, each with the way there. One query."""
    decided = Exists(Disposal.objects.filter(exhibit=OuterRef("pk"), status__in=DECIDED))
    waits = Exists(HandOver.objects.filter(exhibit=OuterRef("pk"), status="PENDING"))
    in_doubt = Exists(Discrepancy.objects.filter(exhibit=OuterRef("pk"), status="OPEN"))
    rows = Exhibit._base_manager.filter(case=case).annotate(decided=decided, waits=waits, in_doubt=in_doubt)
    found = rows.aggregate(
        undecided=Count("pk", filter=Q(decided=False, on_hold="", gone_as="")),
        pending=Count("pk", filter=Q(waits=True)),
        doubts=Count("pk", filter=Q(in_doubt=True)),
    )
    words = {
        "undecided": "{} without an order and not on hold.",
        "pending": "{} waiting for a receiver.",
        "doubts": "{} with an open discrepancy.",
    }
    if HOLDS.of(case):
        found["undecided"] = 0
    url = reverse("evidence:list", args=[case.reference])
    said = ((says, found[name]) for name, says in words.items() if found[name])
    return [Open(says.format(several(number, "exhibit")), url) for says, number in said]


@ports.answers("report section")
def in_report(*, case, by, section, **_):
    """The exhibits of a case as its report lists them, with who has each."""
    if section != "evidence":
        return None
    rows = Exhibit.objects.visible_to(by).filter(case=case).select_related("custodian", "room", "seizure")
    rows = rows.prefetch_related(
        Prefetch("discrepancies", Discrepancy.objects.filter(status="OPEN"), "doubts")
    )
    return ports.Answer("given", "Evidence", rows=tuple(map(as_row, rows.order_by("number")[:500])))


def as_row(exhibit):
    """With what does not agree: whoever reads of an exhibit must know of it."""
    seizure = exhibit.seizure
    custody = exhibit.get_gone_as_display() if exhibit.gone_as else f"{exhibit.custodian}, {exhibit.where}"
    facts = [
        ["Category", exhibit.get_category_display()],
        ["Quantity", exhibit.amount],
        ["Seized", f"{seizure.seized_at:%Y-%m-%d %H:%M} UTC, {seizure.place}"],
        ["Authority", seizure.get_authority_display()],
        ["Seal", exhibit.seal],
        ["Custody", custody],
        ["Does not agree", " ".join(doubt.says for doubt in exhibit.doubts)],
        ["Marking", exhibit.marking],
    ]
    return {
        "title": f"{exhibit.tail} {exhibit.description}",
        "facts": [f for f in facts if f[1]],
        "text": "",
    }


@ports.answers("work of")
def work_of(*, user, **_):
    """What somebody keeps must be handed over one by one, accepted by the receiver; leaving shows it."""
    kept = Exhibit.objects.unrestricted(purpose="hand-over").filter(custodian=user).order_by("reference")
    return ports.Answer(
        "known",
        rows=tuple(
            ports.Work("Exhibit", e.reference, e.get_absolute_url(), "evidence.exhibit", e.pk) for e in kept
        ),
    )


@ports.hears("work.handed_over")
def offer_to_heir(*, kind, id, from_id, to_id, by_id, at=None, **_):
    """Custody needs both ends: leaving does not move it, it only asks the heir to take it."""
    if kind != "evidence.exhibit":
        return
    people = User.objects.in_bulk({from_id, to_id})
    exhibit = Exhibit.objects.unrestricted(purpose="hand-over").get(pk=id)
    handing.offer_on_leaving(exhibit, giver=people[from_id], receiver=people[to_id], at=at)
