"""What an office takes hold of before it opens: its data folder, its port, and what an earlier run left behind."""

import contextlib
import errno
import fcntl
import json
import os
import socket

from secoffice.runtime import console, places
from secoffice.runtime.children import started_at
from secoffice.runtime.guardian import stop

FIRST_PORT = 8000
TRIES = 50


class CannotStart(Exception):
    """One sentence on why, and what to do."""


@contextlib.contextmanager
def one_at_a_time(data):
    """Hold the data folder's lock; the system lets go of it when this process ends, however it ends."""
    try:
        places.run_folder(data).mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = open(places.run_folder(data) / "lock", "a+", encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        raise CannotStart(
            f"{data} cannot be written to ({error.strerror}); set SECOFFICE_DATA to a folder of your own."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            who = lock.read().split() + ["?", "?"]
            raise CannotStart(
                f"this office already runs (process {who[0]}, {who[1]}); stop that one first, "
                "or set SECOFFICE_DATA to another folder for a second office."
            ) from None
        lock.truncate(0)
        yield lock


def stop_orphans(data):
    """Processes of an earlier run whose supervisor and guardian were both killed."""
    try:
        left = json.loads(places.noted(data, "children") or "{}")
    except ValueError:
        left = {}
    groups = [int(pid) for pid, born in left.items() if born and started_at(pid) == born]
    if groups:
        console.say(f"Stopping {len(groups)} processes that an earlier run left behind.")
        stop(groups)
    places.note(data, "children", "{}")


def open_port():
    """The port somebody asked for or none; else 8000 or the next that is free, and said."""
    wished = os.environ.get("PORT", "").strip()
    if wished:
        if not (wished.isdecimal() and 0 < int(wished) < 65536):
            raise CannotStart(f"PORT is “{wished}”; it must be a number from 1 to 65535.")
        try:
            return listening(int(wished)), int(wished)
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise CannotStart(f"port {wished} {reason}; set PORT to a free one, or leave it unset.") from None
    for port in range(FIRST_PORT, FIRST_PORT + TRIES):
        with contextlib.suppress(OSError):
            listener = listening(port)
            if port != FIRST_PORT:
                console.say(f"Port {FIRST_PORT} is in use; taking {port}.")
            return listener, port
    raise CannotStart(f"no port from {FIRST_PORT} to {FIRST_PORT + TRIES - 1} is free; set PORT.")


def listening(port):
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def free_port(wished):
    """The port of the last run where it is still free, else any."""
    for port in (int(wished) if wished.isdecimal() else 0, 0):
        with contextlib.suppress(OSError), listening(port) as listener:
            return listener.getsockname()[1]
    raise CannotStart("no port is free for the mail sink.")
