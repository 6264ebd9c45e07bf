"""What is measured of deconfliction: a question to all files, and its page. The wall time of the question is the floor
under all answers; its processor time is what it costs."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from cases.bench import RECORD, get
from cases.deconfliction.models import Check
from secoffice.people.models import Fact
from secoffice.runtime import bench


@bench.page("deconfliction.check", target=RECORD)
def check(reader):
    """Asks for a passport that a file has; the day's questions of an earlier run are no part of the measure."""
    Check.objects.filter(by=reader).delete()
    known = Fact.objects.visible_to(reader).filter(kind=Fact.Kind.PASSPORT).earliest("pk").value
    asked = {"id_kind": Fact.Kind.PASSPORT, "id_value": known, "reason": "Seen at the counter"}
    return lambda client: client.post(reverse("deconfliction:board"), asked | {"key": str(uuid4())})


@bench.page("deconfliction.answer", target=RECORD)
def answer(reader):
    given = {"reason": "Seen at the counter", "asked": "Passport number", "at": timezone.now()}
    return get(reverse("deconfliction:check", args=[Check.objects.create(by=reader, **given).key]))
