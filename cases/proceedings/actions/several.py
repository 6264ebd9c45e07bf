"""One deed on many cases: each by its own rules, and those it was refused for named with the reason."""

from django.db import transaction

from cases import workflow
from cases.actions import assigning
from cases.actions.timeline import now
from cases.models import Case
from cases.proceedings.models import Bulk
from secoffice.audit import trail
from secoffice.deadlines import rules
from secoffice.ports import Refused

MOST = 100
GONE = "You can see no such case."


@transaction.atomic
def do_to_all(*, deed, references, by, key, officer=None, reason="", disposition="", decontrol="", at=None):
    """Assign or close every one of these cases that allows it. The same form sent twice gives the first result.
    At most a hundred at once."""
    at = now(at)
    if done := Bulk.objects.filter(key=key, by=by).first():
        return done
    references = list(dict.fromkeys(references))
    if not 0 < len(references) <= MOST:
        raise Refused(f"Choose between one and {MOST} cases.")
    seen = {case.reference: case for case in Case.objects.visible_to(by).filter(reference__in=references)}
    given = {"officer": officer, "reason": reason, "disposition": disposition, "decontrol": decontrol}
    with trail.held(), rules.held():
        bulk = Bulk.objects.create(key=key, deed=deed, by=by, at=at)
        ordered = sorted(
            seen.values(), key=lambda case: case.pk
        )  # two such deeds at once wait, and block nobody
        bulk.results = [_try(case, deed, given, by=by, at=at) for case in ordered]
        bulk.results += [{"case": None, "why": GONE} for missing in references if missing not in seen]
        bulk.save(update_fields=["results"])
        detail = {"deed": deed, "cases": len(references)}
        trail.record("did to several cases", bulk, by=by, reason=reason, detail=detail, at=at)
    return bulk


def _try(case, deed, given, *, by, at):
    """Whether it was done to this case: all of it, or nothing."""
    number = case.pk
    try:
        with transaction.atomic():
            if deed == Bulk.Deed.ASSIGN:
                assigning.assign(case=case, officer=given["officer"], reason=given["reason"], by=by, at=at)
            else:
                told = {
                    "disposition": given["disposition"],
                    "decontrol": case.decontrol or given["decontrol"],
                }
                workflow.WORKFLOW.take(case, "close", by=by, reason=given["reason"], at=at, given=told)
    except Refused as refused:
        return {"case": number, "why": str(refused)}
    return {"case": number, "why": ""}
