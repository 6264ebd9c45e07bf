"""What the people registry hears (ports)."""

from secoffice import ports
from secoffice.accounts.models import User
from secoffice.people.actions import link_staff


@ports.hears("staff.joined")
def join(*, user_id, by_id=None, **_):
    link_staff(user=User.objects.get(pk=user_id), by=User.objects.filter(pk=by_id).first())
