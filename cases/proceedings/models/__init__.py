"""What comes of a case: findings, legal process, referrals, arrests, who was told, and what it cost."""

from cases.proceedings.models.bulk import Bulk
from cases.proceedings.models.care import Notice
from cases.proceedings.models.costs import Expense, WorkedHours
from cases.proceedings.models.findings import Allegation, Finding, Outcome
from cases.proceedings.models.legal import Arrest, LegalProcess
from cases.proceedings.models.outside import Lookout, PersonnelReferral
from cases.proceedings.models.referral import Chaser, Referral

__all__ = [
    "Allegation",
    "Arrest",
    "Bulk",
    "Chaser",
    "Expense",
    "Finding",
    "LegalProcess",
    "Lookout",
    "Notice",
    "Outcome",
    "PersonnelReferral",
    "Referral",
    "WorkedHours",
]
