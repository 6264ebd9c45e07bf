"""A person's web hook: its address, its secret, a test, and its end.

The secret is shown once. It is worked out of a random seed and the key of this office, so a copy of the database
alone signs nothing; with another SECRET_KEY every owner needs a new secret.
"""

import hmac
import json
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from secoffice import celery
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.reminders.cadence import kind_of
from secoffice.reminders.hooks_places import Unfit, place
from secoffice.reminders.letters import address, item
from secoffice.reminders.messages import LINKED, message_id
from secoffice.reminders.models import Hook, Mail, Notice, Preference

SENDER = "secoffice.reminders.tasks.deliver_hooks"
NONE, AWAY, SWITCHED_OFF = "You have no web hook.", "web hook taken away", "web hook switched off"
TEST = "test of your web hook"
POSTED = {"kind": Mail.Kind.HOOK, "channel": "hook"}


def secret_of(hook):
    """What this hook signs with, as its owner was shown it."""
    return (
        f"sec_{salted_hmac('secoffice.hook', f'{hook.user_id}:{hook.seed}', algorithm='sha256').hexdigest()}"
    )


def signature(secret, stamp, body):
    """`stamp`: seconds since 1970 as text; `body`: the bytes that are posted."""
    return f"v1={hmac.new(secret.encode(), stamp.encode() + b'.' + body, 'sha256').hexdigest()}"


@transaction.atomic
def put(*, url, by, at=None):
    """Post to this address from now on, in place of the one before; what waits goes there too. Returns the new secret.
    Refused with the reason where the address is not allowed."""
    try:
        where = place(url)
    except Unfit as unfit:
        raise Refused(str(unfit)) from None
    now = at or timezone.now()
    newest = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    fresh = {"made_at": now, "looked_to": newest, "off_at": None, "last_ok_at": None}
    fresh |= {"failures": 0, "paused_until": None, "last_error": "", "seed": _seed()}
    hook, _ = Hook.objects.update_or_create(user=by, defaults={"url": url} | fresh)
    trail.record("web hook set", by, by=by, detail={"host": where.host})
    return secret_of(hook)


@transaction.atomic
def renew(*, by):
    """A new secret; nothing is signed with the one before any more. Returns it."""
    hook = _mine(by)
    hook.seed = _seed()
    hook.save(update_fields=["seed"])
    trail.record("web hook secret made", by, by=by)
    return secret_of(hook)


@transaction.atomic
def take_away(*, by):
    """Nothing is posted any more, and no kind of news is chosen for it."""
    _mine(by).delete()
    Preference.objects.filter(user=by, hook=True).update(hook=False)
    cancel(by.pk, AWAY)
    trail.record("web hook taken away", by, by=by)


@transaction.atomic
def ask_test(*, by, at=None):
    """One post that says nothing, on the way of every other. While one still waits, asking again adds nothing."""
    hook, now = _mine(by), at or timezone.now()
    if hook.off_at:
        raise Refused("It is switched off. Set its address again first.")
    if waiting(by.pk).filter(about=None).exists():
        return
    Hook.objects.filter(pk=hook.pk).update(paused_until=None)
    key = f"hook:test:{by.pk}:{secrets.token_hex(8)}"
    Mail.objects.create(
        key=key, message_id=message_id(key), recipient=by, next_at=now, created_at=now, **POSTED
    )
    trail.record("web hook test asked", by, by=by)
    transaction.on_commit(lambda: celery.wake(SENDER), robust=True)


def switch_off(hook, why, now):
    """The far end says that it is gone: nothing is posted until its owner sets an address again."""
    if Hook.objects.filter(pk=hook.pk, seed=hook.seed, off_at=None).update(off_at=now, last_error=why):
        trail.record("web hook switched off", hook.user, by=None, reason=why, result="failed")
        hook.off_at = now


def cancel(person, why):
    """What waits for this person's hook is not posted any more."""
    waiting(person).update(state=Mail.State.CANCELLED, last_error=why)


def waiting(person):
    return Mail.objects.filter(recipient=person, channel="hook", state__in=Mail.WAITING)


def body(mail, notice, now):
    """The bytes that are posted: what a letter would say of this notice, and nothing else. `notice` None: a test."""
    says = {"id": mail.message_id.strip("<>"), "kind": "test", "step": "", "reference": "", "duty": TEST}
    says |= {"due": None, "due_at": None, "url": address("/inbox/")}
    if notice is not None:
        says |= _of_notice(notice, mail.recipient.tz, now)
    return json.dumps(says | {"sent_at": now.isoformat(timespec="seconds")}, ensure_ascii=False).encode()


def _of_notice(notice, tz, now):
    said = item(notice, tz, now)
    linked = notice.kind in LINKED  # its link is in the mail alone
    return {
        "kind": kind_of(notice.kind, notice.step, notice.audience),
        "step": said.note,
        "reference": said.reference,
        "duty": said.duty,
        "due": notice.due_on and notice.due_on.isoformat(),
        "due_at": notice.due_at and notice.due_at.astimezone(tz).isoformat(timespec="seconds"),
        "url": said.url if said.url and not linked else address("/inbox/"),
    }


def _seed():
    return secrets.token_urlsafe(32)


def _mine(user):
    hook = Hook.objects.select_for_update().filter(user=user).first()
    if hook is None:
        raise Refused(NONE)
    return hook
