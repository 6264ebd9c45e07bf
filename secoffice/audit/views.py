"""The trail as a page: need-to-know holds here too (domain §0.3)."""

from django.db.models import Exists, OuterRef, Q

from secoffice.access.models import Recusal, admitted
from secoffice.ui import Column, RecordList

from .forms import AuditFilter
from .models import AuditEntry

OVERSIGHT = ("OIG", "PRIV_OFF", "REC_OFF", "LEGAL", "DIRECTOR")
ADMINISTERED = (
    Q(target_type__startswith="accounts.")
    | Q(target_type__startswith="calendars.")
    | Q(target_type="deadlines.rulesetting")
)
STRANGERS = Q(target_type="", actor_id=None)
PROBES = Q(action="denied", target_id="")


def visible_to(user):
    """Everybody sees what they did themselves; oversight, what was done to records it is admitted to;
    administrators, what was done to accounts, calendars and rules, by strangers, and which references were probed.

    One's own denials are left out: one that names a record would tell that it exists. So is what one did to a record
    that one is kept out of, which may have come about unseen: a hit that names whoever screened.
    """
    barred = Recusal.objects.filter(
        user=user, target_type=OuterRef("target_type"), target_id=OuterRef("target_number")
    )
    seen = Q(actor_id=user.pk) & ~Q(action="denied") & ~Q(result="denied") & ~Q(Exists(barred))
    if user.has_role(*OVERSIGHT):
        seen |= admitted(user, "target_type", "target_number")
    if user.has_role("SYSADMIN"):
        seen |= ADMINISTERED | STRANGERS | PROBES
    return AuditEntry.objects.filter(seen)


def reads_others(user):
    """Whether the menu offers the trail: everybody may read their own part of it at /audit/."""
    return user.has_role(*OVERSIGHT, "SYSADMIN")


class AuditList(RecordList):
    model = AuditEntry
    title = "Audit trail"
    one, many = "entry", "entries"
    filter_form = AuditFilter
    columns = tuple(map(Column, ("When", "Who", "What", "Record", "Result", "From")))
    rows_template = "audit/_rows.html"
    none_title, none_text = "No entries match", "Take a filter away, or choose other days."
    export = (
        ("Recorded", "at"),
        ("Happened", "happened_at"),
        ("Who", "actor_label"),
        ("Roles", "roles"),
        ("What", "action"),
        ("Kind of record", "target_type"),
        ("Record", "target_reference"),
        ("Result", "result"),
        ("Reason", "reason"),
        ("Marking", "marking"),
        ("Address", "address"),
        ("Session", "session"),
    )

    def get_queryset(self):
        return visible_to(self.request.user)
