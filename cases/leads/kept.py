"""What the database does not let go of a lead whose case is under legal hold: what was asked and answered. A draft that
nobody outside has seen can still be changed."""

from cases.leads.models import Answer, Enclosure, Lead, Line, Question, Reply
from secoffice.records import guards


def declare():
    guards.protect(
        Lead,
        *("reference", "title", "background", "request", "limits", "legal_process", "marking", "sent_at"),
        *("to_office_id", "asked_by_id"),
        unless="{row}.status = 'DRAFT'",
    )
    guards.protect(Question, "text", "lead_id")
    guards.protect(Reply, "text", "by_id", "at")
    guards.protect(Answer, "text", "question_id")
    guards.protect(Enclosure, "attachment_id", "stored_id", "name", "by_id", "at")
    guards.protect(Line, "verb", "says", "text", "by_id", "at")
