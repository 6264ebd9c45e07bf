"""Writing to the trail and reading from it. This is all that other rooms use of it.

`record` inserts in the transaction of the deed: an entry that cannot be written fails the deed (reliability
§1.6).
"""

import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from . import chain
from .context import context, current
from .models import AuditDetail, AuditEntry
from .sealing import seal

__all__ = ["Named", "about", "context", "held", "record", "remove_words", "seal"]

LATE = timedelta(minutes=1)
HOLDS = 1_000
_held = ContextVar("audit_held", default=None)
WIDTHS = {field.name: field.max_length for field in AuditEntry._meta.concrete_fields if field.max_length}


class Named(NamedTuple):
    """A target that is no row, or one that is not loaded: `Named("cases.case", reference="UTP-26-…")`."""

    type: str
    id: str = ""
    reference: str = ""


def record(action, target=None, *, by, reason="", result="done", marking="", detail=None, at=None):
    """Add one entry to the trail, in the transaction that is open.

    `target` is a model instance or Named; `by` a user, or None for the system. `reason` and `detail` (a dict)
    are stored apart under a commitment, so that they can be removed. `at` says when it happened, if that was
    earlier.
    """
    now = timezone.now()
    late = at is not None and abs(now - at) > LATE
    values = {"at": now, "happened_at": at if late else None, "nonce": secrets.token_hex(16)}
    values |= _actor(by) | _target(target, marking) | _origin() | {"action": action, "result": result}
    entry = AuditEntry(**_fitted(values))
    words = _words(reason, detail)
    entry.commitment = chain.commit(*words) if words else ""
    entry.signature = chain.sign(chain.key(), chain.columns(entry))
    entry.reason = words[1] if words else ""
    _insert(entry, words)
    return entry


@contextmanager
def held():
    """Insert the entries made inside by the hundred rather than one by one; an entry has no id before that. For
    deeds that write several, and for loading very many, in the one transaction that must be open: entries and
    deeds still stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Entries are held only inside a transaction.")
    if _held.get() is not None:  # whoever holds them already writes these too
        yield
        return
    token = _held.set([])
    try:
        yield
        _write_held()
    finally:
        _held.reset(token)


def _insert(entry, words):
    if (waiting := _held.get()) is not None:
        waiting.append((entry, words))
        if len(waiting) >= HOLDS:
            _write_held()
    elif words:
        with transaction.atomic(savepoint=False):
            entry.save(force_insert=True)
            AuditDetail(entry.pk, *words).save(force_insert=True)
    else:
        entry.save(force_insert=True)


def _write_held():
    waiting = _held.get()
    if waiting:
        AuditEntry._base_manager.bulk_create((entry for entry, _ in waiting), batch_size=HOLDS)
        details = (AuditDetail(entry.pk, *words) for entry, words in waiting if words)
        AuditDetail.objects.bulk_create(details, batch_size=HOLDS)
        waiting.clear()


def _actor(by):
    if by is None:
        return {"actor_label": "system"}
    if by.pk is None:
        return {"actor_label": "not signed in"}
    roles = ",".join(sorted(getattr(by, "roles", ())))
    return {"actor_id": by.pk, "actor_label": getattr(by, "name", "") or str(by), "roles": roles}


def _target(target, marking):
    """Type, id and neutral reference. Never `str(target)`: a name or title could not be taken back."""
    if target is None or isinstance(target, Named):
        named = target or Named("")
    elif target.pk is None:
        raise ValueError("An audit entry needs a saved target.")
    else:
        reference = getattr(target, "reference", "") or f"{target._meta.verbose_name} {target.pk}"
        named = Named(target._meta.label_lower, str(target.pk), str(reference))
        marking = marking or getattr(target, "marking", "")
    number = int(named.id) if named.id.isdecimal() and len(named.id) < 19 else None
    return {
        "target_type": named.type, "target_id": named.id, "target_number": number,
        "target_reference": named.reference, "marking": str(marking or ""),
    }  # fmt: skip


def _origin():
    origin = current()
    return {"address": origin.address, "session": origin.session_text, "request": origin.request}


def _words(reason, detail):
    """Salt, reason and body as they are stored; None when there is nothing to say."""
    reason = _clean(str(reason or "")).strip()
    if not reason and not detail:
        return None
    return secrets.token_hex(16), reason, _clean(chain.canonical(detail or {}))


def _clean(text):
    """Text either database can store: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _fitted(values):
    """Cut to the width of the columns, one line each: a long reference must not fail the deed."""
    return {
        name: "".join(c if c.isprintable() else "\ufffd" for c in _clean(value))[: WIDTHS[name]]
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }


def about(target):
    """Entries about one record, latest first, for its timeline. `.deeds()` leaves out who merely looked."""
    return AuditEntry.objects.about(target).latest_first()


def remove_words(entries, *, by, reason):
    """Destroy reasons and details of these entries (disposal, spill purge). The chain stays verifiable.

    `entries` is a queryset of AuditEntry, for instance `trail.about(case)`. Returns how many lost their
    words.
    """
    with transaction.atomic():
        _write_held()
        ids = entries.order_by().values("id")
        gone = AuditDetail.objects.filter(entry_id__in=ids).delete()[0]
        record("words removed", by=by, reason=reason, detail={"entries": gone})
    return gone
