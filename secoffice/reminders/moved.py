"""A date moved by itself, because a calendar, an office or a rule changed: its owner and who watches it hear."""

from django.utils import timezone

from secoffice import ports
from secoffice.reminders.models import DEADLINE, Notice
from secoffice.reminders.readers import Directory, Readers
from secoffice.reminders.recipients import readers_for, when_told

MOVED = "moved"


@ports.hears("date.moved")
def date_moved(*, old, new, at=None, **_):
    """Owe a notice with the day it was and the day it is. `old` is the row that `new` follows; in the transaction
    of whoever moved it. Nobody is asked to name a reader for it: the date itself will ask."""
    now = at or timezone.now()
    directory = Directory(now)
    directory.learn_around({new.owner_id})
    readers = Readers(directory, {(new.target_type, new.target_id)})
    told = readers_for(new, MOVED, new.office.local_date(now), readers)
    notices = [_notice(old, new, each, now, directory) for each in told if not each.opaque]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


COPIED = ("office_id", "target_type", "target_id", "duty", "due_on", "due_at")


def _notice(old, new, told, now, directory):
    return Notice(
        kind="deadline", source_type=DEADLINE, source_id=new.pk, step=told.step, occurrence_on=told.on,
        due_version=new.version, recipient_id=told.person, audience=told.audience, was_on=old.due_on,
        reference=new.target_reference, url=new.target_url, created_at=now,
        **{name: getattr(new, name) for name in COPIED}, **when_told(new, told, now, directory),
    )  # fmt: skip
