"""The newest seal, noted outside the database, so that cutting off the end of the trail shows.

One line of JSON per checkpoint in DATA/audit/checkpoints, only ever appended; copy the folder to a place the
database owner cannot write to, and even the server's owner cannot shorten the trail unseen.
"""

import json
import os
import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

EVERY_SECONDS = 60
EVERY_SEALS = 1_000
TAIL = 4_096


def path():
    """One file per database, so that two databases over one data folder don't contradict each other."""
    name = Path(str(connection.settings_dict["NAME"])).stem
    return Path(settings.DATA) / "audit" / "checkpoints" / f"{connection.vendor}-{name}.jsonl"


def note(seq, head, *, at_once=False):
    """Append a checkpoint: one a minute or every thousand seals, or `at_once`. Flushed to the disk."""
    file = path()
    last = _last(file)
    if seq <= last or not (at_once or seq - last >= EVERY_SEALS or _is_old(file)):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"seq": seq, "hash": head, "at": timezone.now().isoformat()})
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"\n{line}\n".encode())  # begins a line of its own even after one that was torn
        os.fsync(handle)
    finally:
        os.close(handle)


def kept():
    """Every checkpoint, as (seq, hash). A line torn by a power cut says nothing, as if never written."""
    if not path().exists():
        return
    with open(path(), encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                point = json.loads(line)
                yield int(point["seq"]), str(point["hash"])
            except (ValueError, KeyError, TypeError):
                continue


def _is_old(file):
    return not file.exists() or time.time() - file.stat().st_mtime >= EVERY_SECONDS


def _last(file):
    """The seq of the last line, 0 without one."""
    try:
        with open(file, "rb") as lines:
            lines.seek(max(0, file.stat().st_size - TAIL))
            return int(json.loads(lines.read().splitlines()[-1])["seq"])
    except (FileNotFoundError, IndexError, ValueError, KeyError, TypeError):
        return 0
