"""What the register answers and hears (ports)."""

from cases.travel_documents.register.actions import custody, documents, telling
from cases.travel_documents.register.models import TravelDocument
from secoffice import ports
from secoffice.accounts.models import User

KIND = "register.traveldocument"
NOT_HOLDER = "A document tells of its holder alone. Say on its page whose it is."
OVER = (TravelDocument.Status.DESTROYED,)


@ports.answers("work of")
def work_of(*, user, **_):
    """The books that somebody keeps for colleagues."""
    rows = TravelDocument.objects.unrestricted(purpose="hand-over of documents kept")
    kept = rows.filter(keeper=user).exclude(status__in=OVER).order_by("pk")
    found = (ports.Work("Document", one.reference, one.get_absolute_url(), KIND, one.pk) for one in kept)
    return ports.Answer("known", rows=tuple(found))


@ports.hears("work.handed_over")
def take_over(*, kind, id, from_id, to_id, by_id, at=None, **_):
    if kind != KIND:
        return
    people = User.objects.in_bulk({from_id, to_id, by_id})
    rows = TravelDocument.objects.unrestricted(purpose="hand-over of documents kept")
    given = {"giver": people[from_id], "receiver": people[to_id], "by": people[by_id]}
    custody.hand_over(document=rows.get(pk=id), at=at, **given)


@ports.hears("staff.left")
def end_posts(*, user_id, by_id=None, at=None, **_):
    """The status that justified their special-issuance documents has ended (22 CFR 51.4)."""
    rows = TravelDocument.objects.unrestricted(purpose="documents of somebody who left")
    by = User.objects.filter(pk=by_id).first()
    valid = rows.filter(staff=user_id, status=TravelDocument.Status.VALID)
    for document in valid.select_related("office__calendar", "keeper", "staff"):
        custody.post_ended(document=document, by=by, at=at)


@ports.answers("record called")
def document_called(*, reference, by, **_):
    rows = TravelDocument.objects.visible_to(by)
    found = rows.filter(reference=reference.strip().upper()[:40]).first()
    return ports.Answer("given", rows=(found,)) if found else None


@ports.answers("may write in")
def may_write_in(*, record, by, firm=False, person=None, **_):
    if not isinstance(record, TravelDocument):
        return None
    held = TravelDocument._base_manager
    record = held.select_for_update().get(pk=record.pk) if firm else record
    if why := documents.may_write(by, record):
        return ports.Answer("given", why)
    if person is not None and person.pk != record.holder_id:
        # What was said of an earlier holder is taken back without naming them; anything new is about the holder.
        return ports.Answer("given", NOT_HOLDER)
    return ports.Answer("given", "")


@ports.hears("people.told")
def told_of_holder(*, source, person, by, at, says, **_):
    if isinstance(source, TravelDocument):
        telling.put_in_index(source)
