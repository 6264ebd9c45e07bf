"""The tables of leads and collateral requests."""

from cases.leads.models.lead import OUT, OVER, Lead, Question, Status
from cases.leads.models.traffic import Answer, Enclosure, Line, Reply

__all__ = ["OUT", "OVER", "Answer", "Enclosure", "Lead", "Line", "Question", "Reply", "Status"]
