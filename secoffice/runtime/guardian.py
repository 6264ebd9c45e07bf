"""Stops the children when the supervisor dies without a word (`kill -9`, out of memory).

A process in a session of its own, blocked on a pipe whose other end the supervisor holds. The supervisor
writes "+PGID" when it starts a process group, "-PGID" when one is gone, and "q" when it has stopped
everything itself. End of file without "q" means it died. Run as a script: it imports nothing of ours and
costs a few megabytes.
"""

import contextlib
import os
import signal
import sys
import time

PATIENCE = 6  # seconds between asking and killing


def watch(pipe):
    groups = set()
    for line in pipe:
        word = line.strip()
        if word == "q":
            return set()
        if word.startswith("+"):
            groups.add(int(word[1:]))
        elif word.startswith("-"):
            groups.discard(int(word[1:]))
    return groups


def stop(groups):
    """Ask every group to stop, and kill what has not gone in time."""
    for group in groups:
        tell(group, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while any(lives(group) for group in groups) and time.monotonic() < deadline:
        time.sleep(0.1)
    for group in groups:
        tell(group, signal.SIGKILL)


def tell(group, number):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def lives(group):
    try:
        os.killpg(group, 0)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    with os.fdopen(int(sys.argv[1]), encoding="ascii") as pipe:
        left_behind = watch(pipe)
    stop(left_behind)
