"""Who works the travel-document desk, and who learns of what is made there."""

from secoffice.access.actions import recuse
from secoffice.access.models import Recusal, principals_of

# Anybody who meets travel documents at work; SYSADMIN keeps accounts and sees no document.
DESK = ("DOC_EXAM", "CONS_LIA", "RSO", "DUTY_OFF", "INTAKE", "AGENT", "CASE_SUP", "DIRECTOR")
READERS = ("DOC_EXAM", "CONS_LIA", "RSO", "DUTY_OFF")


def works_here(user):
    """May this person use the desk at all? What they are admitted as is asked first: it brings the roles along, which
    else are read twice for one page."""
    if not (user.is_authenticated and user.is_active):
        return False
    principals_of(user)
    return not user.roles.isdisjoint(DESK)


def is_examiner(user):
    return works_here(user) and "DOC_EXAM" in user.roles


def principals(office, by):
    """Who learns of a new record of the desk, for `admit_all`: principal to reason."""
    desk = {f"role:{role}@{office.pk}": "travel-document desk of the office" for role in READERS}
    return {f"user:{by.pk}": "made it", **desk}


def kept_out_of(record):
    """Recusals from a record, each with its person."""
    here = {"target_type": record._meta.label_lower, "target_id": record.pk}
    return Recusal.objects.filter(**here).select_related("user").order_by("pk")


def keep_out_as(record, of, *, by, at):
    """Whoever is kept out of one record, because it names them or their kin, is kept out of another that says the
    same of them."""
    for row in kept_out_of(of).exclude(user=by):
        recuse(record, user=row.user, reason=row.reason, by=by, at=at)
