"""Letting people know, and keeping them from knowing."""

from collections import namedtuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from secoffice import ports
from secoffice.access.models import Admission, Recusal
from secoffice.accounts import roles
from secoffice.accounts.models import Office, Unit, User
from secoffice.audit import trail

Reader = namedtuple("Reader", "admission principal people barred by")


def _point(target):
    return {"target_type": target._meta.label_lower, "target_id": target.pk}


@transaction.atomic
def admit(target, *, principal, reason, by, until=None, at=None):
    """Put a principal on the need-to-know list. Doing it twice changes only the end date."""
    admission, new = Admission.objects.update_or_create(
        **_point(target),
        principal=principal,
        reason=reason,
        defaults={"until": until, "controls": getattr(target, "controls", 0)},
        create_defaults={
            "until": until,
            "controls": getattr(target, "controls", 0),
            "by_id": by.pk if by else None,
            "at": at or timezone.now(),
        },
    )
    if new:
        trail.record("admitted", target, by=by, reason=reason, detail={"principal": principal}, at=at)
    return admission


def admit_all(target, *, principals, by, at=None):
    """First admissions of a new record, in one statement; `principals` maps principal to reason."""
    Admission.objects.bulk_create(
        (
            Admission(
                **_point(target),
                principal=principal,
                reason=reason,
                controls=getattr(target, "controls", 0),
                by_id=by.pk if by else None,
                at=at or timezone.now(),
            )
            for principal, reason in principals.items()
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def withdraw(target, *, principal, by, reason="", of=None, at=None):
    """Take a principal off the list; `of` limits it to one admission reason."""
    rows = Admission.objects.filter(**_point(target), principal=principal)
    if of is not None:
        rows = rows.filter(reason=of)
    count, _ = rows.delete()
    if count:
        trail.record(
            "withdrawn", target, by=by, reason=reason, detail={"principal": principal, "of": of}, at=at
        )
    return count


@transaction.atomic
def recuse(target, *, user, reason, by, at=None):
    """Bar a person, administrators included. Ends every other way in."""
    told = {"reason": reason, "by_id": by.pk if by else None, "at": at or timezone.now()}
    _, new = Recusal.objects.get_or_create(**_point(target), user=user, defaults=told)
    if new:
        trail.record("recused", target, by=by, reason=reason, detail={"person": user.pk}, at=at)
        ports.tell("recused", **_point(target), user_id=user.pk, by_id=told["by_id"], at=told["at"])


@transaction.atomic
def lift_recusal(target, *, user, reason, by, at=None):
    count, _ = Recusal.objects.filter(**_point(target), user=user).delete()
    if count:
        trail.record("recusal lifted", target, by=by, reason=reason, detail={"person": user.pk}, at=at)
        ports.tell("recusal lifted", **_point(target), user_id=user.pk)


def recontrol(target):
    """After a change of marking: the admissions follow the record's dissemination controls."""
    Admission.objects.filter(**_point(target)).update(controls=target.controls)


def _named_in(admissions):
    """Ids of everybody the admissions name one by one, as reader or as giver."""
    named = {row.by_id for row in admissions if row.by_id}
    return named | {int(row.principal[5:]) for row in admissions if row.principal.startswith("user:")}


def describe(principal, known=None):
    """A principal in words, with the people it stands for now; `known` are accounts already read, by id."""
    kind, _, rest = principal.partition(":")
    active = User.objects.filter(is_active=True)
    match kind:
        case "user":
            found = known.get(int(rest)) if known is not None else User.objects.filter(pk=rest).first()
            people = [found] if found else []
            return (people[0].name if people else "Somebody who has left"), people
        case "unit":
            unit = Unit.objects.get(pk=rest)
            return f"Everybody in {unit}", list(active.filter(unit=unit))
        case "lead":
            unit = Unit.objects.select_related("supervisor").get(pk=rest)
            return f"Supervisor of {unit}", [unit.supervisor] if unit.supervisor else []
        case "office":
            office = Office.objects.get(pk=rest)
            return f"Everybody at {office}", list(active.filter(office=office))
        case "role":
            code, _, office_id = rest.partition("@")
            office = Office.objects.get(pk=office_id)
            return f"{roles.label(code)}, {office}", list(active.filter(office=office, groups__name=code))
        case _:
            return rest, list(active.filter(memberships__code=rest))


def who_can_see(target):
    """Every admission in force with the people behind it, and who is barred: what the page prints."""
    barred = set(Recusal.objects.filter(**_point(target)).values_list("user_id", flat=True))
    rows = []
    live = Q(until__isnull=True) | Q(until__gt=timezone.now())
    admissions = Admission.objects.filter(live, **_point(target)).order_by("principal", "reason")
    known = User.objects.in_bulk(_named_in(admissions))
    for admission in admissions:
        words, people = describe(admission.principal, known)
        rows.append(Reader(admission, words, people, barred, known.get(admission.by_id)))
    return rows
