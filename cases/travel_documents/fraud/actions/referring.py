"""Referring a visa, working the referral, and opening the case it leads to."""

from django.db import IntegrityError, transaction

from cases.actions.subjects import add_subject
from cases.actions.timeline import now
from cases.numbers import next_number
from cases.travel_documents import staff
from cases.travel_documents.fraud import deadlines as rules
from cases.travel_documents.fraud import workflow
from cases.travel_documents.fraud.actions import following, traits
from cases.travel_documents.fraud.actions.attaching import open_case
from cases.travel_documents.fraud.models import Check, Status, VisaReferral
from cases.travel_documents.hits import own
from secoffice.access.actions import recuse
from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import rules as clock_rules
from secoffice.people.models import StaffPerson
from secoffice.workflow import StepRefused

SERIES = "V"
MARKING = "CUI//INV/PRVCY"
WRITTEN = (
    *("kind", "applicant", "born", "nationality", "passport", "passport_issuer", "visa_class", "application"),
    *("agent", "address", "facts", "named", "crime_signs"),
)


def refer_visa(*, by, key, at=None, marking="", **given):
    """Report a visa that is suspected of fraud. What is alleged of staff goes straight to the security officer, and the
    person named is kept out. The same key gives the referral already made. Raises StepRefused, MarkingError."""
    if made := VisaReferral._base_manager.filter(key=key, asked_by=by).first():
        return made
    try:
        with transaction.atomic(), trail.held(), clock_rules.held():
            return _refer(by=by, key=key, at=now(at), marking=marking or MARKING, **given)
    except IntegrityError:
        if made := VisaReferral._base_manager.filter(key=key, asked_by=by).first():
            return made
        raise


def _refer(*, by, key, at, marking, **given):
    if not staff.works_here(by) or by.office is None:
        raise StepRefused("This is for those who work with travel documents at an office.")
    if unknown := set(given) - set(WRITTEN):
        raise TypeError(f"A referral has no field {', '.join(sorted(unknown))}.")
    first = Status.REFERRED_RSO if given["kind"] == VisaReferral.Kind.STAFF else Status.SUSPECTED
    made = {"office": by.office, "asked_by": by, "asked_at": at, "status_at": at, "status": first}
    record = VisaReferral(key=key, **made, **given)
    if record.named_id == by.pk:
        raise StepRefused("Name somebody else: you cannot report yourself here.")
    record.set_marking(marking)
    record.reference = next_number(by.office, by.office.local_date(at), series=SERIES)
    record.save(force_insert=True)
    following.share(record, by=by, at=at)
    trail.record("visa referred", record, by=by, marking=record.marking, detail={"kind": record.kind}, at=at)
    following.tell(record, "reported", "Reported", by=by, at=at)
    following.put_in_index(record)
    traits.take_traits(record, at=at)
    if record.is_malfeasance:
        keep_out(record, by=by, at=at)
        following.to_security(record, by=by, at=at)
    else:
        told = {
            "target": record,
            "office": record.office,
            "trigger_at": at,
            "owner": reviewer(record),
            "by": by,
        }
        clocks.start(rule=rules.REVIEW, at=at, **told)
    return record


def keep_out(record, *, by, at):
    """Whoever is named never learns of it, nor do their kin and whoever supervises them (§0.6.1, §0.6.10)."""
    if record.named is None:
        return
    recuse(record, user=record.named, reason="Named in the record", by=by, at=at)
    boss = record.named.unit.supervisor if record.named.unit else None
    if boss and boss.pk != by.pk:
        recuse(record, user=boss, reason="Supervises a person named in the record", by=by, at=at)
    tie = StaffPerson.objects.filter(user=record.named).select_related("person").first()
    near = own.users_of(tie.person) - {record.named_id, by.pk} if tie else ()
    for kin in User.objects.filter(pk__in=near).order_by("pk"):
        recuse(record, user=kin, reason="Kin of a person named in the record", by=by, at=at)


def reviewer(record):
    """Who owes the review: the consular liaison of the post, or of the office above."""
    for office in record.office.chain():
        if found := User.objects.present().filter(office=office).with_role("CONS_LIA").order_by("pk").first():
            return found
    return None


@transaction.atomic
def record_check(*, referral, kind, done_on, found, by, key, at=None):
    """Record what the fraud prevention unit did. Raises StepRefused."""
    at = now(at)
    if made := Check.objects.filter(key=key, referral=referral, by=by).first():
        return made
    held = hold(referral)
    if not held.is_visible_to(by):
        raise StepRefused("There is no such referral.")
    if held.status not in (Status.SUSPECTED, Status.UNDER_FPU_REVIEW):
        raise StepRefused(f"It is “{held.get_status_display().lower()}”: no check is added now.")
    if why := workflow.reviews(by, held):
        raise StepRefused(why)
    if done_on > held.office.local_date(at):
        raise StepRefused("A check that lies ahead has found nothing yet.")
    made = Check.objects.create(key=key, referral=held, kind=kind, done_on=done_on, found=found, by=by, at=at)
    trail.record("check recorded", held, by=by, detail={"kind": kind}, at=at)
    following.tell(held, "check", f"{made.get_kind_display()} recorded", by=by, at=at)
    return made


def take(*, referral, name, by, reason="", given=None, at=None):
    """Take a step of the table. Raises StepRefused."""
    with transaction.atomic(), trail.held(), clock_rules.held():
        held = hold(referral)
        if not held.is_visible_to(by):
            raise StepRefused("There is no such referral.")
        return workflow.WORKFLOW.take(held, name, by=by, reason=reason, at=now(at), given=given)


@transaction.atomic
def open_referred(*, referral, kind, title, by, key, unit=None, at=None):
    """Open the case that a referral leads to, with the referral on it; the person named goes on the case as its subject
    and is kept out of it. Raises StepRefused, MarkingError."""
    held = hold(referral)
    if held.is_over or not held.is_visible_to(by):
        raise StepRefused("This referral is decided already.")
    if why := workflow.WORKFLOW.offer(workflow.WORKFLOW.steps["open_case"], by, held).why_not:
        raise StepRefused(why)
    told = {"kind": kind, "title": title, "allegation": held.facts, "unit": unit}
    case = open_case(records=[held], by=by, key=key, at=at, **told)
    name_staff(case, held, by=by, at=now(at))
    take(referral=held, name="open_case", by=by, given={"case": case}, at=at)
    return case


def name_staff(case, referral, *, by, at):
    """The member of staff named becomes a subject, by their person on file; the case keeps out whom the referral does,
    since it is attached."""
    if referral.named_id is None:
        return
    tie = StaffPerson.objects.filter(user=referral.named).select_related("person").first()
    if tie:
        add_subject(case=case, by=by, person=tie.person, facts=[("NAME", referral.named.name, "")], at=at)


def hold(referral):
    rows = VisaReferral._base_manager.select_for_update(of=("self",))
    return rows.select_related("office", "named__office", "asked_by").get(pk=referral.pk)
