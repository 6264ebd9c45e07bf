"""The panel on records of the desk: where they lead, and on which cases they stand."""

from django.db.models import Value
from django.urls import reverse

from cases.models import Case, Status
from cases.travel_documents.examination.models import Examination
from cases.travel_documents.fraud import kinds
from cases.travel_documents.fraud.models import CaseDocument
from cases.travel_documents.staff import is_examiner, works_here

TEMPLATE = "cases/travel_documents/fraud/_onward.html"
FEW = 8


def panel(request, record):
    """Cases and examinations among those this reader may see, and what can be begun from here."""
    user, kind = request.user, kinds.of(record)
    if not works_here(user):
        return None
    begins = is_examiner(user) and kind.model is not Examination
    return {
        "leads_to": leads_to(user, kind, record),
        "examine_url": f"{reverse('examination:new')}?from={record.reference}" if begins else "",
        "case_url": f"{reverse('document_fraud:open_case')}?from={record.reference}",
        "note_url": f"{reverse('document_fraud:note')}?of={record.reference}",
    }


def leads_to(user, kind, record):
    """Cases it stands on and examinations that arose from it, among those this reader may see: one query."""
    here = CaseDocument.objects.filter(target_type=kind.type, target_id=record.pk)
    cases = Case.objects.visible_to(user).filter(pk__in=here.values("case")).order_by()
    arose = Examination.objects.visible_to(user).filter(origin_type=kind.type, origin_id=record.pk).order_by()
    found = cases.annotate(page=Value("cases:detail")).values_list("page", "reference", "status").union(
        arose.annotate(page=Value("examination:detail")).values_list("page", "reference", "status"), all=True
    )  # fmt: skip
    words = {
        "cases:detail": dict(Status.choices),
        "examination:detail": dict(Examination.status.field.choices),
    }
    return [
        {"url": reverse(page, args=[reference]), "reference": reference, "state": words[page].get(status, "")}
        for page, reference, status in found[:FEW]
    ]
