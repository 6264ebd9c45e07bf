"""What people do with their own account: a new password, a profile, leave. Deeds of administrators: staff.py.

Every verb writes its entry in the trail; none of them ever sees or stores a password in clear.
"""

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.utils import timezone

from secoffice import ports
from secoffice.accounts import staffing
from secoffice.accounts.models import Absence, ResetRequest, User
from secoffice.accounts.sessions import end_sessions
from secoffice.audit import trail

OWN_FIELDS = ("name", "time_zone", "theme")


def refuse(why):
    if why:
        raise ports.Refused(why)


def owe(user, kind, duty, step, at=None):
    """A mail about the account itself goes out at once and needs no record to be admitted to."""
    ports.tell(
        "notice.owed", kind=kind, source_type="accounts.user", source_id=user.pk, recipient_id=user.pk, duty=duty,
        step=step, office_id=user.office_id, at_once=True, never_twice=False, needs_access=False,
        at=at,
    )  # fmt: skip


@transaction.atomic
def ask_reset(*, email, by=None, at=None):
    """Somebody asks for a new password. Known and unknown addresses get the same answer; at most three mails an
    hour. The row of the account is held meanwhile, so that parallel requests cannot get round the count."""
    at = at or timezone.now()
    user = User.objects.select_for_update().filter(email=email.strip().lower(), is_active=True).first()
    if user is None or ResetRequest.too_many(user, at):
        trail.record("reset asked", user, by=by, result="refused", detail={"email": email[:254]})
        return
    asked = ResetRequest.objects.create(user=user, asked_at=at)
    trail.record("reset asked", user, by=by)
    owe(user, "reset", "set a new password", f"reset {asked.pk}")


@transaction.atomic
def use_reset(*, user, password, by=None, at=None):
    """A new password by the link in a mail. Every browser that was signed in is out."""
    before = user.password
    user.set_password(password)
    if not User.objects.filter(pk=user.pk, password=before, is_active=True).update(password=user.password):
        refuse("This link was used already. Ask for a new one.")
    end_sessions(user)
    trail.record("reset used", user, by=by or user)
    owe(user, "account", "your password was changed", f"changed {_stamp(at)}")


@transaction.atomic
def change_password(*, user, password, request, by, at=None):
    """A new password by its owner, who stays signed in here and nowhere else."""
    _set_password(user, password)
    update_session_auth_hash(request, user)
    request.session.save()
    end_sessions(user, but=request.session.session_key)
    trail.record("password changed", user, by=by)
    owe(user, "account", "your password was changed", f"changed {_stamp(at)}")


@transaction.atomic
def sign_out_elsewhere(*, user, session_key, by):
    ended = end_sessions(user, but=session_key)
    trail.record("signed out elsewhere", user, by=by, detail={"sessions": ended})
    return ended


@transaction.atomic
def accept_invitation(*, user, password, by=None, at=None):
    """The invited person sets a password and may sign in. An invitation is accepted once."""
    at = at or timezone.now()
    won = User.objects.invited().filter(pk=user.pk).update(is_active=True, accepted_at=at)
    if not won:
        refuse("This invitation is no longer open. Ask for a new one.")
    user.is_active, user.accepted_at = True, at
    _set_password(user, password)
    trail.record("invitation accepted", user, by=by or user, at=at)


@transaction.atomic
def change_profile(*, user, by, **fields):
    """What somebody says about themselves. Only these fields; office, unit and roles are for others to change."""
    changed = {
        name: value for name, value in fields.items() if name in OWN_FIELDS and getattr(user, name) != value
    }
    if changed:
        before = {name: getattr(user, name) for name in changed}
        User.objects.filter(pk=user.pk).update(**changed)
        for name, value in changed.items():
            setattr(user, name, value)
        trail.record("profile changed", user, by=by, detail={"before": before, "after": changed})
    return changed


@transaction.atomic
def plan_absence(*, user, starts_on, ends_on, deputy, by, reason="", at=None):
    refuse(staffing.why_not_send_away(by, user))
    absence = Absence.objects.create(
        user=user, starts_on=starts_on, ends_on=ends_on, deputy=deputy, reason=reason
    )
    detail = {"from": str(starts_on), "to": str(ends_on), "deputy": deputy.pk if deputy else None}
    trail.record("absence planned", user, by=by, detail=detail, at=at)
    if deputy and deputy != by:
        ports.tell(
            "notice.owed", kind="absence", source_type="accounts.absence", source_id=absence.pk,
            recipient_id=deputy.pk, duty=f"stand in for a colleague from {starts_on:%-d %b} to {ends_on:%-d %b}",
            office_id=user.office_id, needs_access=False, at=at,
        )  # fmt: skip
    return absence


@transaction.atomic
def end_absence(*, absence, by, today):
    """Back early, or not away after all. A day already spent away stays on record."""
    day_before = today - timezone.timedelta(days=1)
    rows = Absence.objects.filter(pk=absence.pk)
    if absence.starts_on < today:
        rows.filter(ends_on__gte=today).update(ends_on=day_before)
    else:
        rows.delete()
    trail.record("absence ended", absence.user, by=by, detail={"from": str(absence.starts_on)})


def _set_password(user, password):
    user.set_password(password)
    user.save(update_fields=["password"])


def _stamp(at):
    return f"{at or timezone.now():%Y%m%d%H%M%S}"
