"""The bytes on disk: DATA/files/ab/cd/<SHA-256>, written once, flushed before anybody is told they are there.

They lie sealed (see sealed.py); the digest is that of the clear bytes, as they came.

A blob is first a draft under DATA/files/incoming and linked to its place when it is complete. The draft stays
until the row is committed: should the last other owner destroy the same content meanwhile, `settle` puts it
back.
"""

import fcntl
import hashlib
import os
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from . import sealed

PORTION = 1 << 20
A_DAY = 24 * 60 * 60


def folder():
    return Path(settings.DATA) / "files"


def path_of(digest):
    return folder() / digest[:2] / digest[2:4] / digest


def write(source):
    """Write what `source` holds, in portions. Returns (digest, size, draft); call `settle` once committed."""
    source.seek(0)
    digest, size, draft = _sealed_draft(source)
    try:
        _link(draft, path_of(digest))
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return digest, size, draft


def _sealed_draft(source):
    incoming = folder() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = incoming / os.urandom(16).hex()
    digest, size = hashlib.sha256(), 0
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            seal = sealed.Writer(file)
            while portion := source.read(PORTION):
                seal.write(portion)
                digest.update(portion)
                size += len(portion)
            seal.close()
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size, draft


def settle(digest, draft):
    """After the commit: the blob is where it belongs, whatever happened meanwhile; the draft goes."""
    with _alone():
        _link(draft, path_of(digest))
        draft.unlink()


def remove(digest, is_used):
    """Take the bytes away unless `is_used()` says that another row needs them."""
    with _alone():
        if is_used():
            return False
        place = path_of(digest)
        place.unlink(missing_ok=True)
        if place.parent.exists():
            _flush(place.parent)
    return True


def opened(digest):
    """The bytes, checked against their digest and open at the start; None when they are missing or differ."""
    try:
        file = sealed.opened(path_of(digest))
    except OSError:
        return None
    try:
        if hashlib.file_digest(file, "sha256").hexdigest() == digest:
            file.seek(0)
            return file
    except sealed.Unreadable:
        pass
    file.close()
    return None


def seal_again(digest):
    """Seal a blob from before sealing, or of a former key, with the key of today. Returns whether it changed; raises
    Unreadable for bytes that are missing or no longer what was stored."""
    with _alone():
        place = path_of(digest)
        if place.exists() and sealed.is_current(place):
            return False
        source = opened(digest)
        if source is None:
            raise sealed.Unreadable(digest)
        with source:
            *_, draft = _sealed_draft(source)
        os.replace(draft, place)
        _flush(place.parent)
    return True


def all_digests():
    """Every blob there is, with its age in seconds."""
    for place in folder().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        yield place.name, time.time() - place.stat().st_mtime


def forget_drafts(older_than=A_DAY):
    """Remove what requests that failed half-way left behind."""
    for draft in (folder() / "incoming").glob("*"):
        if time.time() - draft.stat().st_mtime > older_than:
            draft.unlink(missing_ok=True)


def _link(draft, place):
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.link(draft, place)
    except FileExistsError:
        os.utime(place)  # young again, so that the sweep leaves it alone until the row is committed
    _flush(place.parent)
    _flush(place.parent.parent)


def _flush(directory):
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone():
    folder().mkdir(parents=True, exist_ok=True)
    with open(folder() / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
