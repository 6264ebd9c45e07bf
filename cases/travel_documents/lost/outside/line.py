"""The line to an outside system: one POST, no redirects, a limit on the time and the length of everything."""

import io
import ssl
import time
from functools import cache
from http.client import HTTPException
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from cases.travel_documents.lost.outside.adapters import Unanswered

LONGEST = 1 << 20  # bytes of an answer with its head
PORTS = {"http": 80, "https": 443}


def post(url, body, *, token="", seconds):
    """The body of a 200 answer. Raises Unanswered for anything else, within so many seconds."""
    until, line = time.monotonic() + seconds, None
    try:
        line, path = _line(url, seconds)
        line.connect()
        line.sock = Limited(line.sock, until)
        line.request("POST", path, body, _headers(token), preload_content=False, decode_content=False)
        answer = line.getresponse()
        if answer.status != 200:
            raise Unanswered(f"it answered with status {answer.status}")
        return answer.read()
    except TimeoutError:
        raise Unanswered(f"no complete answer within {seconds:g} seconds") from None
    except (OSError, HTTPException, HTTPError, ValueError) as error:
        slow = time.monotonic() >= until
        raise Unanswered(f"no complete answer within {seconds:g} seconds" if slow else _said(error)) from None
    finally:
        if line is not None:
            line.close()


def _line(url, seconds):
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise Unanswered("SLTD_URL is no address that begins with https:// or http://")
    port, path = parts.port or PORTS[parts.scheme], parts.path or "/"
    path = f"{path}?{parts.query}" if parts.query else path
    if parts.scheme == "http":
        return HTTPConnection(parts.hostname, port, timeout=seconds), path
    return HTTPSConnection(parts.hostname, port, timeout=seconds, ssl_context=_context()), path


@cache
def _context():
    """Certificates are checked, against the authorities this machine trusts."""
    return ssl.create_default_context()


def _headers(token):
    own = {"User-Agent": "Secoffice", "Accept": "application/json", "Accept-Encoding": "identity"}
    own |= {"Content-Type": "application/json", "Connection": "close"}
    return own | ({"Authorization": f"Bearer {token}"} if token else {})


def _said(error):
    """What went wrong in a few words, without addresses."""
    return {
        "ConnectionRefusedError": "the connection was refused",
        "NewConnectionError": "it could not be reached",
        "NameResolutionError": "its name was not found",
        "TooLong": "its answer is too long",
    }.get(type(error).__name__, "the connection broke off")


class TooLong(OSError):
    """More came back than any answer needs."""


class Limited:
    """A socket that has until an instant for all it still does, however slowly the far end drips, and takes no more
    than a length."""

    def __init__(self, sock, until):
        self.sock, self.until, self.left = sock, until, LONGEST

    def __getattr__(self, name):
        return getattr(self.sock, name)

    def hurry(self):
        """The socket, with the time that is left."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)
        return self.sock

    def sendall(self, data):
        self.hurry().sendall(data)

    def makefile(self, *args, **kwargs):
        return io.BufferedReader(Incoming(self))


class Incoming(io.RawIOBase):
    """What comes back."""

    def __init__(self, line):
        self.line = line

    def readable(self):
        return True

    def readinto(self, buffer):
        taken = self.line.hurry().recv_into(buffer)
        self.line.left -= taken
        if self.line.left < 0:
            raise TooLong
        return taken
