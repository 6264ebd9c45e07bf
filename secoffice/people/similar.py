"""Who on file could be the same person, among those the reader may see and by what they may see of them."""

from dataclasses import dataclass

from django.db.models import Max

from secoffice.people import keys
from secoffice.people.models import Fact, Judgement
from secoffice.people.reading import Known, known_by_number
from secoffice.people.weighing import likeness

FEW = 12


@dataclass
class Likeness:
    """Somebody who could be the same: how much speaks for it (0 to 1), in a sentence, and what was judged before."""

    known: Known
    score: float
    reason: str
    judged: Judgement | None = None


def suggestions(user, whole, handles, judged):
    """Likely doubles of a person, best first; `judged` are the standing judgements about it, oldest first. A pair
    judged different is left out until a fact of either that this reader may see was added or taken back since.
    Gives them, and all persons of the judgements as the reader knows them.
    """
    newest = {row.other_id if row.one_id in handles else row.one_id: row for row in judged}
    ahead = set(keys.like(whole.facts)) - handles - settled(user, newest, handles)
    ends = {end for row in judged for end in (row.one_id, row.other_id)}
    everybody = known_by_number(user, ahead | ends)
    found = []
    for number in ahead & everybody.keys():
        match = likeness(whole.facts, everybody[number].facts)
        if match.match and everybody[number].person.kind == whole.person.kind:
            found.append(Likeness(everybody[number], match.score, match.reason, newest.get(number)))
    return sorted(found, key=lambda each: (-each.score, each.known.person.pk))[:FEW], everybody


def settled(user, judged, handles):
    """Those judged the same, or different by people who knew all that the reader knows now."""
    same = {number for number, row in judged.items() if row.verdict == Judgement.Verdict.SAME}
    apart = {number: row.at for number, row in judged.items() if row.verdict == Judgement.Verdict.DIFFERENT}
    if not apart:
        return same
    facts = Fact.objects.visible_to(user, withdrawn=True).filter(person__in=handles | apart.keys())
    changes = facts.order_by().values("person").annotate(told=Max("at"), taken=Max("withdrawn_at"))
    changed = {row["person"]: max(filter(None, (row["told"], row["taken"]))) for row in changes}
    mine = max((changed[number] for number in handles if number in changed), default=None)
    newest = {number: max(filter(None, (mine, changed.get(number))), default=None) for number in apart}
    return same | {number for number, at in apart.items() if newest[number] is None or newest[number] <= at}
