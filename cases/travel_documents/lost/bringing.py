"""Lists on their way in: those brought to a page, read by the worker, and those named to the command."""

import hashlib
import logging
from datetime import timedelta
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from cases.travel_documents.lost.actions import errors_folder
from cases.travel_documents.lost.listfile import Unreadable
from cases.travel_documents.lost.loading import Reader, TakenOver
from cases.travel_documents.lost.models import Load
from secoffice.files import blobs

QUIET = timedelta(seconds=90)  # nobody works at a load that was not touched for so long
S = Load.State
GONE = "The stored file is missing or no longer what was uploaded."
log = logging.getLogger(__name__)


def read_waiting(*, seconds):
    """Go on with lists that were brought to a page, for about so long. True when something is left to do."""
    quiet = Q(state=S.WAITING) | Q(touched_at__lt=timezone.now() - QUIET)
    waiting = Load.objects.unfinished().filter(quiet).exclude(stored=None).order_by("pk")
    for load in waiting:
        try:
            if not _read(load, seconds):
                return True
        except (TakenOver, Unreadable) as why:
            log.info("%s: %s", load, why or "somebody else goes on with it")
    return False


def _read(load, seconds):
    file = blobs.opened(load.digest)
    if file is None:
        failed = {"state": S.FAILED, "why_failed": GONE, "finished_at": timezone.now()}
        Load.objects.unfinished().filter(pk=load.pk).update(**failed)
        return True
    with file:
        return Reader(load, file, seconds=seconds).read()


def of_path(path, *, source, issuers):
    """The load of a file named to the command: one that was broken off and goes on, or a new one."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    same = {"digest": digest, "source": source, "issuers": ",".join(issuers), "by": None, "stored": None}
    if begun := Load.objects.unfinished().filter(**same).order_by("-pk").first():
        return begun
    now, errors = timezone.now(), errors_beside(path)
    errors.unlink(missing_ok=True)
    Load.objects.filter(errors_file=str(errors)).update(
        errors_file="", errors_size=0
    )  # theirs are gone with it
    return Load.objects.create(
        **same, file_name=path.name[:200], size=path.stat().st_size, begun_at=now, touched_at=now,
        errors_file=str(errors),
    )  # fmt: skip


def errors_beside(path):
    """Where the faulty lines of a file are written: beside it, or with our own data where that cannot be written."""
    beside = Path(f"{path.resolve()}.errors.jsonl")
    try:
        with beside.open("ab"):
            return beside
    except OSError:
        return errors_folder() / beside.name
