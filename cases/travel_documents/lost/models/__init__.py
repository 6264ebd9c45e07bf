"""Lost and stolen documents: the records, who may set them, how they were loaded, and outside systems."""

from cases.travel_documents.lost.models.load import Load
from cases.travel_documents.lost.models.outside import Breaker
from cases.travel_documents.lost.models.record import Block, IssuingDesk, Record, Withdrawal

__all__ = ["Block", "Breaker", "IssuingDesk", "Load", "Record", "Withdrawal"]
