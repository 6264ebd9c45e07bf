"""Who works the travel-document desk, and who learns of what is made there."""

# Anybody who meets travel documents at work; SYSADMIN keeps accounts and sees no document.
DESK = ("DOC_EXAM", "CONS_LIA", "RSO", "DUTY_OFF", "INTAKE", "AGENT", "CASE_SUP", "DIRECTOR")
READERS = ("DOC_EXAM", "CONS_LIA", "RSO", "DUTY_OFF")


def works_here(user):
    """May this person use the desk at all?"""
    return user.is_authenticated and user.is_active and not user.roles.isdisjoint(DESK)


def is_examiner(user):
    return works_here(user) and "DOC_EXAM" in user.roles


def principals(office, by):
    """Who learns of a new record of the desk, for `admit_all`: principal to reason."""
    desk = {f"role:{role}@{office.pk}": "travel-document desk of the office" for role in READERS}
    return {f"user:{by.pk}": "made it", **desk}
