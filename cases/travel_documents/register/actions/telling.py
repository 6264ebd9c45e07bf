"""Who hears of what: lines on the document, notices, the lists of lost documents, the search index."""

from cases.travel_documents.register.models import Line, Revocation
from secoffice import ports
from secoffice.accounts.models import User
from secoffice.search import index


def line(document, verb, says, *, by, at, text="", revocation=None):
    """A line that everybody reads who sees the document; one of a revocation is read there alone."""
    told = {"verb": verb, "says": says[:240], "text": text, "by": by, "at": at}
    return Line.objects.create(document=document, revocation=revocation, **told)


def put_in_index(document):
    """What a search may find this document by, and what it shares with others."""
    printed = (document.name_visual, document.name_mrz, document.number, document.number_normal)
    index.put(document, " ".join((document.reference, document.issuer, *printed, document.issuing_office)))
    ports.tell("document told of", target_type="register.traveldocument", target_id=document.pk)


def put_report_in_index(report):
    index.put(report, " ".join((report.reference, report.issuer, report.number, report.name, report.place)))


def list_as_lost(document, status, *, on, circumstance, reference, by, at):
    """The lists of lost documents hear of it (`ports.hears("document lost")`): status LOST, STOLEN or REVOKED, `date`
    the day it happened, `reference` the record that says so."""
    ports.tell(
        "document lost", issuer=document.issuer, type=document.listed_as, number=document.number_normal,
        status=status, date=on, circumstance=circumstance[:200], reference=reference, office=document.office,
        by=by, at=at,
    )  # fmt: skip


def take_off_list(document, status, *, reason, reference, by, also_by, at):
    """That it was recorded in error, or overturned (`ports.hears("document no longer lost")`): two persons said so."""
    ports.tell(
        "document no longer lost", issuer=document.issuer, type=document.listed_as,
        number=document.number_normal, status=status, reason=reason, reference=reference,
        office=document.office, by=by, also_by=also_by, at=at,
    )  # fmt: skip


def notify(record, people, words, *, by, at, at_once=False):
    """Owe these people a notice: neutral words and the neutral number only."""
    for person in people:
        if person == by or not record.is_visible_to(person):
            continue
        ports.tell(
            "notice.owed", kind="document", source_type=record._meta.label_lower, source_id=record.pk,
            recipient_id=person.pk, duty=words, reference=record.reference, url=record.get_absolute_url(),
            office_id=record.office_id, at_once=at_once, step=f"{words[:28]} {at:%m%d%H%M%S}", at=at,
        )  # fmt: skip


def alert_consular(revocation: Revocation, *, by, at):
    """At approval: the consular liaison and the duty officer of the office."""
    people = User.objects.present().filter(office=revocation.office).with_role("CONS_LIA", "DUTY_OFF")
    notify(revocation, people.order_by("pk"), "a document is no longer valid", by=by, at=at, at_once=True)
