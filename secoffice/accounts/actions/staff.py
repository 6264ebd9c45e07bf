"""What administrators, directors and security officers do with the accounts of others.

Each verb asks staffing.py for its rule again, whatever a form did before: one rule, two doors (§0.4).
"""

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from secoffice import ports
from secoffice.accounts import staffing
from secoffice.accounts.actions.own import owe, plan_absence, refuse
from secoffice.accounts.models import Unit, User
from secoffice.accounts.sessions import end_sessions
from secoffice.audit import trail

POST_FIELDS = ("name", "office", "unit", "employment")


class Stale(ports.Refused):
    """Somebody else changed this account while the form was open."""


@transaction.atomic
def invite(*, by, email, name, office, unit=None, employment="EMPLOYEE", roles=(), at=None):
    """A new member of staff: an account without password and without a way in until the invitation is accepted."""
    at = at or timezone.now()
    refuse(staffing.why_not_roles(by, None, roles))
    if not by.keeps_accounts and (office is None or office.pk != by.office_id):
        raise ports.Refused("You invite staff of your own office only.")
    given = {"name": name, "office": office, "unit": unit, "employment": employment}
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, None, is_active=False, invited_at=at, **given)
    except IntegrityError:
        raise ports.Refused("Somebody has this address already.") from None
    _set_roles(user, roles)
    detail = {"email": user.email, "office": office.code if office else None, "roles": sorted(roles)}
    trail.record("invited", user, by=by, detail=detail, at=at)
    ports.tell("staff.joined", user_id=user.pk)
    owe(user, "invitation", "accept your invitation", f"invited {at:%Y%m%d%H%M%S}", at=at)
    return user


@transaction.atomic
def invite_again(*, user, by, email=None, at=None):
    """A new link to somebody who has not come in yet, to a corrected address where one is given. Voids the old."""
    at = at or timezone.now()
    refuse(staffing.why_not_change(by, user))
    rows = User.objects.filter(pk=user.pk, is_active=False, accepted_at__isnull=True)
    changes = {"invited_at": at, "bounced_at": None} | ({"email": email.strip().lower()} if email else {})
    try:
        with transaction.atomic():
            won = rows.update(**changes)
    except IntegrityError:
        raise ports.Refused("Somebody has this address already.") from None
    if not won:
        raise ports.Refused(f"{user} has accepted the invitation already.")
    user.refresh_from_db()
    trail.record("invited again", user, by=by, detail={"email": user.email})
    owe(user, "invitation", "accept your invitation", f"invited {at:%Y%m%d%H%M%S}")


@transaction.atomic
def change_post(*, user, by, version, name, office, unit, employment, roles):
    """Name, office, unit, employment and roles, all or nothing, if nobody changed them since `version`."""
    refuse(staffing.why_not_change(by, user))
    refuse(staffing.why_not_roles(by, user, roles))
    refuse(staffing.why_not_move(user, office))
    if not by.keeps_accounts and (office is None or office.pk != by.office_id):
        raise ports.Refused("Only a system administrator moves staff to another office.")
    before = _post(user)
    after = {"name": name, "office": office, "unit": unit, "employment": employment}
    if not User.objects.filter(pk=user.pk, version=version).update(version=F("version") + 1, **after):
        raise Stale(
            "Somebody else changed this account meanwhile. Both versions are shown beside the fields."
        )
    _set_roles(user, roles)
    user.refresh_from_db()
    trail.record("post changed", user, by=by, detail={"before": before, "after": _post(user)})
    return user


