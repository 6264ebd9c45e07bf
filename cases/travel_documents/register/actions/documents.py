"""Documents are entered and corrected, and joined to the person who holds them."""

from django.db import IntegrityError, transaction
from django.db.models import F

from cases.numbers import next_number
from cases.travel_documents.register import printed
from cases.travel_documents.register.actions import clocks, knowing, telling
from cases.travel_documents.register.models import SPECIAL, TravelDocument
from cases.travel_documents.register.workflow import keeps
from cases.travel_documents.staff import works_here
from secoffice.access.actions import recontrol
from secoffice.access.models import controls_for
from secoffice.audit import trail
from secoffice.people import actions as people
from secoffice.people.models import Fact, Person
from secoffice.records.actions import holds
from secoffice.workflow import StepRefused

SERIES = "R"
PRINTED = (
    *("type", "issuer", "number", "issued_on", "expires_on", "issuing_office", "name_visual", "name_mrz"),
    *("born", "birthplace", "sex", "nationality", "mrz", "remarks"),
)
NOT_HERE = "This is for the travel-document desk."
NO_OFFICE = "You belong to no office yet; a document is kept by one."
THERE = "This number cannot be entered here. If you need the document, ask the examiner of headquarters."


class StaleDocument(Exception):
    """Somebody saved in between; `document` is as it stands."""

    def __init__(self, document):
        super().__init__("Somebody else changed this document while you were writing.")
        self.document = document


def enter(*, office, by, key, marking="", holder=None, staff=None, keeper=None, at=None, **given):
    """Put a document on the register. `given` are fields of TravelDocument (see PRINTED); `staff` is the colleague
    whose special-issuance document it is. The same key by the same person gives the document already entered.
    Raises StepRefused, MarkingError."""
    sent = TravelDocument._base_manager.filter(key=key, entered_by=by)
    if made := sent.first():
        return made
    try:
        return _enter(
            office, by=by, key=key, marking=marking, holder=holder, staff=staff, keeper=keeper,
            at=clocks.now(at), given=given,
        )  # fmt: skip
    except IntegrityError:
        if made := sent.first():
            return made
        raise StepRefused(THERE) from None


@transaction.atomic
def _enter(office, *, by, key, marking, holder, staff, keeper, at, given):
    if not works_here(by):
        raise StepRefused(NOT_HERE)
    if staff and staff.pk == by.pk:
        raise StepRefused("Somebody else enters your own document.")
    if office is None:
        raise StepRefused(NO_OFFICE)
    document = TravelDocument(
        key=key, office=office, entered_by=by, entered_at=at, status_at=at, staff=staff, keeper=keeper
    )
    _fill(document, given)
    document.set_marking(marking)
    _free(document, by=by)
    document.reference = next_number(office, office.local_date(at), series=SERIES)
    document.save(force_insert=True)
    knowing.share(document, by=by, at=at)
    knowing.share_with_holder(document, by=by, at=at)
    trail.record("document entered", document, by=by, marking=document.marking, at=at)
    telling.line(document, "entered", "Entered on the register", by=by, at=at)
    telling.put_in_index(document)
    holds.join(document, at=at)
    if holder or staff:
        _hold(document, holder or people.link_staff(user=staff, by=by), by=by, at=at)
    clocks.follow_document(document, by=by, at=at)
    return document


@transaction.atomic
def edit(*, document, by, version, at=None, **given):
    """Correct what is printed in it. Raises StaleDocument when somebody saved after `version` was read."""
    at, held = clocks.now(at), TravelDocument._base_manager.select_for_update().get(pk=document.pk)
    if why := may_write(by, held):
        raise StepRefused(why)
    if held.version != version:
        raise StaleDocument(held)
    before = {name: getattr(held, name) for name in PRINTED}
    _fill(document, given)
    document.set_marking(given.get("marking", ""))
    if document.controls not in controls_for(by):
        raise StepRefused(f"The marking {document.marking} would keep you out yourself.")
    _free(document, by=by)
    document.version = version + 1
    document.save(update_fields=[*PRINTED, "number_normal", "marking", "controls", "version"])
    recontrol(document)
    changed = [name for name in PRINTED if before[name] != getattr(document, name)]
    trail.record("document corrected", document, by=by, detail={"changed": changed}, at=at)
    telling.line(document, "corrected", "Corrected on the register", by=by, at=at)
    telling.put_in_index(document)
    if document.holder_id:
        _say_of_holder(document, by=by, at=at)
    clocks.follow_document(document, by=by, at=at)
    return document


