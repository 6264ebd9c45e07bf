"""What this department answers and hears (ports)."""

from cases.actions.assigning import hand_over
from cases.models import Case
from secoffice import ports
from secoffice.accounts.models import User


@ports.answers("work of")
def work_of(*, user, **_):
    cases = Case.objects.unrestricted(purpose="hand-over").live().of(user).order_by("reference")
    return ports.Answer(
        "known",
        rows=tuple(ports.Work("Case", c.reference, c.get_absolute_url(), "cases.case", c.pk) for c in cases),
    )


@ports.hears("work.handed_over")
def take_over(*, kind, id, from_id, to_id, by_id, at=None, **_):
    if kind != "cases.case":
        return
    people = User.objects.in_bulk({from_id, to_id, by_id})
    case = Case.objects.unrestricted(purpose="hand-over").get(pk=id)
    hand_over(case=case, giver=people[from_id], receiver=people[to_id], by=people[by_id], at=at)
