"""Reading a list to its end, however often it is broken off.

The file is read in portions; each is sorted as the index is, so that ten million records are written along the index
and not criss-cross, and written in short transactions between which others get their turn. Every transaction moves the
mark of the load by compare-and-set: after a crash the portion is read again and what was written of it is skipped,
and of two processes at one load the slower finds the mark moved and leaves.
"""

import json
import os
import time

from django.db import transaction
from django.utils import timezone

from cases.travel_documents.lost.listfile import ListFile, Unreadable
from cases.travel_documents.lost.models import Load
from cases.travel_documents.lost.storing import store
from secoffice.audit import trail

AT_ONCE = 20_000  # records in one transaction
S = Load.State


class TakenOver(Exception):
    """The load was cancelled, or another process goes on with it."""


class Reader:
    """One process at one load. `say(load)` is told of progress; `seconds`: leave after about so long, for later; `at`:
    when it is done, if that is told later."""

    def __init__(self, load, file, *, say=lambda load: None, seconds=None, at=None):
        self.load, self.file, self.say, self.at = load, file, say, at
        self.began = self.noted = time.monotonic()
        self.until = None if seconds is None else self.began + seconds

    def read(self):
        """Go on with it. True when it came to its end; False when its time was over first. Raises TakenOver, or
        Unreadable when the file is no list (the load has failed then)."""
        self._move(state=S.RUNNING)
        try:
            listed = ListFile(self.file, filter(None, self.load.issuers.split(",")))
        except Unreadable as why:
            self._end(S.FAILED, why_failed=str(why)[:300])
            raise
        listed.go_to(self.load.offset, self.load.line)
        while not self._out_of_time():
            if not self._portion(listed):
                self._end(S.DONE)
                return True
        return False

    def _portion(self, listed):
        """Read and write the next portion; its last transaction moves the mark to the one after. False at the end."""
        begins, faults = listed.offset, Faults(self.load)
        packed = listed.portion(self.load.portion, faults, self._tell)
        if listed.offset == begins:
            return False
        packed.sort()
        size = faults.close()
        for start in range(self.load.within, len(packed), AT_ONCE):
            share = min(1, (start + AT_ONCE) / len(packed))
            self._write(
                packed[start : start + AT_ONCE], start, begins + int((listed.offset - begins) * share)
            )
            self.say(self.load)
        told = {"lines": self.load.lines + faults.number, "errors": self.load.errors + faults.number}
        self._move(
            offset=listed.offset, line=listed.line, within=0, errors_size=size, read_to=listed.offset, **told
        )
        self.say(self.load)
        return True

    @transaction.atomic
    def _write(self, part, start, read_to):
        """First the mark: its row is held from here on, and whoever lost the race for it writes nothing."""
        self._move(within=start + len(part), lines=self.load.lines + len(part), read_to=read_to)
        new = store(part, self.load.pk)
        self._set(added=self.load.added + new, unchanged=self.load.unchanged + len(part) - new)

    # The row of the load

    def _move(self, **values):
        """Move the mark, if it is where we left it and nobody cancelled."""
        load, now = self.load, time.monotonic()
        mine = Load.objects.filter(
            pk=load.pk, offset=load.offset, within=load.within, state__in=Load.UNFINISHED
        )
        values |= {
            "touched_at": self.at or timezone.now(),
            "worked_ms": load.worked_ms + int((now - self.noted) * 1000),
        }
        if not mine.update(**values):
            raise TakenOver
        self.noted = now
        self._know(values)

    def _set(self, **values):
        """Further columns in the transaction that moved the mark."""
        Load.objects.filter(pk=self.load.pk).update(**values)
        self._know(values)

    def _know(self, values):
        for name, value in values.items():
            setattr(self.load, name, value)

    def _tell(self):
        """A sign of life between two writes."""
        Load.objects.filter(pk=self.load.pk).update(touched_at=timezone.now())
        self.say(self.load)

    @transaction.atomic
    def _end(self, state, **values):
        """The one entry of a load in the trail."""
        self._move(state=state, finished_at=self.at or timezone.now(), **values)
        load = self.load
        counts = {name: getattr(load, name) for name in ("lines", "added", "unchanged", "errors")}
        detail = {"source": load.source, "issuers": load.issuers, "sha256": load.digest, **counts}
        result = "done" if state == S.DONE else "failed"
        trail.record(
            "lost list loaded", load, by=load.by, reason=load.why_failed, result=result, detail=detail
        )

    def _out_of_time(self):
        return self.until is not None and time.monotonic() > self.until


class Faults:
    """What is wrong with the lines of one portion, on its way into the file of the load, behind those of earlier
    portions. What a portion wrote that was broken off is written anew."""

    def __init__(self, load):
        self.load, self.number, self.file = load, 0, None

    def append(self, fault):
        if self.file is None:
            self.file = open(os.open(self.load.errors_file, os.O_RDWR | os.O_CREAT, 0o600), "r+b")  # noqa: SIM115  closed below
            self.file.truncate(self.load.errors_size)
            self.file.seek(0, os.SEEK_END)
        self.file.write(json.dumps(fault._asdict(), ensure_ascii=False).encode() + b"\n")
        self.number += 1

    def close(self):
        """Everything is on the disk. Returns the size of the file."""
        if self.file is None:
            return self.load.errors_size
        with self.file:
            self.file.flush()
            os.fsync(self.file.fileno())
            return self.file.tell()
