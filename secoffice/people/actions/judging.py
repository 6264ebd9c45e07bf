"""Joining two handles into one person, or keeping them apart: by judgement, with a reason, and undone the same way.

Nothing is moved: facts stay on the handle they were told of.
"""

from django.db import transaction
from django.utils import timezone

from secoffice.audit import trail
from secoffice.people import clusters
from secoffice.people.models import Fact, Judgement, JudgementSource, Person
from secoffice.ports import Refused


@transaction.atomic
def judge(*, one, other, verdict, why, by, rests_on=None, at=None):
    """Say whether two handles are the same person, on the strength of records that `by` may see: `rests_on` is a
    set of (type, id), at least one for each side; None takes them all. Readers learn of it who may see them all.
    """
    at = at or timezone.now()
    if not why.strip():
        raise Refused("Say in a sentence why.")
    one, other = _pair(one, other, by)
    if verdict == Judgement.Verdict.SAME and one.kind != other.kind:
        raise Refused("A person and an organisation cannot be the same.")
    rests_on = _strength(one, other, rests_on, by)
    judgement = Judgement.objects.create(one=one, other=other, verdict=verdict, why=why.strip(), by=by, at=at)
    JudgementSource.objects.bulk_create(
        JudgementSource(judgement=judgement, source_type=kind, source_id=number)
        for kind, number in sorted(rests_on)
    )
    clusters.settle({one.pk, other.pk})
    detail = {"verdict": str(verdict), "one": one.pk, "other": other.pk}
    trail.record("judged", judgement, by=by, reason=why, detail=detail, at=at)
    return judgement


@transaction.atomic
def undo(*, judgement, why, by, at=None):
    """Take a judgement back; what it joined is apart again as it was."""
    at = at or timezone.now()
    if not why.strip():
        raise Refused("Say in a sentence why.")
    _one_after_another()
    standing = Judgement.objects.visible_to(by).standing().filter(pk=judgement.pk)
    told = {"undone_at": at, "undone_by": by, "why_undone": why.strip()}
    if not standing.update(**told):
        raise Refused("Somebody undid this meanwhile.")
    clusters.settle({judgement.one_id, judgement.other_id})
    trail.record("judgement undone", judgement, by=by, reason=why, at=at)


def _pair(one, other, by):
    """Both handles, the older first; whom the judge cannot see is not there."""
    if one.pk == other.pk:
        raise Refused("Choose two handles: this is one and the same.")
    _one_after_another()
    seen = Person.objects.visible_to(by).filter(pk__in=[one.pk, other.pk]).order_by("pk")
    if len(seen) < 2:
        raise Refused("Somebody here is not on file.")
    return seen


def _one_after_another():
    """Judgements are few, and each may concern everybody who is joined already: they take turns, at the oldest
    handle. (SQLite holds the whole file.)"""
    oldest = Person.objects.unrestricted(purpose="canonical handle").order_by("pk")
    list(oldest.select_for_update(no_key=True)[:1])


def _strength(one, other, rests_on, by):
    facts = Fact.objects.visible_to(by)
    sides = [
        set(facts.filter(person=person).values_list("source_type", "source_id")) for person in (one, other)
    ]
    chosen = sides[0] | sides[1] if rests_on is None else set(rests_on)
    if not chosen <= sides[0] | sides[1] or not all(chosen & side for side in sides):
        raise Refused("Choose at least one record for each of the two.")
    return chosen
