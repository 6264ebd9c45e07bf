"""Reading every stored file again: each must still be what it was when it came in (A.8, invariant 5)."""

import time
from typing import NamedTuple

from cases.evidence.actions.disagreeing import report_discrepancy
from cases.evidence.actions.registering import second_digest
from cases.evidence.models import Acquisition, Exhibit
from secoffice.audit import trail
from secoffice.files import blobs
from secoffice.files.models import StoredFile

SAYS = "The nightly check found the stored bytes missing or different from the digests of intake."


class Checked(NamedTuple):
    """How many contents were read, the names of what differs, and the digest reached; "" at the end."""

    read: int
    differ: list
    reached: str


def check(*, after="", seconds=None):
    """Check stored contents in the order of their digests, from `after` on, for so long. What differs is put on file:
    a discrepancy for each exhibit, an entry in the trail for anything else."""
    until = None if seconds is None else time.monotonic() + seconds
    live = StoredFile.objects.filter(destroyed_at=None, digest__gt=after).order_by("digest")
    read, differ = 0, []
    for digest in live.values_list("digest", flat=True).distinct().iterator():
        if not _is_sound(digest):
            differ += _put_on_file(digest)
        read += 1
        if until and time.monotonic() > until:
            return Checked(read, differ, digest)
    return Checked(read, differ, "")


def _is_sound(digest):
    """Whether the bytes are there and have the digest they are kept under, and that of intake where there is one."""
    file = blobs.opened(digest)
    if file is None:
        return False
    with file:
        known = set(Acquisition.objects.filter(sha256=digest).values_list("sha3", flat=True))
        return not known or known == {second_digest(file)}


def _put_on_file(digest):
    """The names of all that rests on these bytes, each told to those who answer for it."""
    names, kept = [], Acquisition.objects.filter(sha256=digest, stored__destroyed_at=None)
    for exhibit in Exhibit._base_manager.filter(acquisition__in=kept).select_related("case__unit"):
        report_discrepancy(exhibit=exhibit, about="DIGEST", says=SAYS, by=None)
        names.append(exhibit.reference)
    others = StoredFile.objects.filter(digest=digest, destroyed_at=None)
    for stored in others.exclude(pk__in=kept.values("stored")):
        trail.record("checked", stored, by=None, result="damaged")
        names.append(f"file {stored.pk}, {stored.reference}")
    return names
