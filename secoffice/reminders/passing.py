"""Work that somebody was given and will never read goes up: to their supervisor, and on. For deadlines the planner
does it; here are the notices that verbs owe."""

from itertools import chain

from django.utils import timezone

from secoffice.access.actions import admit
from secoffice.reminders import cadence
from secoffice.reminders.models import DEADLINE, Notice
from secoffice.reminders.readers import Directory, Readers
from secoffice.reminders.recipients import Told, opaque, rungs

NOBODY = "something that nobody here may read"
SAME = ("source_type", "source_id", "step", "occurrence_on")
INSTEAD = "of a colleague who cannot be reached: "


def pass_on(notices, now=None):
    """A notice for the next who may read it, in place of each whose reader is gone; at last an opaque one."""
    given = [notice for notice in notices if _climbs(notice)]
    if not given:
        return
    directory = Directory(now or timezone.now())
    directory.learn_around({notice.recipient_id for notice in given})
    readers = Readers(directory, {(notice.target_type, notice.target_id) for notice in given})
    lost = [notice for notice in given if not readers.reach(notice.recipient_id)]
    _write([_instead(notice, told, directory) for notice in lost for told in _next(notice, readers)])


def hand(notice, person, *, reason, record, by, now=None):
    """Somebody was named for an opaque notice: they are let in and told what it was about."""
    admit(record, principal=f"user:{person.pk}", reason=f"named to read it: {reason}"[:120], by=by)
    same = {name: getattr(notice, name) for name in SAME}
    unread = Notice.objects.filter(opaque=False, state=Notice.State.CANCELLED, **same).order_by("pk")
    directory = Directory(now or timezone.now())
    directory.learn({person.pk})
    told = Told(person.pk, notice.step, notice.occurrence_on, audience="climbed")
    _write([_instead(first, told, directory) for first in {each.kind: each for each in unread}.values()])


def _write(notices):
    """Insert them. To somebody for whom the same thing was cancelled before, say while they were away, it is owed
    anew under the next version."""
    each_of = {
        f"{name}__in": {getattr(notice, name) for notice in notices}
        for name in ("source_type", "source_id", "recipient_id")
    }
    before = Notice.objects.filter(**each_of).order_by("due_version")
    known = {_what(notice): notice for notice in before}
    for notice in notices:
        had = known.get(_what(notice))
        if had and had.state == Notice.State.CANCELLED:
            notice.due_version = max(notice.due_version, had.due_version + 1)
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def _what(notice):
    return (*(getattr(notice, name) for name in SAME), notice.kind, notice.recipient_id)


def _climbs(notice):
    account = cadence.kind_of(notice.kind) == cadence.ACCOUNT
    return notice.source_type != DEADLINE and not account


def _next(notice, readers):
    target = (notice.target_type, notice.target_id)
    directory, owner = readers.directory, notice.recipient_id
    person = directory.person(owner)
    office = notice.office_id or (person.office_id if person else None)
    reads = readers.reads if notice.needs_access else lambda pk, target: readers.reach(pk)
    deputy = directory.deputy(owner, directory.now.date())
    ladder = () if notice.opaque else chain([deputy] if deputy else [], rungs(directory, office, owner))
    for pk in ladder:
        if pk != owner and reads(pk, target):
            return [Told(pk, notice.step, notice.occurrence_on, audience="climbed")]
    notice.office_id = office  # whoever keeps that office names a reader from it
    return opaque(notice, notice.step, notice.occurrence_on, readers)


COPIED = (
    *SAME,
    "due_version",
    "kind",
    "office_id",
    "target_type",
    "target_id",
    "needs_access",
    "never_twice",
    "due_on",
    "due_at",
)


def _instead(notice, told, directory):
    """The same thing, owed to another."""
    person, now = directory.person(told.person), directory.now
    group = cadence.kind_of(notice.kind)
    when = directory.choices.when(person, group, now=now, at_once=notice.at_once, due_at=notice.due_at)
    copied = {name: getattr(notice, name) for name in COPIED}
    duty = notice.duty if notice.duty.startswith(INSTEAD) else f"{INSTEAD}{notice.duty}"
    words = {"duty": duty[:120], "reference": notice.reference, "url": notice.url}
    if told.opaque:
        words = {"duty": NOBODY, "opaque": True, "needs_access": False, "kind": "no_reader"}
    return Notice(
        **copied | words, recipient_id=person.pk, audience=told.audience, created_at=now, **when._asdict()
    )
