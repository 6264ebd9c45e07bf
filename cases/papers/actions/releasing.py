"""Copies that leave the office: laid out once, numbered, kept to the byte, and entered in the register."""

import hashlib

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max

from cases.actions.timeline import hold, now, tell
from cases.papers import printing
from cases.papers.models import Copy, Memorandum
from cases.workflow import works_or_approves
from secoffice import pdf
from secoffice.audit import trail
from secoffice.files import actions as files
from secoffice.workflow import StepRefused


def why_not(by, paper):
    """Why this person cannot release a copy; "" when they can."""
    if not paper.is_frozen:
        return "Copies are made of approved papers only."
    return works_or_approves(by, paper.case)


def release(*, paper, recipient, purpose, by, key, country="", at=None):
    """Make a copy for somebody, as PDF, and enter it in the register. Raises StepRefused where the marking of the
    whole does not allow the country. Sent twice it is made once."""
    at, of = now(at), _of(paper)
    if made := Copy.objects.filter(key=key, by=by, **of).first():
        return made
    if why := why_not(by, paper):
        raise StepRefused(why)
    marking = printing.whole(paper)
    if country and (why := marking.why_not_to(country)):
        raise StepRefused(why)
    number = (Copy.objects.filter(**of).aggregate(last=Max("number"))["last"] or 0) + 1
    copy = Copy(
        **of, key=key, number=number, serial=f"{paper.reference}-{number:03}", recipient=recipient,
        country=country, purpose=purpose, marking=marking.banner, by=by, at=at,
    )  # fmt: skip
    laid_out = pdf.render(*printing.of(paper, copy))  # before the transaction: it takes its time
    copy.digest = hashlib.sha256(laid_out).hexdigest()
    return _registered(copy, paper, laid_out, by=by, at=at)


@transaction.atomic
def _registered(copy, paper, laid_out, *, by, at):
    """Two who release at once get two numbers: the slower one's row is refused, and tried again by its page."""
    hold(paper.case)
    copy.stored = files.store(upload=SimpleUploadedFile(copy.name, laid_out, "application/pdf"), by=by, at=at)
    copy.save(force_insert=True)
    detail = {
        "serial": copy.serial,
        "digest": copy.digest,
        "recipient": copy.recipient,
        "country": copy.country,
    }
    trail.record(
        "copy released", paper.kept_by, by=by, reason=copy.purpose, marking=copy.marking, detail=detail, at=at
    )
    inside = paper.subject.compartment if isinstance(paper, Memorandum) else None
    says = f"Copy {copy.serial.rpartition('/')[2]} released"
    tell(
        paper.case,
        "copy",
        says,
        by=by,
        at=at,
        text=f"To {copy.recipient}: {copy.purpose}",
        compartment=inside,
    )
    return copy


def _of(paper):
    return {paper._meta.model_name: paper}
