"""The tables of document fraud: what is attached to cases, referrals of visas, families."""

from cases.travel_documents.fraud.models.attached import CaseDocument
from cases.travel_documents.fraud.models.family import Family, Member, Trait
from cases.travel_documents.fraud.models.referral import Check, Line, Status, VisaReferral

__all__ = ["CaseDocument", "Check", "Family", "Line", "Member", "Status", "Trait", "VisaReferral"]
