"""One-time links in mails: a reset lasts an hour, an invitation three days.

A link is built when its mail is sent, from what the account is then; it dies with the password it replaces, with
the invitation that is sent again, and with the account.
"""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from secoffice.ports import Answer

HOUR = 60 * 60


class OneTimeLink(PasswordResetTokenGenerator):
    """Django's token, with a life of its own and no use once the account has changed its standing."""

    def __init__(self, name, hours):
        super().__init__()
        self.key_salt = f"secoffice.accounts.links.{name}"
        self.seconds = hours * HOUR

    def _make_hash_value(self, user, timestamp):
        invited = user.invited_at.timestamp() if user.invited_at else ""
        return f"{super()._make_hash_value(user, timestamp)}{user.standing}{invited}"

    def check_token(self, user, token):
        if not super().check_token(user, token):
            return False
        return self._num_seconds(self._now()) - base36_to_int(token.split("-")[0]) <= self.seconds


RESET = OneTimeLink("reset", hours=1)
INVITATION = OneTimeLink("invitation", hours=72)


def path_to(page, user, generator):
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse(f"accounts:{page}", kwargs={"uidb64": uid, "token": generator.make_token(user)})


def for_notice(kind, user):
    """Subject words and path for a mail of this kind; None when the link would open nothing any more."""
    if kind == "reset" and user.is_active:
        return "Set a new password", path_to("password_reset_confirm", user, RESET)
    if kind == "invitation" and user.is_invited:
        return "You are invited to Secoffice", path_to("invitation", user, INVITATION)
    return None


def mail_link(*, kind, user, **_):
    """Answers "mail link": sentence = subject words, rows = (path,)."""
    if kind not in ("reset", "invitation"):
        return None
    found = for_notice(kind, user)
    return (
        Answer("link", found[0], (found[1],))
        if found
        else Answer("gone", "This link is not needed any more.")
    )
