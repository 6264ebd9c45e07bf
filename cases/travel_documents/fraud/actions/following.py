"""What follows a step of a referral: its clocks, who may know, its line, a word to whoever must act."""

from cases.travel_documents.fraud import deadlines as rules
from cases.travel_documents.fraud.models import Line
from secoffice import ports
from secoffice.access.actions import admit_all
from secoffice.accounts.models import User
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline
from secoffice.search import index

SAID = {
    "review": "Review begun",
    "confirm": "Fraud confirmed",
    "not_confirm": "Fraud not confirmed",
    "inconclusive": "Inconclusive",
    "refer": "Referred to the security officer",
    "open_case": "A case is opened",
    "decline": "Declined by the security officer",
}
TYPE = "document_fraud.visareferral"


def step_taken(record, step, *, by, at, reason):
    tell(record, step.name, SAID[step.name], by=by, at=at, text=reason)
    for deadline in Deadline.objects.open().for_target(record):
        if deadline.rule in step.stops:
            clocks.meet(deadline=deadline, by=by, at=at)
        elif deadline.rule in step.supersedes:
            clocks.supersede(deadline=deadline, by=by, at=at, reason=step.label)
    if rules.DECIDE in step.starts:
        to_security(record, by=by, at=at)
    elif step.name in ("open_case", "decline"):
        owe(record, record.asked_by, "your referral was decided", by=by, at=at)
    put_in_index(record)


def to_security(record, *, by, at):
    """From now the security officer of the post decides; where staff are named, one who is not named or above them."""
    admit_all(record, principals=security(record), by=by, at=at)
    head = head_of(record) or further_up(record, by=by, at=at)
    told = {"target": record, "office": record.office, "trigger_at": at, "by": by, "at": at}
    clocks.start(rule=rules.DECIDE, owner=head, **told)
    if head:
        owe(record, head, "decide on a referral", by=by, at=at)


def share(record, *, by, at):
    """First readers: whoever reported it and the consular side; of what is alleged of staff the security side alone."""
    if record.is_malfeasance:
        return admit_all(
            record, principals={f"user:{by.pk}": "reported it", **security(record)}, by=by, at=at
        )
    readers = {f"role:CONS_LIA@{office.pk}": "reviews visas" for office in record.office.chain()}
    return admit_all(record, principals={f"user:{by.pk}": "reported it", **readers}, by=by, at=at)


def security(record):
    """The post's security officer and director; where one of them is named, those of the office above as well."""
    offices = [record.office]
    if (
        record.named_id
        and record.named.office_id == record.office_id
        and record.named.has_role("RSO", "DIRECTOR")
    ):
        offices = record.office.chain()[:2]
    return {
        f"role:{role}@{office.pk}": "decides on referrals"
        for office in offices
        for role in ("RSO", "DIRECTOR")
    }


def further_up(record, *, by, at):
    """Where nobody of the post is left to decide, because they reported it or are kept out, the next office up the
    chain that has somebody learns of it (§0.6.5). Gives whom."""
    for office in record.office.chain()[1:]:
        names = [f"role:{role}@{office.pk}" for role in ("RSO", "DIRECTOR")]
        admit_all(record, principals=dict.fromkeys(names, "decides on referrals"), by=by, at=at)
        if head := head_of(record):
            return head
    return None


def head_of(record):
    """Who owes the decision: the nearest security officer or director who may know of it and did not report it."""
    for office in record.office.chain():
        people = User.objects.present().filter(office=office).with_role("RSO", "DIRECTOR").order_by("pk")
        for person in people.exclude(pk=record.asked_by_id):
            if record.is_visible_to(person):
                return person
    return None


def tell(record, verb, says, *, by, at, text=""):
    return Line.objects.create(referral=record, verb=verb, says=says[:240], text=text, by=by, at=at)


def owe(record, person, words, *, by, at):
    """A notice in neutral words with the neutral number only, to somebody who may know of it."""
    if person == by or not record.is_visible_to(person):
        return
    ports.tell(
        "notice.owed", kind="referral", source_type=TYPE, source_id=record.pk, recipient_id=person.pk, duty=words,
        reference=record.reference, url=record.get_absolute_url(), office_id=record.office_id, at_once=False,
        step=f"{words[:28]} {at:%m%d%H%M%S}", at=at,
    )  # fmt: skip


def put_in_index(record):
    words = (
        record.reference,
        record.applicant,
        record.passport,
        record.application,
        record.agent,
        record.address,
    )
    index.put(record, " ".join((*words, record.facts)))
