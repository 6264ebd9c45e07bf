"""What the database does not let go of an examination under legal hold: what was seen and concluded."""

from cases.travel_documents.examination.models import Examination, Feature, Line, Picture
from secoffice.records import guards


def declare():
    guards.protect(
        Examination,
        *("reference", "issuer", "kind", "number", "zone", "conclusion", "likelihood", "grounds", "digest"),
        *("examiner_id", "second_id"),
        unless="{row}.status = 'DRAFT'",
    )
    guards.protect(Feature, "code", "result", "note")
    guards.protect(Picture, "stored_id", "shows")
    guards.protect(Line, "verb", "says", "text", "by_id", "at")
