"""What others ask of the evidence desk: what is still open in a case, and what a report says of the exhibits."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from cases.evidence.actions import handing
from cases.evidence.models import Discrepancy, Disposal, Exhibit, HandOver
from cases.kept import HOLDS
from secoffice import ports
from secoffice.accounts.models import User
from secoffice.clockface import several
from secoffice.records.models import Held
from secoffice.workflow import Open

DECIDED = ("APPROVED", "DONE")
UNDECIDED = Q(decided=False, on_hold="", gone_as="")


def with_state(rows):
    """Exhibits, each with whether somebody decided what becomes of it, whether it waits, whether it is in doubt."""
    decided = Exists(Disposal.objects.filter(exhibit=OuterRef("pk"), status__in=DECIDED))
    waits = Exists(HandOver.objects.filter(exhibit=OuterRef("pk"), status="PENDING"))
    in_doubt = Exists(Discrepancy.objects.filter(exhibit=OuterRef("pk"), status="OPEN"))
    return rows.annotate(decided=decided, waits=waits, in_doubt=in_doubt)


def not_settled(case_ids):
    """How many exhibits of these cases keep them from ending; of a case under legal hold nothing is decided."""
    here = Held.objects.unrestricted(purpose="closing check").filter(target_type="cases.case", ended_at=None)
    held = Exists(here.filter(target_id=OuterRef("case_id")))
    rows = with_state(Exhibit._base_manager.filter(case__in=case_ids)).annotate(held=held)
    return rows.filter(Q(waits=True) | Q(in_doubt=True) | UNDECIDED & Q(held=False)).count()


def still_open(case):
    """Sentences on what keeps a case from being closed, each with the way there. One query."""
    found = with_state(Exhibit._base_manager.filter(case=case)).aggregate(
        undecided=Count("pk", filter=UNDECIDED),
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
