"""The second look, just before a mail leaves: is it still theirs to know, and still owed? (design §2.8)"""

from collections import defaultdict

from django.db import transaction

from secoffice.audit import trail
from secoffice.deadlines import steps
from secoffice.deadlines.models import Deadline
from secoffice.reminders.messages import LINKED
from secoffice.reminders.models import DEADLINE, Notice
from secoffice.reminders.passing import pass_on
from secoffice.reminders.planning import reopen
from secoffice.reminders.readers import Directory, Readers

NOT_REACHED, NOT_ADMITTED = "recipient cannot be reached", "recipient may not know of it"
DONE, CHANGED, ACKNOWLEDGED = "no longer owed", "changed meanwhile", "acknowledged in the inbox"
PASSED = "the date has passed; the late reminder takes its place"
WARNINGS = (steps.AHEAD, steps.HALF, steps.WARN)
CLIMBS = (NOT_REACHED, NOT_ADMITTED, CHANGED)


def still_owed(mails, now):
    """Mail id → the notices it may carry. The others are cancelled, with the reason, and climb where they
    must."""
    mine = Notice.objects.filter(mail__in=[mail.pk for mail in mails], state=Notice.State.MAILED)
    notices = list(mine.order_by("pk"))
    against, deadlines = objections(notices, now, [mail.recipient for mail in mails])
    if against:
        _cancel(against, deadlines, now)
    kept = defaultdict(list)
    for notice in notices:
        if notice not in against:
            kept[notice.mail_id].append(notice)
    return kept


def objections(notices, now, people=()):
    """({notice: why its reader must not have it now}, the deadlines behind the notices). Notices against which
    nothing speaks are not in it. `people`: readers just read, as `readers.PEOPLE` gives them."""
    directory = Directory(now)
    directory.know(people)
    directory.learn({notice.recipient_id for notice in notices})
    readers = Readers(directory, {(n.target_type, n.target_id) for n in notices if n.needs_access})
    deadlines = _deadlines(notices)
    found = ((notice, _why_not(notice, readers, deadlines, now)) for notice in notices)
    return {notice: why for notice, why in found if why}, deadlines


def _deadlines(notices):
    ids = {notice.source_id for notice in notices if notice.source_type == DEADLINE}
    found = Deadline.objects.unrestricted(purpose="ledger").select_related("office").filter(pk__in=ids)
    return {deadline.pk: deadline for deadline in found} if ids else {}


def _why_not(notice, readers, deadlines, now):
    if notice.acknowledged_at:
        return ACKNOWLEDGED
    if notice.source_type == DEADLINE:
        deadline = deadlines.get(notice.source_id)
        if deadline is None or not deadline.is_open:
            return DONE
        if deadline.version != notice.due_version:
            return CHANGED
        if notice.step in WARNINGS and deadline.due_at < now and deadline.nag_days:
            return PASSED
    reach = readers.has_address if notice.kind in LINKED else readers.reach
    if not reach(notice.recipient_id):
        return NOT_REACHED
    may = not notice.needs_access or readers.may_know(
        notice.recipient_id, (notice.target_type, notice.target_id)
    )
    return "" if may else NOT_ADMITTED


@transaction.atomic
def _cancel(against, deadlines, now):
    by_why = defaultdict(list)
    for notice, why in against.items():
        by_why[why].append(notice.pk)
        about = trail.Named(notice.target_type, str(notice.target_id), notice.reference)
        detail = {"notice": notice.pk, "recipient": notice.recipient_id}
        trail.record("notice cancelled", about, by=None, reason=why, detail=detail)
    for why, ids in by_why.items():
        Notice.objects.filter(pk__in=ids).update(state=Notice.State.CANCELLED, why=why)
    climb([notice for notice, why in against.items() if why in CLIMBS], deadlines, now)


def climb(notices, deadlines=None, now=None):
    """The recipient will not read these: plan their steps again, so that somebody else does; what is no
    deadline is passed on."""
    pass_on(notices, now)
    owed = {notice.source_id: notice.occurrence_on for notice in notices if notice.source_type == DEADLINE}
    deadlines = _deadlines(notices) if deadlines is None else deadlines
    reopen([deadlines[pk] for pk in owed if pk in deadlines], owed)