@transaction.atomic
def link_holder(*, document, person, by, reason="", at=None):
    """Say whose document it is; None takes that back. What is printed goes to the person's page, and is taken back
    from the page of whoever was taken for the holder before."""
    at, held = clocks.now(at), hold(document)
    if why := may_write(by, held):
        raise StepRefused(why)
    if held.staff_id:
        raise StepRefused("It is the document of a colleague; its holder goes with the account.")
    if person and not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise StepRefused("There is no such person.")
    if held.holder_id == (person and person.pk):
        return document
    detail = {"from": held.holder_id, "to": person and person.pk}
    trail.record("holder", document, by=by, reason=reason, detail=detail, at=at)
    if held.holder_id:
        _take_back(document, held.holder, reason or "Somebody else holds the document.", by=by, at=at)
    says = "Its holder is on file" if person else "Its holder is not known any more"
    telling.line(document, "holder", says, by=by, at=at, text=reason)
    _hold(document, person, by=by, at=at)
    return document


def may_write(user, document):
    """The sentence why this person may not correct it; "" where they may."""
    if not document.is_visible_to(user):
        return "There is no such document."
    if document.is_over:
        return "The document was destroyed; nothing more is written about it."
    if user.pk == document.staff_id:
        return keeps(user, document)
    return "" if works_here(user) or user.pk == document.keeper_id else NOT_HERE


def hold(document):
    """Two who work on one document at the same moment take turns; the second sees what the first did."""
    fresh = TravelDocument._base_manager.select_for_update().get(pk=document.pk)
    for name in ("status", "ended", "version", "holder_id", "staff_id", "keeper_id", "with_holder"):
        setattr(document, name, getattr(fresh, name))
    return document


def _fill(document, given):
    for name, value in given.items():
        if name not in (*PRINTED, "marking"):
            raise TypeError(f"A document has no field {name}.")
        if name != "marking":
            setattr(document, name, value)
    document.issuer = printed.normal_issuer(document.issuer)
    document.number_normal = printed.normal_number(document.number)
    if not document.number_normal:
        raise StepRefused("Give the number of the document: letters and digits.")
    if document.staff_id and document.type not in SPECIAL:
        raise StepRefused("Only a special-issuance document is one of the office’s own staff.")


def _free(document, *, by):
    """One issuer gives one number of a type to one document. What this reader may not see is not told."""
    twins = TravelDocument.objects.filter(
        issuer=document.issuer, type=document.type, number_normal=document.number_normal
    ).exclude(pk=document.pk)
    if twins.exists():
        known = twins.visible_to(by).first()
        raise StepRefused(f"This document is on the register already: {known.reference}." if known else THERE)


def _hold(document, person, *, by, at):
    TravelDocument._base_manager.filter(pk=document.pk).update(holder=person, version=F("version") + 1)
    document.holder, document.version = person, document.version + 1
    if person:
        _say_of_holder(document, by=by, at=at)
        knowing.keep_out(document, person, by=by, at=at, but=document.staff_id)


def printed_facts(document):
    """What a document says of its holder, as the people registry takes it."""
    yield Fact.Kind.NAME, document.name_visual, "", Fact.Form.VISUAL
    yield Fact.Kind.NAME, document.name_mrz, "", Fact.Form.MRZ
    if document.told_as:
        yield document.told_as, document.number, document.issuer
    yield Fact.Kind.BORN, document.born, ""
    yield Fact.Kind.BIRTHPLACE, document.birthplace, ""
    yield Fact.Kind.SEX, document.sex, ""
    yield Fact.Kind.NATIONALITY, document.nationality, ""


def _say_of_holder(document, *, by, at):
    """The person's page says what the document says, and no longer what was corrected in it."""
    told = [fact for fact in printed_facts(document) if str(fact[1]).strip()]
    _take_back(document, document.holder, "Corrected on the register.", by=by, at=at, but=told)
    people.put_on_file(person=document.holder, facts=told[:1], source=document, by=by, at=at)
    people.add_facts(person=document.holder, facts=told, source=document, by=by, at=at)


def _take_back(document, person, reason, *, by, at, but=()):
    kept = {(fact[0], str(fact[1]).strip()) for fact in but}
    here = {"source_type": document._meta.label_lower, "source_id": document.pk}
    for fact in Fact.objects.visible_to(by).filter(person=person, **here):
        if (fact.kind, fact.value) not in kept:
            people.withdraw(told=fact, reason=reason, by=by, at=at)
