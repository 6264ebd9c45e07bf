"""Who may know of what is on the register (§0.3, §0.6.10)."""

from cases.travel_documents.register.revoking import DECIDERS
from cases.travel_documents.staff import principals
from secoffice.access.actions import admit, admit_all, recuse, withdraw
from secoffice.access.models import admitted_row
from secoffice.people.actions import staff_of

OWN, KEEPS, DECIDES = "their own document", "keeps the document", "decides on a revocation"
HEARS = "holds the hearing"


def seen(model, user, **narrowed):
    """What this person may know of among few rows, narrowed first: `visible_to` for one record's own rows, without the
    question how many there are in all."""
    return model._base_manager.filter(**narrowed).filter(admitted_row(model, user))


def share(record, *, by, at):
    """A new record: the desk of its office, and whoever made it."""
    admit_all(record, principals=principals(record.office, by), by=by, at=at)


def share_with_desk(record, *, by, at):
    """The desk of the office alone: whoever reported may be the person meant."""
    others = principals(record.office, by)
    others.pop(f"user:{by.pk}", None)
    admit_all(record, principals=others, by=by, at=at)


def let_hear(revocation, officer, *, by, at):
    """A hearing officer from another office sees the revocation, and the document it is about."""
    for record in (revocation, revocation.document):
        admit(record, principal=f"user:{officer.pk}", reason=HEARS, by=by, at=at)


def share_with_deciders(record, *, by, at):
    """Those who decide on a revocation sit here or up the chain (§0.6.5)."""
    names = [f"role:{role}@{office.pk}" for office in record.office.chain() for role in DECIDERS]
    admit_all(record, principals=dict.fromkeys(names, DECIDES), by=by, at=at)


def share_with_holder(document, *, by, at):
    """Everybody sees the special-issuance documents that they hold or keep."""
    for person, reason in ((document.staff, OWN), (document.keeper, KEEPS)):
        if person:
            admit(document, principal=f"user:{person.pk}", reason=reason, by=by, at=at)


def no_longer(document, person, reason, *, by, at):
    if person:
        withdraw(document, principal=f"user:{person.pk}", of=reason, by=by, at=at)


def keep_out(record, person, *, by, at, but=None):
    """Whoever is named in a record is kept out of it; `but` is the colleague whose own document it is."""
    named = staff_of(person) if person else None
    if named is not None and named.pk != but:
        recuse(record, user=named, reason="Named in the record", by=by, at=at)
