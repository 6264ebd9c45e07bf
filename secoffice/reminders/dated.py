"""A notice of a date as the row it will be: plain, for `rows.insert_new`, whoever tells it."""

from secoffice.reminders.models import DEADLINE
from secoffice.reminders.recipients import when_told

NO_READER = "a deadline that nobody here may read"


def notice_of(row, told, now, directory, **more):
    """Columns and values of the notice that `told` (Told) is owed of a deadline, given as a model or its plain row.
    `more` is laid over them."""
    words = {"duty": row.duty, "reference": row.target_reference, "url": row.target_url}
    if told.opaque:
        words = {"duty": NO_READER, "reference": "", "url": ""}
    return {
        "kind": "no_reader" if told.opaque else "deadline",
        "source_type": DEADLINE,
        "source_id": row.pk,
        "step": told.step,
        "occurrence_on": told.on,
        "due_version": row.version,
        "recipient_id": told.person,
        "office_id": row.office_id,
        "target_type": row.target_type,
        "target_id": row.target_id,
        "due_on": row.due_on,
        "due_at": row.due_at,
        "audience": told.audience,
        "never_twice": row.never_twice,
        "opaque": told.opaque,
        "needs_access": not told.opaque,
        "created_at": now,
        **when_told(row, told, now, directory),
        **words,
        **more,
    }
