"""The daily log: three fields now, the rest later, or a case."""

from django.db import IntegrityError, transaction

from cases.actions.timeline import now
from cases.models import LogEntry
from cases.numbers import next_number
from secoffice.access.actions import admit_all
from secoffice.audit import trail
from secoffice.search import index
from secoffice.workflow import StepRefused


def put_entry_in_index(entry):
    words = () if entry.quarantined_at else (entry.what, entry.where, entry.details)
    index.put(entry, " ".join((entry.reference, *words)))


def log_entry(*, key, by, office, what, where, happened_at, at=None, **more):
    """What, where, when: an entry of the office's log, which everybody at the post may read."""
    at = now(at)
    made = LogEntry._base_manager.filter(key=key, by=by).first()
    if made:
        return made
    given = {"what": what, "where": where, "happened_at": happened_at} | more
    try:
        return _log(key=key, by=by, office=office, at=at, **given)
    except IntegrityError:
        made = LogEntry._base_manager.filter(key=key, by=by).first()
        if made is None:
            raise
        return made


@transaction.atomic
def _log(*, key, by, office, at, **given):
    number = next_number(office, office.local_date(at), series="L")
    entry = LogEntry.objects.create(key=key, by=by, office=office, entered_at=at, reference=number, **given)
    readers = {f"office:{office.pk}": "log of the post", f"user:{by.pk}": "logged it"}
    admit_all(entry, principals=readers, by=by, at=at)
    trail.record("logged", entry, by=by, at=at)
    put_entry_in_index(entry)
    return entry


@transaction.atomic
def finish_entry(*, entry, by, version, at=None, **given):
    """Complete an entry; a finished one can be completed further, a promoted one not."""
    at = now(at)
    if entry.state == LogEntry.State.PROMOTED:
        raise StepRefused("This entry became a case; write in the case.")
    rows = LogEntry._base_manager.filter(pk=entry.pk, version=version).exclude(state=LogEntry.State.PROMOTED)
    given |= {"state": LogEntry.State.COMPLETE, "finished_by": by, "finished_at": at, "version": version + 1}
    if not rows.update(**given):
        raise StepRefused("Somebody else changed this entry meanwhile. Look at it again before you go on.")
    for name, value in given.items():
        setattr(entry, name, value)
    trail.record("finished", entry, by=by, at=at)
    put_entry_in_index(entry)
    return entry


@transaction.atomic
def promote(*, entry, case, by, at=None):
    """The entry became this case."""
    rows = LogEntry._base_manager.filter(pk=entry.pk).exclude(state=LogEntry.State.PROMOTED)
    if not rows.update(state=LogEntry.State.PROMOTED, case=case):
        raise StepRefused("This entry became a case already.")
    entry.state, entry.case = LogEntry.State.PROMOTED, case
    trail.record("promoted", entry, by=by, detail={"case": case.reference}, at=at)
    return entry
