"""The tables of the travel-document desk: codes, screenings, batches."""

from cases.travel_documents.models.batch import Batch, BatchLine
from cases.travel_documents.models.codes import Code, CodesVersion
from cases.travel_documents.models.screening import Century, Fault, Outcome, Screening

__all__ = ["Batch", "BatchLine", "Century", "Code", "CodesVersion", "Fault", "Outcome", "Screening"]
