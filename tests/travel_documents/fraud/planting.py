"""A referral and a family full of the needle, for the sweep over every address."""

from uuid import uuid4

from cases.travel_documents.examination import actions as examining
from cases.travel_documents.fraud import actions
from cases.travel_documents.fraud.models import Trait
from tests.factories import make_user


def plant(case, needle):
    """{name: record}: a referral, two documents that share the needle, the family of them, and one on the case."""
    by = case.logged_by
    examiner = make_user(office=by.office, roles=["DOC_EXAM"])
    words = {name: f"{needle} {name}" for name in ("applicant", "facts", "agent", "address", "application")}
    referral = actions.refer_visa(by=by, key=uuid4(), kind="FALSE", **words)
    for number in ("UX1", "UX2"):
        record = examining.begin(by=examiner, key=uuid4(), kind="passport", issuer="UTO", number=number)
        actions.note_trait(record=record, kind="VENDOR", text=f"{needle} prints", by=examiner)
    trait = Trait.objects.filter(kind="VENDOR", by=examiner).first()
    told = {"kind": "VENDOR", "value": trait.value, "title": f"{needle} family", "why": f"{needle} why"}
    family = actions.confirm(by=examiner, key=uuid4(), **told)
    actions.attach(case=case, record=referral, by=by, why=f"{needle} attached")
    return {"referral": referral, "family": family}


def arguments(pattern, planted):
    """Values of the room's addresses."""
    return {
        "referral": planted["referral"].reference,
        "family": planted["family"].reference,
        "trait": "VENDOR",
        "mark": "x",
        "name": "review",
        "reference": planted["case"].reference,
    }
