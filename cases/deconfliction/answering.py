"""What is said to whoever asked. Hidden hits change a sentence and nothing else; silent ones not even that."""

from dataclasses import dataclass

from cases.deconfliction.finding import ids
from cases.deconfliction.models import Answering
from cases.models import Case, Compartment

NOTHING = "No conflict to report."
BLIND = "Possible conflict – liaison reference {reference}."
WITHHELD = "You asked for very much today: answers are given again tomorrow."


def said(met, *, own, withheld, by):
    """({"blind": whether, "shown": cases the asker is told of}, the files met with what of them the asker sees).
    Two queries. `own`: they asked for themselves or kin, and learn nothing."""
    cases = {each.case.pk for each in met}
    seen = set(Case.objects.visible_to(by).filter(pk__in=ids(cases)).values_list("pk", flat=True))
    inside = {each.compartment_id for each in met} - {None}
    rooms = Compartment.objects.visible_to(by).filter(pk__in=ids(inside))
    rooms = {None, *rooms.values_list("pk", flat=True)}
    known = [each.case.pk in seen and each.compartment_id in rooms for each in met]
    hidden = {each.mode for each, knows in zip(met, known, strict=True) if not knows}
    told = [
        each.case.pk for each, knows in zip(met, known, strict=True) if knows or each.mode == Answering.OPEN
    ]
    rows = [
        {"case": e.case.pk, "inside": e.compartment_id, "how": e.how, "mode": e.mode, "seen": knows}
        for e, knows in zip(met, known, strict=True)
    ]
    silent = own or withheld
    answer = {"blind": not silent and Answering.BLIND in hidden, "shown": [] if silent else sorted(set(told))}
    return answer, rows


@dataclass(frozen=True)
class Told:
    """One line of an answer; `case` where the reader may open it, `officer` where the file is an open one."""

    words: str
    case: Case | None = None


def sentence(check):
    if check.withheld:
        return WITHHELD
    return BLIND.format(reference=check.reference) if check.blind else NOTHING


def lines(check, reader):
    """The files the asker was told of, for the page of the check: two queries."""
    cases = Case.objects.visible_to(reader).filter(pk__in=ids(check.shown))
    mine = {case.pk: case for case in cases}
    others = Case.objects.unrestricted(purpose="open to askers").filter(pk__in=ids(check.shown))
    told = []
    for case in others.select_related("officer", "office").order_by("pk"):
        if case.pk in mine:
            told.append(Told("Known to you as", mine[case.pk]))
        else:
            whom = case.officer or f"the officer on duty at {case.office}"
            told.append(Told(f"Also in {case.reference}. Speak to {whom}."))
    return told
