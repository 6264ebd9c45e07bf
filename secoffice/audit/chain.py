"""The arithmetic of the chain: canonical text, signatures, links, commitments to words.

Keyed with HMAC-SHA256, so that whoever can write to the database but lacks the key can neither invent an
entry nor recompute the chain (docs/adr/0002-audit-chain.md). Nothing here touches the database.
"""

import hashlib
import hmac
import json
import os
from datetime import UTC
from functools import cache
from pathlib import Path

from django.conf import settings

SIGNED = (
    "at", "happened_at", "nonce", "actor_id", "actor_label", "roles", "action", "target_type", "target_id",
    "target_number", "target_reference", "result", "marking", "address", "session", "request", "commitment",
)  # fmt: skip
canonical = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=str
).encode


def key():
    """The key of this office's chain: AUDIT_KEY, or a file made once under the data folder.

    Never SECRET_KEY: that one is rotated, and yesterday's chain must still verify tomorrow.
    """
    given = getattr(settings, "AUDIT_KEY", "")
    return given.encode() if given else _key_in(Path(settings.DATA) / "audit" / "key")


@cache
def _key_in(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".key-{os.getpid()}-{os.urandom(4).hex()}")
    if not path.exists():
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(os.urandom(32).hex())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # whoever is first decides; everybody reads what is there
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()


def instant(value):
    """An instant as text: UTC without zone, the same from either database."""
    if value is not None and getattr(value, "tzinfo", None):
        value = value.astimezone(UTC).replace(tzinfo=None)
    return None if value is None else str(value)


def columns(entry):
    """What of an entry is signed, in the order of SIGNED."""
    values = [getattr(entry, name) for name in SIGNED]
    values[:2] = map(instant, values[:2])
    return values


def sign(with_key, columns):
    """Signature over the columns of an entry, in the order of SIGNED, the instants as text.

    They are joined by a control code that `trail.record` keeps out of every column, so no boundary can move.
    """
    return hmac.digest(with_key, "\x1f".join(map(str, columns)).encode("utf-8", "replace"), "sha256").hex()


def link(with_key, previous, seq, entry_id, signature):
    """Hash of one seal over the one before."""
    return hmac.digest(with_key, f"{previous}|{seq}|{entry_id}|{signature}".encode(), "sha256").hex()


def beginning(with_key):
    """What the first seal stands on; differs when the key is not the one the trail was begun with."""
    return hmac.digest(with_key, b"secoffice audit trail", "sha256").hex()


def commit(salt, reason, body):
    """Commitment to words that may one day have to go; without the salt nothing can be guessed back."""
    return hashlib.sha256(f"{salt}|{len(reason)}|{reason}|{body}".encode("utf-8", "replace")).hexdigest()
