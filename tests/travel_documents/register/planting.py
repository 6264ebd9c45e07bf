"""Records of the register full of the needle, for the sweep over every address."""

from uuid import uuid4

from cases.travel_documents.register.actions import documents, losing, revocations
from cases.travel_documents.register.models import Flag
from secoffice.people.actions import put_on_file
from tests.factories import make_case, make_user


def plant(by, needle):
    """A document with its holder, a loss with a flag, and a revocation: {name: record}."""
    examiner = make_user(office=by.office, roles=["DOC_EXAM"])
    source = make_case(by=examiner, title=f"{needle} source")
    holder = put_on_file(facts=[("NAME", f"{needle} Holder", "")], source=source, by=examiner)
    document = documents.enter(
        office=by.office, by=examiner, key=uuid4(), type="ORDINARY", issuer="UTO", number=f"{needle}9",
        name_visual=f"{needle} Person", issuing_office=f"{needle} office", remarks=f"{needle} remarks", holder=holder,
    )  # fmt: skip
    row = revocations.propose(
        document=document, by=examiner, key=uuid4(), codes=["51.62(b)"], summary=f"{needle} facts"
    )
    loss = losing.report(
        office=by.office, by=examiner, key=uuid4(), kind="STOLEN", document=document, name=f"{needle} Person",
        place=f"{needle} where", how=f"{needle} how", reported_by=f"{needle} who", earlier_losses=5,
    )  # fmt: skip
    flag = Flag.objects.visible_to(examiner).get(report=loss)
    return {"travel_document": document, "loss_report": loss, "loss_flag": flag, "revocation": row}


def arguments(pattern, planted):
    """Values of the arguments of an address of the register."""
    if "/flags/" in pattern:
        return {"key": planted["loss_flag"].pk, "name": "clear"}
    if "/losses/" in pattern:
        return {"key": planted["loss_report"].reference, "name": "ask"}
    if "/revocations/" in pattern:
        return {"key": planted["revocation"].reference, "name": "approve"}
    number = planted["travel_document"]
    return {"key": number.reference, "name": "cancel", "person": number.holder_id}
