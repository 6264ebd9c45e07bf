"""How files answer somebody who may not see them: by kind, unless a supervisor said otherwise for one of them."""

from cases.deconfliction.models import Answering, FileMode

SILENT_KINDS = ("CI", "AD")


def usual(kind):
    return Answering.SILENT if kind in SILENT_KINDS else Answering.BLIND


def of(case):
    """The mode in force, and the row that says so where it is not the usual one."""
    row = FileMode.objects.filter(case=case).select_related("by").first()
    return (Answering(row.mode) if row else usual(case.kind)), row
