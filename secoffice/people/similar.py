"""Who on file could be the same person, among those the reader may see and by what they may see of them."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from secoffice.people.keys import WORD, words_of
from secoffice.people.models import IDENTIFIERS, Fact, Judgement, NameKey
from secoffice.people.reading import Known, known_by_number

FEW = 12
CANDIDATES = 200


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
    ahead = candidates(user, whole) - handles - settled(user, newest, handles)
    ends = {end for row in judged for end in (row.one_id, row.other_id)}
    everybody = known_by_number(user, ahead | ends)
    found = []
    for number in ahead & everybody.keys():
        score, reason = weigh(whole, everybody[number])
        if reason and everybody[number].person.kind == whole.person.kind:
            found.append(Likeness(everybody[number], score, reason, newest.get(number)))
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


def candidates(user, whole):
    """Handles worth weighing: those who share a number, or two words of a name."""
    numbers = {(fact.kind, fact.normal) for fact in whole.facts if fact.kind in IDENTIFIERS}
    wanted = Q(pk__in=[])
    for kind, form in numbers:
        wanted |= Q(kind=kind, normal=form)
    by_number = Fact.objects.visible_to(user).filter(wanted).values_list("person", flat=True)[:CANDIDATES]
    words = {f"{WORD}{word}" for name in whole.names for word in words_of(name)}
    keys = NameKey.objects.filter(key__in=words).order_by().values("person").annotate(n=Count("pk"))
    by_name = keys.filter(n__gte=2).order_by("-n", "person").values_list("person", flat=True)[:CANDIDATES]
    return {*by_number, *by_name}


def weigh(one, other):
    """How alike two persons are, and why in a sentence; "" where nothing speaks for it."""
    dates = [{fact.value for fact in side.facts if fact.kind == Fact.Kind.BORN} for side in (one, other)]
    numbers = [{(f.kind, f.normal): f for f in side.facts if f.is_identifier} for side in (one, other)]
    shared = numbers[0].keys() & numbers[1].keys()
    if shared:
        labels = sorted({numbers[0][each].get_kind_display().lower() for each in shared})
        return 0.99, f"The same {' and '.join(labels)}."
    words = [{word for name in side.names for word in words_of(name)} for side in (one, other)]
    common = words[0] & words[1]
    if len(common) < 2 or (all(dates) and not dates[0] & dates[1]):
        return 0, ""
    score = len(common) / min(map(len, words)) * (0.95 if all(dates) else 0.85)
    born = ", and the same date of birth" if all(dates) else ""
    return score, f"The names share “{' '.join(sorted(common))}”{born}."
