"""Chains entries, a moment after they were written, so that writers never queue on a head row.

One sealer at a time: an advisory lock on PostgreSQL, the write lock of BEGIN IMMEDIATE on SQLite. Two would
only collide on the primary key. What is sealed is whatever is committed and unsealed, whatever its id.
"""

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from . import chain, checkpoints
from .models import AuditEntry, AuditSeal

LOCK = 7_201_603  # any number, the same in every sealer
LOOK_BACK = 2_000  # ids that may still commit behind the newest seal; a complete seal looks at all


@transaction.atomic
def seal(limit=5_000, *, complete=False):
    """Seal up to `limit` unsealed entries, and say how many. None when another sealer is at work.

    `complete` waits for the other sealer and looks at every entry instead of the newest.
    """
    if not _only_one(wait=complete):
        return None
    head = AuditSeal.objects.order_by("-seq").first()
    with_key = chain.key()
    seq, previous = (head.seq, head.hash) if head else (0, chain.beginning(with_key))
    seals = []
    for entry_id, signature in _unsealed(complete)[:limit]:
        seq += 1
        link = chain.link(with_key, previous, seq, entry_id, signature)
        seals.append(AuditSeal(seq=seq, entry_id=entry_id, previous=previous, hash=link))
        previous = link
    AuditSeal.objects.bulk_create(seals, batch_size=1_000)
    if seals:
        transaction.on_commit(lambda: checkpoints.note(seq, previous))
    return len(seals)


def seal_all():
    """Seal until nothing is unsealed, in transactions of a bounded size."""
    while seal(complete=True):
        pass


def unsealed(most=10_000):
    """How many of the newest entries wait to be sealed, up to `most`, and since when the first of them does."""
    waiting = _unsealed(complete=False)
    return waiting[:most].count(), waiting.values_list("at", flat=True).first()


def _only_one(*, wait):
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def _unsealed(complete):
    entries, seals = AuditEntry._base_manager.all(), AuditSeal.objects.all()
    if not complete:
        newest = seals.aggregate(newest=Max("entry_id"))["newest"] or 0
        entries = entries.filter(pk__gt=newest - LOOK_BACK)
        seals = seals.filter(entry_id__gt=newest - LOOK_BACK)
    unsealed = entries.exclude(Exists(seals.filter(entry_id=OuterRef("pk"))))
    return unsealed.order_by("pk").values_list("pk", "signature")
