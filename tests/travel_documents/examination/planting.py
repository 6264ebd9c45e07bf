"""An examination full of the needle, for the sweep over every address. The taxonomy tells of no document."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.travel_documents.examination import actions
from cases.travel_documents.examination.models import Indicator
from tests.factories import make_user
from tests.files.made import png


def plant(office, needle):
    """{name: record}: an examination with a feature, a conclusion and an image."""
    by = make_user(office=office, roles=["DOC_EXAM"])
    told = {"kind": f"{needle} passport", "issuer": "UTO", "number": needle.upper(), "exhibit": needle}
    record = actions.begin(by=by, key=uuid4(), **told)
    upload = SimpleUploadedFile(f"{needle}.png", png(), content_type="image/png")
    picture = actions.add_image(record=record, upload=upload, shows=f"{needle} seal", by=by, key=uuid4())
    features = {"OVD": ("ABSENT", f"{needle} note")}
    record = actions.look_at(record=record, by=by, version=record.version, features=features)
    actions.conclude_as(record=record, by=by, version=record.version, grounds=f"{needle} grounds")
    return {"examination": record, "examined_image": picture, "sign": Indicator.objects.first()}


def arguments(planted):
    """Values of the room's addresses."""
    return {
        "examination": planted["examination"].reference,
        "image": planted["examined_image"].pk,
        "fraud_type": planted["sign"].fraud_type.code,
        "sign": planted["sign"].pk,
        "name": "submit",
    }
