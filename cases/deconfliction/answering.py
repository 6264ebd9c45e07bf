"""What is said to whoever asked. Hidden hits change a sentence and nothing else; silent ones not even that."""

from dataclasses import dataclass

from cases.deconfliction.finding import ids
from cases.deconfliction.models import Answering
from cases.models import Case, Compartment
from secoffice.access.models import Recusal

NOTHING = "No conflict to report."
BLIND = "Possible conflict – liaison reference {reference}."
WITHHELD = "You asked for very much today: answers are given again tomorrow."


def said(met, *, own, withheld, by):
    """({"blind": whether, "shown": cases the asker is told of}, the files met with what of them the asker sees).
    Three queries. Who asked for themselves or kin (`own`), or is kept out of a file, learns nothing of it, then or
    later: to them it is silent."""
    cases = {each.case.pk for each in met}
    seen = set(Case.objects.visible_to(by).filter(pk__in=ids(cases)).values_list("pk", flat=True))
    barred = set(kept_from(by).filter(target_id__in=ids(cases)))
    inside = {each.compartment_id for each in met} - {None}
    rooms = Compartment.objects.visible_to(by).filter(pk__in=ids(inside))
    rooms = {None, *rooms.values_list("pk", flat=True)}
    rows = [
        {
            "case": e.case.pk,
            "inside": e.compartment_id,
            "how": e.how,
            "mode": Answering.SILENT if own or e.case.pk in barred else e.mode,
            "seen": e.case.pk in seen and e.compartment_id in rooms,
        }
        for e in met
    ]
    hidden = {row["mode"] for row in rows if not row["seen"]}
    told = {row["case"] for row in rows if row["seen"] or row["mode"] == Answering.OPEN}
    silent = own or withheld
    return {"blind": not silent and Answering.BLIND in hidden, "shown": [] if silent else sorted(told)}, rows


def kept_from(user):
    """Numbers of the cases this person must not know of, whatever else they may."""
    barred = Recusal.objects.filter(user=user, target_type="cases.case")
    return barred.values_list("target_id", flat=True)


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
    """The files the asker was told of, for the page of the check: two queries. What they knew because they could see it
    then is not said any more once they cannot."""
    cases = Case.objects.visible_to(reader).filter(pk__in=ids(check.shown))
    mine = {case.pk: case for case in cases}
    opened = {row["case"] for row in check.met if row["mode"] == Answering.OPEN}
    others = Case.objects.unrestricted(purpose="open to askers").filter(pk__in=ids(check.shown))
    others = others.exclude(pk__in=kept_from(reader))
    told = []
    for case in others.select_related("officer", "office").order_by("pk"):
        if case.pk in mine:
            told.append(Told("Known to you as", mine[case.pk]))
        elif case.pk in opened:
            whom = case.officer or f"the officer on duty at {case.office}"
            told.append(Told(f"Also in {case.reference}. Speak to {whom}."))
    return told
