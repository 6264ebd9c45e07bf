"""An examination full of the needle, for the sweep."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.travel_documents.examination import actions
from tests.factories import make_user
from tests.files.made import png

NEEDLE = "zephyrquill"


def plant(office):
    """Values of the room's addresses by the name of the argument."""
    by = make_user(office=office, roles=["DOC_EXAM"])
    record = actions.begin(
        by=by, key=uuid4(), kind=f"{NEEDLE} passport", number="ZEPHYRQUILL", exhibit=NEEDLE
    )
    upload = SimpleUploadedFile(f"{NEEDLE}.png", png(), content_type="image/png")
    picture = actions.add_image(record=record, upload=upload, shows=f"{NEEDLE} seal", by=by, key=uuid4())
    return {"examination": record.reference, "image": picture.pk, "fraud_type": "FOG", "sign": 1}
