"""Telling the other side, after the asker has their answer: holders of what was met, and liaison officers.

The sweeper finds its work in the rows. It may run twice or die anywhere: a conflict is made once, and a notice that
is equal to one waiting is not written again.
"""

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cases.deconfliction.models import Check, Conflict, Contact
from cases.models import Case
from cases.models.subject import open_to
from secoffice import ports
from secoffice.access.actions import admit_all, recuse
from secoffice.access.models import Recusal
from secoffice.accounts.models import User
from secoffice.audit import trail

MOST = 200  # checks in one run; the next run goes on
DUTY = "question about a file"


def tell_others(at=None):
    """Returns how many checks were told of."""
    at = at or timezone.now()
    waiting = list(Check.objects.filter(told_at=None).order_by("pk").values_list("pk", flat=True)[:MOST])
    return sum(_told(pk, at) for pk in waiting)


@transaction.atomic
def _told(pk, at):
    lock = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    check = Check.objects.select_for_update(of=("self",), **lock).filter(pk=pk, told_at=None)
    check = check.select_related("by__office__parent__parent", "case").first()
    if check is None:
        return 0
    people = ("office__parent__parent", "officer", "unit__supervisor")
    cases = Case.objects.unrestricted(purpose="tell holders").select_related(*people)
    known = cases.in_bulk({row["case"] for row in check.met})
    for row in check.met:
        if row["case"] in known:
            _meet(check, known[row["case"]], row, at)
    return Check.objects.filter(pk=pk, told_at=None).update(told_at=at)


def _meet(check, case, row, at):
    controls = case.controls | (check.case.controls if check.case else 0)  # a liaison officer sees both sides
    given = {"mode": row["mode"], "compartment_id": row["inside"], "controls": controls}
    given |= {"seen": row["seen"]}
    conflict, new = Conflict._base_manager.get_or_create(
        check_made=check, case=case, how=row["how"], defaults=given | {"at": at, "status_at": at}
    )
    if not new:
        return
    trail.record("asked about", conflict, by=None, detail={"check": check.pk}, at=at)
    for holder in {case.officer, case.supervisor} - {None, check.by}:
        _tell_holder(conflict, holder, at)
    if conflict.brought_together:
        _tell_liaison(conflict, at)


def _tell_holder(conflict, holder, at):
    case, inside = conflict.case, conflict.compartment_id
    ports.tell(
        "notice.owed", kind="deconfliction", duty=DUTY, reference=case.reference, office_id=case.office_id,
        source_type="deconfliction.conflict", source_id=conflict.pk, recipient_id=holder.pk, at_once=True,
        target_type="cases.compartment" if inside else "cases.case", target_id=inside or case.pk,
        url=f"/cases/{case.reference}/deconfliction/", at=at,
    )  # fmt: skip


def _tell_liaison(conflict, at):
    """Liaison officers of either side's office and of those above may know of it, unless kept out of a file."""
    check, case = conflict.check_made, conflict.case
    offices = [*case.office.chain(), *(check.by.office.chain() if check.by.office else ())]
    principals = {f"role:LIAISON@{office.pk}": "brings both sides together" for office in offices}
    admit_all(conflict, principals=principals, by=None, at=at)
    files = [pk for pk in (case.pk, check.case_id) if pk]
    for recusal in Recusal.objects.filter(target_type="cases.case", target_id__in=files).select_related(
        "user"
    ):
        recuse(conflict, user=recusal.user, reason="Kept out of one of the files", by=None, at=at)
    _tell_officers(conflict, {office.pk for office in offices}, at)


def _tell_officers(conflict, offices, at):
    check = conflict.check_made
    officers = User.objects.filter(is_active=True, office__in=offices).with_role("LIAISON")
    for officer in officers.exclude(pk=check.by_id):
        if not Conflict.objects.visible_to(officer).filter(pk=conflict.pk).exists():
            continue
        ports.tell(
            "notice.owed", kind="deconfliction", duty="bring two files together", reference=check.reference,
            source_type="deconfliction.conflict", source_id=conflict.pk, recipient_id=officer.pk, at_once=True,
            office_id=officer.office_id, url=f"/cases/deconfliction/{check.reference}/", at=at,
        )  # fmt: skip


def who_asked(case, user):
    """The conflicts of a file as its readers see them, each with the last word of a liaison officer (`word`): what met
    a compartment is told there alone."""
    words = Contact.objects.filter(conflict=OuterRef("pk")).order_by("-at", "-pk").values("text")
    rows = Conflict._base_manager.filter(case=case).select_related("check_made__by__office")
    return open_to(rows.annotate(word=Subquery(words[:1])), user).order_by("-at", "-pk")
