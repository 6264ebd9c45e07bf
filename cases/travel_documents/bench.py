"""What is measured of the desk: zones read in a second, its pages, a document screened, and the command."""

import json
import resource
import subprocess
import sys
from datetime import date
from time import perf_counter, process_time
from uuid import uuid4

from django.conf import settings
from django.urls import reverse

from cases.bench import LIST, RECORD, get
from secoffice import mrz
from secoffice.mrz.formats import FORMATS
from secoffice.runtime import bench

ROUNDS, DOCUMENTS, DAY = 2_000, 20_000, date(2026, 1, 15)
HOLDER = {
    "issuing_state": "UTO", "surname": "Eriksson", "given_names": "Anna Maria", "document_number": "L898902C3",
    "nationality": "UTO", "birth_date": "1974-08-12", "sex": "F", "expiry_date": "2032-04-15",
}  # fmt: skip


@bench.figure("mrz.read")
def zones_read():
    """Zones a second of processor time, in a process that does nothing else; against the check digits alone, worked out
    as the standard words it, of the same zones."""
    zones = [mrz.write(name, **HOLDER, document_code=form.first_letters[0]) for name, form in FORMATS.items()]
    each = {f"{zone}_a_second": rate([lines], read) for zone, lines in zip(FORMATS, zones, strict=True)}
    return bench.result(
        value=rate(zones, read), unit="zones/s", baseline=rate(zones, digits_alone), target=50_000, **each
    )


def rate(zones, deed):
    """The best of five runs, so that a neighbour's work does not count."""
    fastest = float("inf")
    for _ in range(5):
        begun = process_time()
        for _ in range(ROUNDS):
            for lines in zones:
                deed(lines)
        fastest = min(fastest, process_time() - begun)
    return ROUNDS * len(zones) / fastest


def read(lines):
    return mrz.read(lines, inspection_date=DAY)


def digits_alone(lines):
    """Each character's value times 7, 3, 1 in turn, added, modulo ten; over all lines, as the fields and the composite
    digit together cover about as many."""
    total = 0
    for at, sign in enumerate("".join(lines)):
        value = 0 if sign == "<" else ord(sign) - 48 if sign.isdigit() else ord(sign) - 55
        total += value * (7, 3, 1)[at % 3]
    return total % 10


# The desk and the command


@bench.page("travel_documents.desk", target=RECORD)
def desk(reader):
    return get(reverse("travel_documents:desk"))


@bench.page("travel_documents.list", target=LIST)
def screenings(reader):
    return get(reverse("travel_documents:list"))


@bench.page("travel_documents.screen", target=100)
def screen(reader):
    """A document sent in at the desk and its result shown: both requests. The target is what a counter waits for."""
    lines = mrz.write("TD3", **HOLDER, document_code="P")

    def visit(client):
        form = {"zone": "\r\n".join(lines), "key": str(uuid4())}
        response = client.post(reverse("travel_documents:desk"), form, follow=True)
        if not response.redirect_chain:
            raise RuntimeError("The document was not screened.")
        return response

    return visit


@bench.figure("screen_documents")
def documents_answered():
    """Documents a second that the command answers end to end, start included, by the clock and by the processors of all
    its processes; against MRZs read alone by one."""
    lines = mrz.write("TD3", **HOLDER, document_code="P")
    asked = "".join(json.dumps({"id": n, "mrz": lines}) + "\n" for n in range(DOCUMENTS)).encode()
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    command = [sys.executable, "manage.py", "screen_documents"]
    given = subprocess.run(command, input=asked, stdout=subprocess.PIPE, cwd=settings.BASE_DIR, check=True)
    took, after = perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if given.stdout.count(b"\n") != DOCUMENTS:
        raise RuntimeError("Not every document was answered.")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    alone = rate([lines], read)
    more = {"a_cpu_second": DOCUMENTS / spent, "peak_mb": after.ru_maxrss / 1024}
    return bench.result(value=DOCUMENTS / took, unit="documents/s", baseline=alone, target=5_000, **more)
