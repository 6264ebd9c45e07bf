"""What the database does not let go of a document, its losses and its revocation while a record above them is under
legal hold: what was printed, reported, stated and decided."""

from cases.travel_documents.register.models import Flag, Line, LossReport, Reason, Revocation, TravelDocument
from secoffice.records import guards


def declare():
    guards.protect(
        TravelDocument,
        *("reference", "type", "issuer", "number", "issued_on", "expires_on", "name_visual", "name_mrz"),
        *("born", "mrz", "holder_id", "ended", "ended_at", "marking"),
    )
    guards.protect(
        LossReport,
        *("reference", "kind", "document_id", "name", "born", "happened_on", "place", "how", "police_report"),
        *("reported_by", "entered_by_id", "entered_at", "asked_why", "answer"),
    )
    guards.protect(Flag, "report_id", "losses", "why")
    guards.protect(
        Revocation,
        *("reference", "document_id", "summary", "entered_by_id", "approved_by_id", "approved_at"),
        *("served_on", "service_proof", "asked_on", "heard_on", "findings", "decision", "decided_by_id"),
    )
    guards.protect(Reason, "revocation_id", "code")
    guards.protect(Line, "verb", "says", "text", "by_id", "at")
