"""What people say of documents that share a trait: a family, or chance."""

from django.db import IntegrityError, transaction

from cases.actions.timeline import now
from cases.numbers import next_number
from cases.travel_documents import staff
from cases.travel_documents.fraud import families, kinds
from cases.travel_documents.fraud.actions import following
from cases.travel_documents.fraud.models import Family, Member, VisaReferral
from secoffice.access.actions import admit_all
from secoffice.audit import trail
from secoffice.search import index
from secoffice.workflow import StepRefused

SERIES = "F"
MARKING = "CUI//INV/PRVCY"
LEAST = 2


def confirm(*, kind, value, title, why, by, key, at=None):
    """These documents are one family: those that share the trait and that this person may know of. Raises
    StepRefused."""
    return _say(Family.Status.CONFIRMED, kind=kind, value=value, title=title, why=why, by=by, key=key, at=at)


def dismiss(*, kind, value, why, by, key, at=None):
    """That they share the trait is chance. It is offered again when another document joins."""
    return _say(Family.Status.CHANCE, kind=kind, value=value, title="Chance", why=why, by=by, key=key, at=at)


def _say(status, *, kind, value, title, why, by, key, at):
    if made := Family._base_manager.filter(key=key, by=by).first():
        return made
    if not staff.works_here(by) or by.office is None:
        raise StepRefused("This is for those who work with travel documents at an office.")
    if not why.strip():
        raise StepRefused("Say why in a sentence.")
    try:
        return _write(status, kind=kind, value=value, title=title, why=why, by=by, key=key, at=now(at))
    except IntegrityError:
        if made := Family._base_manager.filter(key=key, by=by).first():
            return made
        raise


@transaction.atomic
def _write(status, *, kind, value, title, why, by, key, at):
    shared = families.sharing(by, kind, value)
    if len({row.document for row in shared}) < LEAST:
        raise StepRefused("Fewer than two documents that you may see share this.")
    family = Family(
        key=key, office=by.office, title=title, kind=kind, value=value, shown=shared[0].shown, status=status,
        why=why, by=by, at=at, marking=MARKING,
    )  # fmt: skip
    family.reference = next_number(by.office, by.office.local_date(at), series=SERIES)
    family.save(force_insert=True)
    admit_all(family, principals=readers(shared, by), by=by, at=at)
    _join(family, shared, by=by, at=at)
    detail = {"members": sorted(row.reference for row in shared)}
    trail.record(f"family {status.lower()}", family, by=by, reason=why, detail=detail, at=at)
    index.put(family, f"{family.reference} {title} {family.shown}")
    return family


@transaction.atomic
def add_members(*, family, by, at=None):
    """Documents that joined since: those that share the trait now and that this person may know of."""
    at = now(at)
    if not (staff.works_here(by) and family.is_visible_to(by)):
        raise StepRefused("There is no such family.")
    if family.status != Family.Status.CONFIRMED:
        raise StepRefused("Chance has no members to add.")
    shared = families.sharing(by, family.kind, family.value)
    new = families.not_in(family, shared)
    if not new:
        raise StepRefused("No further document that you may see shares this.")
    if not Family._base_manager.filter(pk=family.pk, version=family.version).update(
        version=family.version + 1
    ):
        raise StepRefused("Somebody else changed this meanwhile. Look at it again before you go on.")
    _join(family, new, by=by, at=at)
    trail.record(
        "family grew", family, by=by, detail={"members": sorted(row.reference for row in new)}, at=at
    )
    return new


def readers(rows, by):
    """The desk of the office. Of what has to do with an allegation against staff the security side alone: the words of
    a family say what its members share (domain C.11)."""
    ids = [row.target_id for row in rows if row.target_type == following.TYPE]
    grave = VisaReferral._base_manager.filter(pk__in=ids, kind=VisaReferral.Kind.STAFF).first()
    desk = staff.principals(by.office, by)
    if grave is None:
        return desk
    return {f"user:{by.pk}": desk[f"user:{by.pk}"], **following.security(grave)}


def _join(family, rows, *, by, at):
    """Put records in a family; whoever is kept out of one of them is kept out of what is said of all."""
    Member.objects.bulk_create(
        (
            Member(
                family=family, target_type=row.target_type, target_id=row.target_id, reference=row.reference,
                document=row.document, by=by, at=at,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    for kind, pk in sorted({(row.target_type, row.target_id) for row in rows}):
        staff.keep_out_as(family, kinds.KINDS[kind].model(pk=pk), by=by, at=at)
