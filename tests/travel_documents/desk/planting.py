"""A screening and a batch full of the needle, for the sweep over every address."""

import json
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.travel_documents import actions, batches
from cases.travel_documents.models import Code
from tests.factories import make_user


def plant(office, needle):
    """{name: record}: a look-up whose number is the needle, a zone whose holder is, a batch with both, and a code."""
    by = make_user(office=office, roles=["DOC_EXAM"])
    name = f"P<UTO{needle.upper()}<<PERSON".ljust(44, "<")
    zone = [name, "L8989O2C36UTO7408122F1204159ZE184226B<<<<<10"]
    actions.screen(by=by, issuer="UTO", number=f"{needle}9", type="P")
    lines = ({"id": f"{needle} where", "mrz": zone}, {"issuer": "UTO", "number": f"{needle}9"})
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    upload = SimpleUploadedFile(f"{needle} title.jsonl", data, content_type="application/jsonl")
    batch = actions.start(by=by, upload=upload, form="JSON", total=2, key=uuid4())
    batches.run()
    return {
        "screening": actions.screen(by=by, text="\n".join(zone)), "batch": batch,
        "code": Code.objects.filter(code="UTO").first(),
    }  # fmt: skip


def arguments(pattern, planted):
    """Values of the arguments of the desk's own addresses."""
    record = planted["batch" if "batches/" in pattern else "screening"]
    return {"reference": record.reference, "number": 1, "pk": planted["code"].pk, "form": "jsonl"}
