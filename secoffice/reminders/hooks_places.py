"""Where a web hook may lead: hosts that an operator named, and no address that is never a colleague's tool.

WEBHOOK_HOSTS is a list with commas: `tools.example.org`, `tools.example.org:8443`. An entry `http://…` allows plain
HTTP for this one host, for trying things out. What a name resolves to is looked at each time, and the connection
goes to the very address that was looked at.
"""

import socket
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

PORTS = {"https": 443, "http": 80}
NEVER = [
    ip_network(net)
    for net in (
        "0.0.0.0/8", "169.254.0.0/16", "100.100.100.200/32", "192.0.0.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "fe80::/10", "fec0::/10", "fd00:ec2::/32", "ff00::/8",
    )
]  # fmt: skip
TRANSLATED = ip_network("64:ff9b::/96")


class Unfit(ValueError):
    """Why nothing may be posted there, in a sentence."""


class Place(NamedTuple):
    """An address taken apart. `path` begins with a stroke and holds the query."""

    scheme: str
    host: str
    port: int
    path: str


def place(url):
    """The place of an address that is allowed. Unfit otherwise."""
    if any(not "!" <= letter <= "~" for letter in url):
        raise Unfit("Write the address without spaces, in plain letters.")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise Unfit("This is not an address.") from None
    if parts.scheme not in PORTS or not host:
        raise Unfit("Begin the address with https://.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Unfit("Leave out name, password and anchor: the signature says who posts.")
    found = Place(parts.scheme, host, port or PORTS[parts.scheme], parts.path or "/")
    if found[:3] not in allowed():
        raise Unfit(_not_allowed(found))
    return found._replace(path=f"{found.path}?{parts.query}") if parts.query else found


def allowed():
    """(scheme, host, port) of everything an operator allows. What cannot be read allows nothing."""
    return [found for found in map(_entry, _entries()) if found]


def unreadable():
    """Entries of WEBHOOK_HOSTS that allow nothing, as they stand there."""
    return [entry for entry in _entries() if not _entry(entry)]


def names():
    """The allowed hosts as a page says them."""
    return [
        f"{'http://' if scheme == 'http' else ''}{host}{'' if port == PORTS[scheme] else f':{port}'}"
        for scheme, host, port in allowed()
    ]


def resolved(where):
    """The first IP address of the host, when none of its addresses is one that is never called. OSError where the
    name is not found."""
    found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    addresses = [ip_address(row[4][0].partition("%")[0]) for row in found]
    if any(_is_barred(address, where.host) for address in addresses):
        raise Unfit("The host leads to an address that is never called.")
    return str(addresses[0])


def _entries():
    return [entry.strip() for entry in settings.WEBHOOK_HOSTS.split(",") if entry.strip()]


def _entry(text):
    """An entry as (scheme, host, port); None where it is none: a host and no more."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        found = parts.scheme, (parts.hostname or "").rstrip("."), parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        return None
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    return found if found[1] and bare and "*" not in found[1] else None


def _not_allowed(found):
    if found.scheme == "http" and ("https", found.host, PORTS["https"]) in allowed():
        return "Begin the address with https://."
    return "An administrator has not allowed this host. Ask them to, or use one of those named here."


def _is_barred(address, host):
    """Addresses of this machine count only where the operator named them as such."""
    inner = _within(address)
    if inner.is_loopback:
        return host not in ("localhost", str(address))
    return any(inner in net for net in NEVER if net.version == inner.version)


def _within(address):
    """The IPv4 address that an IPv6 address stands for, or the address itself."""
    if not isinstance(address, IPv6Address):
        return address
    if address in TRANSLATED:
        return ip_address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
