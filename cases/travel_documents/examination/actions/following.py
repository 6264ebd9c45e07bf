"""What follows a step: its clocks, who may know, its line, and a word to whoever must act."""

from cases.travel_documents.examination import deadlines as rules
from cases.travel_documents.examination.models import Line
from secoffice import ports
from secoffice.access.actions import admit_all
from secoffice.accounts.models import User
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline
from secoffice.search import index

SAID = {
    "conclude": "Concluded: {conclusion}",
    "submit": "Handed to a second examiner: {conclusion}",
    "confirm": "Conclusion confirmed by a second examiner: {conclusion}",
    "differ": "Sent back by the second examiner",
    "take_back": "Taken back",
    "call_off": "Called off",
}
SECOND_LOOK = "a second examiner is to look"


def step_taken(record, step, *, by, at, reason):
    says = SAID[step.name].format(conclusion=record.get_conclusion_display().lower() or "nothing")
    tell(record, step.name, says, by=by, at=at, text=reason)
    for deadline in Deadline.objects.open().for_target(record):
        if deadline.rule in step.stops:
            clocks.meet(deadline=deadline, by=by, at=at)
        elif deadline.rule in step.supersedes:
            clocks.supersede(deadline=deadline, by=by, at=at, reason=step.label)
    if step.name == "submit":
        let_look(record, by=by, at=at)
    for rule in step.starts:
        owner = record.examiner if rule == rules.FINISH else second_of(record)
        clocks.start(rule=rule, target=record, office=record.office, trigger_at=at, owner=owner, by=by, at=at)
    if step.name in ("confirm", "differ"):
        owe(record, record.examiner, f"your examination was {'confirmed' if step.name == 'confirm' else 'sent back'}",
            by=by, at=at)  # fmt: skip
    told_of(record, at=at)


def let_look(record, *, by, at):
    """Examiners of the offices above may look where the post has one alone (§0.6.5)."""
    offices = record.office.chain()
    admit_all(
        record, principals={f"role:DOC_EXAM@{office.pk}": SECOND_LOOK for office in offices}, by=by, at=at
    )
    if other := second_of(record):
        owe(record, other, "second look at a document", by=by, at=at)


def second_of(record):
    """The examiner nearest up the chain who did not examine it and may know of it; None where there is none."""
    for office in record.office.chain():
        people = User.objects.present().filter(office=office).with_role("DOC_EXAM")
        for person in people.exclude(pk=record.examiner_id).order_by("pk"):
            if record.is_visible_to(person):
                return person
    return None


def tell(record, verb, says, *, by, at, text=""):
    return Line.objects.create(examination=record, verb=verb, says=says[:240], text=text, by=by, at=at)


def owe(record, person, words, *, by, at):
    """A notice in neutral words with the neutral number only."""
    if person == by or not record.is_visible_to(person):
        return
    ports.tell(
        "notice.owed", kind="examination", source_type="examination.examination", source_id=record.pk,
        recipient_id=person.pk, duty=words, reference=record.reference, url=record.get_absolute_url(),
        office_id=record.office_id, at_once=False, step=f"{words[:28]} {at:%m%d%H%M%S}", at=at,
    )  # fmt: skip


def put_in_index(record):
    visual = " ".join(str(value) for value in record.visual.values())
    index.put(
        record,
        " ".join((record.reference, record.kind, record.issuer, record.number, visual, record.grounds)),
    )


def told_of(record, *, at):
    """Found by its words from now, and by what it shares with other documents."""
    put_in_index(record)
    ports.tell("document told of", target_type="examination.examination", target_id=record.pk, at=at)
