"""Sessions in the database that know whose they are, so that a deactivated account is out at once."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from secoffice.accounts.models import Session


class SessionStore(DatabaseStore):
    """Named by SESSION_ENGINE."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.account_id = data.get(SESSION_KEY)
        return row


def end_sessions(user, *, but=None):
    """Delete this person's sessions, all `but` the one given. Returns how many there were."""
    return Session.objects.filter(account_id=user.pk).exclude(session_key=but or "").delete()[0]
