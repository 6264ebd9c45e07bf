"""Memoranda of interview, reports of investigation, and the copies that left the office."""

from cases.papers.models.copies import Copy
from cases.papers.models.memoranda import Addendum, Memorandum
from cases.papers.models.paper import Status
from cases.papers.models.reports import Report

__all__ = ["Addendum", "Copy", "Memorandum", "Report", "Status"]
