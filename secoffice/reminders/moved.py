"""Dates moved by themselves, because a calendar, an office or a rule changed, or somebody else moved them: their
owners and who watches them hear."""

from django.utils import timezone

from secoffice import ports
from secoffice.reminders.dated import notice_of
from secoffice.reminders.models import Notice
from secoffice.reminders.readers import Directory, Readers
from secoffice.reminders.recipients import readers_for
from secoffice.reminders.rows import insert_new

MOVED = "moved"


@ports.hears("dates.moved")
def dates_moved(*, moved, at=None, by=None, **_):
    """Owe notices with the day it was and the day it is. `moved` holds pairs of a row and the one that follows it;
    in the transaction of whoever moved them, in so many queries however many there are. Nobody is asked to name a
    reader: the dates themselves will ask. `by`: who moved them, and need not be told."""
    now = at or timezone.now()
    directory = Directory(now)
    directory.learn_around({new.owner_id for _, new in moved})
    readers = Readers(directory, {(new.target_type, new.target_id) for _, new in moved})
    mover = by and by.pk
    insert_new(Notice, [notice for old, new in moved for notice in _notices(old, new, now, readers, mover)])


def _notices(old, new, now, readers, mover):
    """Of a duty that is told once for certain, too, this is only news: it may share a mail and come again."""
    directory = readers.directory
    told = readers_for(new, MOVED, now.astimezone(directory.zone(new.office_id)).date(), readers)
    more = {"was_on": old.due_on, "never_twice": False}
    return [
        notice_of(new, each, now, directory, **more)
        for each in told
        if not each.opaque and each.person != mover
    ]
