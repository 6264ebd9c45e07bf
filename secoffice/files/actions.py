"""Keeping bytes and destroying them.

Who may is for the caller to say: a file belongs to a record of another room.
"""

from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from secoffice.audit import trail

from . import blobs
from .content import recognise
from .models import StoredFile
from .names import safe_name
from .refusal import FileRefused

__all__ = ["FileRefused", "check", "destroy", "store", "sweep"]


def largest():
    """The limit for one file, in bytes."""
    return getattr(settings, "MAX_UPLOAD_MB", 25) << 20


def check(upload):
    """What kind of file this is, or FileRefused with a sentence. Reads it in portions, whatever its size."""
    if upload.size > largest():
        raise FileRefused(f"The file is larger than {largest() >> 20} MB.")
    return recognise(upload.file, safe_name(upload.name))


@transaction.atomic
def store(*, upload, by, at=None):
    """Keep an uploaded file: checked, hashed, flushed to the disk, and only then a row.

    The original is kept to the byte; nothing is stripped from it (reliability §1.3, 14.2.8).
    """
    kind = check(upload)
    digest, size, draft = blobs.write(upload.file)
    stored = StoredFile.objects.create(
        digest=digest,
        size=size,
        media_type=kind.media_type,
        name=safe_name(upload.name),
        created_at=at or timezone.now(),
        created_by=by,
    )
    trail.record("stored", stored, by=by, detail={"size": size, "media_type": kind.media_type}, at=at)
    transaction.on_commit(partial(blobs.settle, digest, draft))
    return stored


@transaction.atomic
def destroy(stored, *, by, also_by=None, reason="", at=None):
    """Destroy a file for good: the bytes and the name go, the digest stays as a tombstone (domain §0.6.3).

    A purge takes two people; `also_by` is the second. Returns False when it was destroyed before.
    """
    if also_by is not None and also_by.pk == by.pk:
        raise PermissionDenied("Two different people destroy a file.")
    now = at or timezone.now()
    live = StoredFile.objects.filter(pk=stored.pk, destroyed_at=None)
    if not live.update(destroyed_at=now, destroyed_by=by, name=""):
        return False
    stored.destroyed_at, stored.destroyed_by, stored.name = now, by, ""
    second = {"also_by": also_by.pk} if also_by else None
    trail.record("destroyed", stored, by=by, reason=reason, detail=second, at=at)
    transaction.on_commit(lambda: blobs.remove(stored.digest, lambda: _is_used(stored.digest)))
    return True


def sweep():
    """Remove bytes that no row needs: of a destroyed file whose removal was cut short, of a deed undone."""
    removed = 0
    for digest, age in blobs.all_digests():
        rows = StoredFile.objects.filter(digest=digest)
        if not _is_used(digest) and (age > blobs.A_DAY or rows.exists()):
            removed += blobs.remove(digest, lambda digest=digest: _is_used(digest))
    blobs.forget_drafts()
    return removed


def _is_used(digest):
    return StoredFile.objects.filter(digest=digest, destroyed_at=None).exists()
