"""The tables of the register."""

from cases.travel_documents.register.models.document import SPECIAL, Line, TravelDocument
from cases.travel_documents.register.models.loss import Flag, LossReport
from cases.travel_documents.register.models.revocation import Lookout, Reason, Revocation

__all__ = ["SPECIAL", "Flag", "Line", "Lookout", "LossReport", "Reason", "Revocation", "TravelDocument"]
