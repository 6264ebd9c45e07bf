"""Legal hold on a document: it is held with its losses and revocations, and the database lets go of nothing that was
printed, reported, stated or decided. Work on it goes on.

No period of retention is set for documents: they stay unscheduled, which means that none may be destroyed.
"""

from cases.travel_documents.register.models import Flag, Line, LossReport, Reason, Revocation, TravelDocument
from cases.travel_documents.register.models.document import Type
from cases.travel_documents.register.workflow import keeps
from secoffice.records import guards
from secoffice.records.kept import Kept, register


def ended_on(document):
    """The day from which a period would run: when it stopped being valid or was destroyed; None while it serves."""
    at = document.ended_at or (document.status_at if document.is_over else None)
    return document.office.local_date(at) if at else None


def restricted(document):
    return bool(document.controls)


def matching(scope):
    """Documents by the terms of a hold: `office` and `of`, the kind of document; either may be missing."""
    terms = {"office": scope.get("office"), "type": scope.get("of")}
    return TravelDocument._base_manager.filter(**{name: value for name, value in terms.items() if value})


def with_it(document):
    """Its losses and revocations are records of their own, with words of their own in the trail."""
    rows = (LossReport, {"document": document}), (Revocation, {"document": document})
    rows += ((Flag, {"report__document": document}),)
    return [
        (model._meta.label_lower, pk)
        for model, by in rows
        for pk in model._base_manager.filter(**by).values_list("pk", flat=True)
    ]


def declare():
    answers = (ended_on, keeps, keeps, restricted, matching, with_it)
    register(Kept("Travel document", TravelDocument, *answers, sorts=tuple(Type.choices)))
    guards.protect(
        TravelDocument,
        *("reference", "type", "issuer", "number", "issued_on", "expires_on", "name_visual", "name_mrz"),
        *("born", "mrz", "marking"),
    )
    guards.protect(
        LossReport,
        *("reference", "kind", "document_id", "name", "born", "happened_on", "place", "how", "police_report"),
        *("reported_by", "entered_by_id", "entered_at"),
    )
    guards.protect(Flag, "report_id", "losses", "why")
    guards.protect(
        Revocation,
        *("reference", "document_id", "summary", "entered_by_id", "approved_by_id", "approved_at"),
        *("served_on", "service_proof", "asked_on", "heard_on", "findings", "decision", "decided_by_id"),
    )
    guards.protect(Reason, "revocation_id", "code")
    guards.protect(Line, "verb", "says", "text", "by_id", "at")
