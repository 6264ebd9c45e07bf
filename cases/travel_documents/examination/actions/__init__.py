"""Verbs on examinations: begun, written feature by feature, concluded by one examiner or two."""

from cases.travel_documents.examination.actions.concluding import take
from cases.travel_documents.examination.actions.picturing import add_image, strike_image
from cases.travel_documents.examination.actions.taxonomy import add_indicator, change_type, end_indicator
from cases.travel_documents.examination.actions.writing import (
    StaleExamination,
    begin,
    conclude_as,
    describe,
    look_at,
)

__all__ = [
    "StaleExamination",
    "add_image",
    "add_indicator",
    "begin",
    "change_type",
    "conclude_as",
    "describe",
    "end_indicator",
    "look_at",
    "strike_image",
    "take",
]
