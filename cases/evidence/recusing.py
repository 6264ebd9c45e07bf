"""Whoever is kept out of a case is kept out of its exhibits: of their pages, their dates and their notices."""

from cases.actions.timeline import now
from cases.evidence.models import Exhibit
from secoffice import ports
from secoffice.access.actions import lift_recusal, recuse
from secoffice.access.models import Recusal
from secoffice.accounts.models import User
from secoffice.deadlines import actions as clocks

REASON = "Kept out of the case"


@ports.hears("recused")
def keep_out(*, target_type, target_id, user_id, by_id=None, at=None, **_):
    """What they owe about an exhibit goes to whoever keeps it. What they keep themselves stays with them until
    somebody up the chain hands it over (see chain.may_offer)."""
    if target_type != "cases.case":
        return
    people = User.objects.in_bulk({user_id, by_id} - {None})
    user, by = people[user_id], people.get(by_id)
    for exhibit in Exhibit._base_manager.filter(case=target_id).select_related("custodian"):
        recuse(exhibit, user=user, reason=REASON, by=by, at=now(at))
        heir = exhibit.custodian if exhibit.custodian_id != user_id else None
        clocks.reassign(target=exhibit, owner=heir, of=user, by=by, at=now(at))


@ports.hears("recusal lifted")
def let_in_again(*, target_type, target_id, user_id, by_id=None, at=None, **_):
    if target_type != "cases.case":
        return
    people = User.objects.in_bulk({user_id, by_id} - {None})
    for exhibit in Exhibit._base_manager.filter(case=target_id):
        given = {"user": people[user_id], "by": people.get(by_id), "at": now(at)}
        lift_recusal(exhibit, reason="Let in to the case again", **given)


def as_the_case(exhibit):
    """A new exhibit: whoever is kept out of its case already."""
    barred = Recusal.objects.filter(target_type="cases.case", target_id=exhibit.case_id)
    here = {"target_type": "evidence.exhibit", "target_id": exhibit.pk, "reason": REASON}
    Recusal.objects.bulk_create(
        Recusal(user_id=row.user_id, by_id=row.by_id, **here) for row in barred.only("user_id", "by_id")
    )
