"""What the database does not let go of under legal hold: what was attached, reported, found and confirmed."""

from cases.travel_documents.fraud.models import CaseDocument, Check, Family, VisaReferral
from secoffice.records import guards


def declare():
    guards.protect(CaseDocument, "reference", "title", "says", "why", "by_id", "at")
    guards.protect(
        VisaReferral, "applicant", "passport", "facts", "eligibility", "crime", "kind", "asked_by_id"
    )
    guards.protect(Check, "kind", "done_on", "found", "by_id")
    guards.protect(Family, "title", "why", "value", "by_id")
