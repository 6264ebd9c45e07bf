"""One of each thing of this room, for the walk through all addresses. None holds the needle: whoever works the desk, at
whatever post, may know of every record (they are about documents, not persons)."""

from uuid import uuid4

from django.utils import timezone

from cases.travel_documents.lost import actions
from cases.travel_documents.lost.models import Load
from tests.factories import make_user


def plant(officer):
    """Arguments of the addresses by name, under one name of our own."""
    desk = actions.name_desk(issuer="UTO", office=officer.office, by=None)
    examiner = make_user(office=officer.office, roles=["DOC_EXAM"])
    facts = {"issuer": "UTO", "type": "P", "number": "UX7654321", "status": "S", "date": timezone.localdate()}
    record = actions.report(by=examiner, **facts)
    withdrawal = actions.propose_data_error(record=record, reason="Misread", by=examiner, key=uuid4())
    now = timezone.now()
    load = Load.objects.create(
        source="Utopia",
        file_name="list.csv",
        digest="0" * 64,
        size=1,
        begun_at=now,
        touched_at=now,
        by=examiner,
    )
    return {"lost": {"record": record.pk, "withdrawal": withdrawal.pk, "load": load.pk, "desk": desk.pk}}


def arguments(planted):
    return planted["lost"]
