"""What need-to-know answers to rooms that stand below it (ports)."""

from collections import defaultdict

from secoffice.access.models import Admission, Recusal
from secoffice.ports import Answer


def may_know_of(*, user, targets, **_):
    """Answers "may know of": which of these (type, id) pairs this person may know of, in two queries a type."""
    ids = defaultdict(set)
    for kind, number in targets:
        ids[kind].add(number)
    known = []
    for kind, numbers in ids.items():
        here = {"target_type": kind, "target_id__in": numbers}
        admitted = set(Admission.objects.of(user).filter(**here).values_list("target_id", flat=True))
        barred = set(Recusal.objects.filter(user=user, **here).values_list("target_id", flat=True))
        known += [(kind, number) for number in sorted(admitted - barred)]
    return Answer("known", rows=tuple(known))
