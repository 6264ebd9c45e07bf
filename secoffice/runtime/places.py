"""Where the running office keeps its sockets, its notes and its mail. Standard library only.

The supervisor writes the addresses it chose under `run/`; settings read them, so that any command started
beside a running office finds the same broker and the same mail sink.
"""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import quote

HOME = Path(__file__).resolve().parents[2]
LONGEST_SOCKET = 100  # bytes: the limit is 108 on Linux and 104 on macOS


def data_folder():
    """The folder that holds everything this office writes (SECOFFICE_DATA, default `var/`)."""
    return Path(os.environ.get("SECOFFICE_DATA") or HOME / "var").expanduser().resolve()


def run_folder(data):
    return data / "run"


def mail_folder(data):
    return data / "mail"


def broker_socket(data):
    """The broker's unix socket; in a private temporary folder where the data path is too long for one."""
    wished = run_folder(data) / "broker.sock"
    if len(os.fsencode(wished)) <= LONGEST_SOCKET:
        return wished
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"secoffice-{os.getuid()}-{digest}" / "b.sock"


def broker_url(data):
    """The address the supervisor noted, else where its socket would be."""
    return noted(data, "broker-url") or "redis+socket://" + quote(str(broker_socket(data)))


def email_url(data):
    """The mail sink the supervisor noted, else the customary port of one."""
    return noted(data, "email-url") or "smtp://127.0.0.1:1025"


def noted(data, name):
    try:
        return (run_folder(data) / name).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def note(data, name, text):
    """Write a small private file in one step, so that no reader sees half of it."""
    write_private(run_folder(data) / name, text)


def write_private(path, text):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(unfinished, path)


def development_secret(data):
    """The random key that signs sessions of this one office."""
    return made_once(data / "secret-key")


def made_once(path):
    """The random key in a file, made when it is first asked for and readable by its owner alone.

    Made by hard link, so that of several processes starting together the first one wins and all read the
    same.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        offer = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        write_private(offer, secrets.token_urlsafe(60))
        try:
            os.link(offer, path)
        except FileExistsError:
            pass
        finally:
            offer.unlink()
    return path.read_text(encoding="utf-8").strip()