@transaction.atomic
def deactivate(*, user, by, reason, at=None):
    """Acts at once: no sign-in, no session, no link. An invitation is withdrawn the same way."""
    refuse(staffing.why_not_deactivate(by, user))
    if (
        not User.objects.filter(pk=user.pk)
        .exclude(is_active=False, invited_at=None)
        .update(is_active=False, invited_at=None, version=F("version") + 1)
    ):
        raise ports.Refused(f"{user} is deactivated already.")
    ended = end_sessions(user)
    user.is_active, user.invited_at = False, None
    trail.record("deactivated", user, by=by, reason=reason, detail={"sessions": ended}, at=at)
    ports.tell("staff.left", user_id=user.pk, by_id=by.pk if by else None, at=at)


@transaction.atomic
def reactivate(*, user, by, reason):
    """Back in service with the roles they had. Who never had a password is invited again instead."""
    refuse(staffing.why_not_change(by, user))
    if user.accepted_at is None and not user.has_usable_password():
        return invite_again(user=user, by=by)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True, version=F("version") + 1):
        raise ports.Refused(f"{user} is active already.")
    user.is_active = True
    trail.record("reactivated", user, by=by, reason=reason)
    return None


def work_of(user):
    """Everything in somebody's hands, asked of every department: (rows, sentence when one could not answer)."""
    answers = ports.ask("work of", user=user)
    rows = [work for answer in answers for work in answer.rows]
    return rows, " ".join(a.sentence for a in answers if a.outcome == "not_checked")


@transaction.atomic
def leave(*, user, by, given, absence=None, reason="", at=None):
    """Leave in one go: the work to its receivers, then away for a while (`absence`: its fields) or for good."""
    hand_over(user=user, given=given, by=by, at=at)
    if absence is None:
        deactivate(user=user, by=by, reason=reason, at=at)
    else:
        plan_absence(user=user, by=by, reason=reason, at=at, **absence)


@transaction.atomic
def hand_over(*, user, given, by, at=None):
    """Give each piece of work to its receiver; `given` pairs Work with User. All of it, or none of it."""
    refuse(staffing.why_not_send_away(by, user))
    for work, receiver in given:
        if receiver.pk == user.pk or not receiver.is_active:
            raise ports.Refused(f"{receiver} cannot take over {work.reference}.")
        ports.tell(
            "work.handed_over", kind=work.kind, id=work.id, from_id=user.pk, to_id=receiver.pk, by_id=by.pk,
            at=at,
        )  # fmt: skip
    if given:
        trail.record(
            "work handed over", user, by=by, detail={f"{w.kind} {w.id}": to.pk for w, to in given}, at=at
        )


def units_of(*, user, **_):
    """Answers "work of": the units somebody answers for are work too."""
    units = Unit.objects.filter(supervisor=user).select_related("office")
    rows = (
        ports.Work(f"Supervises {unit}", f"{unit.office.code}-{unit.code}", "", "accounts.unit", unit.pk)
        for unit in units
    )
    return ports.Answer("checked", rows=tuple(rows))


def take_unit(*, kind, id, from_id, to_id, by_id, at=None, **_):
    """Hears "work.handed_over": a new supervisor, of the same office."""
    if kind != "accounts.unit":
        return
    unit, receiver = Unit.objects.get(pk=id), User.objects.get(pk=to_id)
    if to_id == by_id:
        raise ports.Refused(staffing.NOT_ONESELF)
    if receiver.office_id != unit.office_id:
        raise ports.Refused(f"{receiver} works at another office and cannot supervise {unit}.")
    if not Unit.objects.filter(pk=id, supervisor=from_id).update(supervisor=receiver):
        raise ports.Refused(f"{unit} has another supervisor already.")
    trail.record(
        "supervisor changed",
        unit,
        by=User.objects.get(pk=by_id),
        detail={"from": from_id, "to": to_id},
        at=at,
    )


def _set_roles(user, codes):
    user.groups.set([Group.objects.get_or_create(name=code)[0] for code in sorted(codes)])
    user.__dict__.pop("roles", None)


def _post(user):
    said = {name: str(getattr(user, name) or "") for name in POST_FIELDS}
    return said | {"roles": sorted(user.groups.values_list("name", flat=True))}
