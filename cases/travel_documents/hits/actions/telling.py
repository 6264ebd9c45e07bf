"""Who hears of what: the hit's own lines, and notices with neutral words only."""

from cases.travel_documents.hits import guards
from cases.travel_documents.hits.models import Line
from secoffice import ports
from secoffice.accounts.models import User
from secoffice.search import index

MOST = 6  # of those who may decide, told of one proposal
ENDS = ("confirm", "decide_match", "decide_other")


def raised(hit, *, by, at):
    says = "Document hit" if hit.is_document else f"Name hit, {hit.band.lower()}"
    more = f", after {hit.follows.reference}" if hit.follows_id else ""
    add_line(hit, "raised", f"{says}{more}", by=by, at=at, text=hit.reason)
    put_in_index(hit)
    from cases.travel_documents.hits.actions.clocks import owner_of

    owner = owner_of(hit)
    if owner and owner.pk != (by and by.pk):
        notify(hit, [owner], "look at a document check", by=by, at=at, at_once=True)


def step_taken(hit, step, *, by, at, reason):
    verb = "closed" if hit.is_closed else {"reopen": "opened"}.get(step.name, step.name)
    add_line(hit, verb, f"{step.label}: now “{hit.get_status_display().lower()}”", by=by, at=at, text=reason)
    if step.name == "propose":
        notify(hit, seconds_of(hit), "second decision", by=by, at=at)
    elif hit.is_closed or step.name in ("send_back", "reopen"):
        notify(hit, [hit.officer], "a decision was taken", by=by, at=at)


def add_line(hit, verb, says, *, by, at, text="", key=None):
    more = {"key": key} if key else {}
    return Line.objects.create(hit=hit, verb=verb, says=says[:240], text=text[:8000], by=by, at=at, **more)


def seconds_of(hit):
    """Who may be the second person: those of the nearest office up the chain where anybody may."""
    for office in hit.office.chain():
        people = User.objects.present().filter(office=office).with_role(*guards.SECONDS).order_by("pk")
        people = people.exclude(pk=hit.proposed_by_id or 0)
        if found := [person for person in people if hit.is_visible_to(person)]:
            return found[:MOST]
    return []


def notify(hit, people, words, *, by, at, at_once=False):
    """Neutral words and the neutral number only."""
    for person in filter(None, people):
        if person == by or not hit.is_visible_to(person):
            continue
        ports.tell(
            "notice.owed", kind="hit", source_type="hits.hit", source_id=hit.pk, recipient_id=person.pk,
            duty=words, reference=hit.reference, url=hit.get_absolute_url(), office_id=hit.office_id,
            at_once=at_once, step=f"{words[:28]} {at:%m%d%H%M%S}", at=at,
        )  # fmt: skip


def put_in_index(hit):
    """What a search may find this hit by."""
    asked = [value for _, value in hit.asked]
    index.put(hit, " ".join([hit.reference, hit.screening_ref, hit.response_id, *asked]))
