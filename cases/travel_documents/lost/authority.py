"""Who may set and clear records: the desk of the authority that issued the document, and nobody else (domain C.10).

Each rule is a sentence; empty means yes.
"""

from cases.travel_documents.lost.models import IssuingDesk
from cases.travel_documents.staff import works_here

SETTERS = ("DOC_EXAM", "CONS_LIA", "RSO", "DUTY_OFF")
NOT_OF_A_DESK = "Your office is the issuing desk of no authority, so it sets no records."
NOT_YOUR_PART = (
    "A document examiner, consular liaison, security officer or duty officer of the issuing desk does this."
)


def desk_of(issuer):
    """The office that is the desk of an issuer, or None."""
    desk = IssuingDesk.objects.filter(issuer=issuer).select_related("office").first()
    return desk and desk.office


def issuers_of(user):
    """The codes of the issuers whose desk this person's office is, if they may set records there."""
    if not (sets_records(user) and user.office_id):
        return []
    return list(IssuingDesk.objects.filter(office=user.office_id).values_list("issuer", flat=True))


def sets_records(user):
    return works_here(user) and user.has_role(*SETTERS)


def why_not_set(user, issuer):
    """Why this person may not set or clear a record of this issuer."""
    office = desk_of(issuer)
    if office is None:
        return f"No office here is the issuing desk of {issuer}. Only the issuer sets or clears its records."
    if user.office_id != office.pk:
        return f"Only the issuing desk of {issuer} sets or clears its records: {office}."
    return "" if sets_records(user) else NOT_YOUR_PART


def why_not_decide(user, withdrawal):
    """Why this person may not be the second one. They sit at the issuing desk, or above it (domain §0.6.5)."""
    if withdrawal.by_id == user.pk:
        return "You proposed it yourself; somebody else decides."
    office = desk_of(withdrawal.record.issuer)
    above = [each.pk for each in office.chain()] if office else []
    if user.office_id not in above or not sets_records(user):
        return "A second person of the issuing desk, or of an office above it, decides."
    return ""


def why_not_load(user):
    """Why this person may not bring a list."""
    if not sets_records(user):
        return NOT_YOUR_PART
    return "" if issuers_of(user) else NOT_OF_A_DESK


def why_not_cancel(user, load):
    """Why this person may not break off a load."""
    if not load.running:
        return "It has ended."
    mine = load.by and load.by.office_id == user.office_id and sets_records(user)
    return "" if mine else "Those who set records at the office that brought it break it off."


def may_name_desks(user):
    """Naming the desks is keeping reference data: for administrators, who see no record."""
    return user.is_authenticated and user.is_active and user.keeps_accounts
