"""The line to somebody's tool: one POST, no redirects, a limit on the time and the length of everything.

The body of an answer is never read: its first line says all that counts.
"""

import io
import ssl
import time
from functools import cache
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from secoffice.reminders.hooks_places import resolved

REACH, PATIENCE = 4.0, 10.0  # seconds: to reach the far end, and for everything after that
NO_HTTP = (HTTPException, HTTPError)
LONGEST = 16 * 1024  # bytes of an answer's head


class Lost(Exception):
    """No answer. `handed_over`: the text may have arrived; `why`: the error underneath."""

    def __init__(self, why, *, handed_over):
        super().__init__(str(why))
        self.why, self.handed_over = why, handed_over


def post(where, headers, body):
    """Post these bytes to that Place. Returns the status of the answer. Unfit: not to that address; Lost: no answer."""
    left, line = Leaving(body), None
    try:
        line = _line(where, resolved(where))
        line.connect()
        line.sock = Hasty(line.sock, time.monotonic() + PATIENCE)
        line.request("POST", where.path, left, _headers(where, headers, body), preload_content=False)
        return line.getresponse().status
    except (OSError, *NO_HTTP) as error:
        raise Lost(error.__cause__ or error, handed_over=left.begun) from error
    finally:
        if line is not None:
            line.close()


class Leaving:
    """The body, which remembers whether it began to leave."""

    def __init__(self, body):
        self.body, self.begun = body, False

    def __iter__(self):
        self.begun = True
        yield self.body


class Hasty:
    """A socket that has until an instant for all it still does, however slowly the far end drips."""

    def __init__(self, sock, until):
        self.sock, self.until = sock, until

    def __getattr__(self, name):
        return getattr(self.sock, name)

    def hurry(self):
        """The socket, with the time that is left."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("no complete answer in time")
        self.sock.settimeout(left)
        return self.sock

    def sendall(self, data):
        self.hurry().sendall(data)

    def makefile(self, *args, **kwargs):
        return io.BufferedReader(Answer(self))


class Answer(io.RawIOBase):
    """What comes back, up to a length."""

    def __init__(self, line):
        self.line, self.left = line, LONGEST

    def readable(self):
        return True

    def readinto(self, buffer):
        taken = self.line.hurry().recv_into(buffer)
        self.left -= taken
        if self.left < 0:
            raise OSError("the answer is too long")
        return taken


def _line(where, address):
    """To the address that was looked at, by the name that was asked for."""
    if where.scheme == "http":
        return HTTPConnection(address, where.port, timeout=REACH)
    return HTTPSConnection(
        address, where.port, timeout=REACH, server_hostname=where.host, ssl_context=_context()
    )


@cache
def _context():
    """Certificates are checked, against the authorities this machine trusts."""
    return ssl.create_default_context()


def _headers(where, headers, body):
    host = f"[{where.host}]" if ":" in where.host else where.host
    own = {"Host": f"{host}:{where.port}", "User-Agent": "Secoffice", "Accept-Encoding": "identity"}
    own |= {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"}
    return own | headers
