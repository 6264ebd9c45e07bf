"""What hits answer and hear (ports): other departments ask whether somebody may go on and learn no more than that."""

from django.utils import timezone

from cases.travel_documents.hits import own, screening, words
from cases.travel_documents.hits.actions import raising, working
from cases.travel_documents.hits.models import Hit
from secoffice import ports
from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.people.models import Fact
from secoffice.people.weighing import sides_of


@ports.answers("on the watch list?")
def on_the_watch_list(*, side, by=None, subject_key="", subject_version="", at=None, **_):
    """Blind: "hit", "refer", "clear" or "not_checked" with a neutral sentence, never a row. Who asks for themselves or
    kin learns nothing (§0.6.1). Asking is written down where it is known who asks."""
    if not screening.watch_is_on():
        outcome = "not_checked"
    else:
        known = {"subject_key": subject_key, "subject_version": subject_version, "at": at}
        outcome = outcome_of(screening.names_on_watch(side, **known))
        if by is not None and outcome != "clear" and screening.is_own(by, side):
            outcome = "clear"
    if by is not None:
        trail.record("watch list asked", trail.Named("hits.watchentry"), by=by, at=at)
    return ports.Answer(outcome, words.ELSEWHERE[outcome])


def outcome_of(names):
    if not names:
        return "clear"
    return "hit" if names[0].band == "STRONG" else "refer"


@ports.answers("work of")
def work_of(*, user, **_):
    hits = Hit.objects.unrestricted(purpose="hand-over of hits").of(user)
    rows = (ports.Work("Hit", one.reference, one.get_absolute_url(), "hits.hit", one.pk) for one in hits)
    return ports.Answer("known", rows=tuple(rows))


@ports.hears("work.handed_over")
def take_over(*, kind, id, from_id, to_id, by_id, at=None, **_):
    if kind == "hits.hit":
        people = User.objects.in_bulk({from_id, to_id, by_id})
        hit = Hit.objects.unrestricted(purpose="hand-over of hits").select_related("office").get(pk=id)
        working.hand_over(hit=hit, giver=people[from_id], receiver=people[to_id], by=people[by_id], at=at)


@ports.hears("staff.joined")
def keep_out_newcomer(*, user_id, **_):
    keep_out(own.circle([user_id]))


@ports.hears("people.told")
def keep_out_kin(*, person, by=None, at=None, **_):
    """Something was told of a person: of staff or their kin, entries that mean them are hidden from then on."""
    if users := own.users_of(person):
        keep_out({person.pk: users}, by=by, at=at)


def keep_out(people, *, by=None, at=None):
    """Whoever is found on the list by what is on file of them is kept out of those entries and the hits on them."""
    at = at or timezone.now()
    for person, users in people.items():
        facts = Fact.objects.unrestricted(purpose="own or kin").standing().filter(person=person)
        for side in sides_of(list(facts)):
            entries = {name.entry_id for name in screening.names_on_watch(side, at=at)}
            for entry in entries:
                raising.bar("hits.watchentry", entry, users, by=by, at=at)
            hits = list(Hit._base_manager.filter(entry__in=entries))
            for hit in hits:
                raising.bar("hits.hit", hit.pk, users, by=by, at=at)
            if hits:
                ports.tell("kept out of hits", hits=hits, users=users, by=by, at=at)
