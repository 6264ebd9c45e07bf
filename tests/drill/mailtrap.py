"""The mail server of the drill, a process of its own: takes mails, fails in every way known, notes what it took.

`python -m tests.drill.mailtrap FOLDER SEED PLAIN_PORT,… TLS_PORT`, told what to do by lines of JSON. Each mail it
took stands in `accepted.jsonl` (and its text in `accepted.raw`) whatever the sender was told, with the process
that sent it: the witness against which the ledger is held.
"""

import asyncio
import contextlib
import json
import random
import re
import socket
import ssl
import subprocess
import sys
import time
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP

from tests.reminders.server import Hurt

ON_CONNECTING = ("refused", "black hole", "no STARTTLS")
AT_ONCE = ("451 at MAIL", "slow drip")
IN_THE_TEXT = (
    *("554 at DATA", "452 after the dot", "554 after the dot"),
    *("drop inside DATA", "drop after the dot", "silence after the dot"),
)
ON_A_MAIL = (*AT_ONCE, "450 at RCPT", *IN_THE_TEXT)
AT_THE_END = "drop at QUIT"
AMBIGUOUS = ("drop after the dot", "silence after the dot")
NO_SUCH = "gone-"  # addresses that begin so are refused for good: the fault “550 at RCPT”
FAULTS = (*ON_CONNECTING, *ON_A_MAIL, AT_THE_END, "550 at RCPT")


class Session(Hurt):
    """One conversation. A fault is drawn for each mail when it begins, and counted when it hits the sender."""

    fault, pid, secured, bare, in_one_go = None, None, False, False, False

    @property
    def trap(self):
        return self.event_handler

    async def smtp_EHLO(self, hostname):
        if self.bare:
            self.trap.count("no STARTTLS")
        return await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg):
        self.fault = self.trap.draw(ON_A_MAIL)
        self.pid = self.pid or sender(self.session.peer[1])
        self.hits(AT_ONCE)
        return await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        if arg and NO_SUCH in arg:
            self.trap.count("550 at RCPT")
            return await self.push("550 5.1.1 no such mailbox")
        self.hits(("450 at RCPT",))
        return await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        self.hits(IN_THE_TEXT)
        return await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg):
        self.fault = self.trap.draw((AT_THE_END,))
        self.hits((AT_THE_END,))
        return await super().smtp_QUIT(arg)

    def hits(self, faults):
        if self.fault in faults:
            self.trap.count(self.fault)


class Silent(asyncio.Protocol):
    """A black hole: takes the connection and never says a word."""


class Trap:
    """All that the server knows. `rate` is the chance of a fault on a mail; on a connection a fifth of it. While
    there is a chance at all, a fault that did not come up yet needs no luck: a drill meets every one."""

    def __init__(self, folder, seed, ports, tls_port):
        self.folder, self.random = Path(folder), random.Random(seed)
        self.ports, self.tls_port, self.servers = ports, tls_port, []
        self.rate, self.counts, self.taken = 0.0, dict.fromkeys(FAULTS, 0), 0
        self.index = (self.folder / "accepted.jsonl").open("a", buffering=1)
        self.raw = (self.folder / "accepted.raw").open("ab")
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.tls.load_cert_chain(self.folder / "trap.pem")

    def draw(self, faults, share=1.0):
        """The fault that comes now, or None."""
        unmet = [fault for fault in faults if not self.counts[fault]] if self.rate else []
        if unmet:
            return unmet[0]
        return self.random.choice(faults) if self.random.random() < self.rate * share else None

    def count(self, fault):
        self.counts[fault] += 1

    def session(self, tls):
        fault = self.draw(("no STARTTLS", "black hole") if tls else ("black hole",), 0.2)
        if fault == "black hole":
            self.count(fault)
            return Silent()
        offer = {"tls_context": self.tls, "require_starttls": True} if tls and not fault else {}
        session = Session(self, hostname="trap", enable_SMTPUTF8=False, timeout=30, **offer)
        session.secured = tls  # this door is for senders who insist on TLS
        session.bare = bool(fault)
        session.in_one_go = self.random.random() < 0.5
        return session

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        """Half of the lines take several commands at once."""
        session.host_name = hostname
        return [*responses[:-1], *(["250-PIPELINING"] if server.in_one_go else []), responses[-1]]

    async def handle_DATA(self, server, session, envelope):
        if server.fault in ("452 after the dot", "554 after the dot"):
            return f"{server.fault[:3]} not now"
        self.note(server, session, envelope)
        if server.fault == "drop after the dot":
            await server.drop()
        if server.fault == "silence after the dot":
            await asyncio.sleep(20)
        return "250 taken"

    def note(self, server, session, envelope):
        mail = message_from_bytes(envelope.content)
        unfolded = re.sub(rb"=\r?\n", b"", envelope.content).decode("ascii", "replace")
        self.raw.write(envelope.content + b"\n")
        self.raw.flush()
        self.taken += 1
        row = {
            "at": time.time(), "id": mail["Message-ID"], "to": envelope.rcpt_tos, "subject": mail["Subject"],
            "pid": server.pid, "fault": server.fault, "tls": bool(session.ssl), "secured": server.secured,
            "references": sorted(set(re.findall(r"DR-[a-z0-9]+-[0-9]+", unfolded))),
        }  # fmt: skip
        self.index.write(json.dumps(row) + "\n")

    async def open(self):
        loop = asyncio.get_running_loop()
        for port in [*self.ports, self.tls_port]:
            tls = port == self.tls_port

            def conversation(tls=tls, port=port):
                return self.session(tls)

            server = await loop.create_server(conversation, "127.0.0.1", port, reuse_address=True)
            self.servers.append(server)

    async def close(self):
        """Refuse everybody. Conversations that run go on."""
        for server in self.servers:
            server.close()
        self.servers = []

    async def shut_now_and_then(self):
        """The fault “refused”: the doors are shut for a moment."""
        while True:
            await asyncio.sleep(2)
            if self.servers and self.draw(("refused",)):
                self.count("refused")
                await self.close()
                await asyncio.sleep(0.4)
                await self.open()

    async def obey(self, order):
        if "rate" in order:
            self.rate = order["rate"]
        if order.get("doors") == "shut":
            await self.close()
        if order.get("doors") == "open" and not self.servers:
            await self.open()
        return {"taken": self.taken, "counts": self.counts}


async def serve(folder, seed, ports, tls_port):
    trap = Trap(folder, seed, ports, tls_port)
    SMTP.command_size_limit = 2048
    await trap.open()
    moments = asyncio.create_task(trap.shut_now_and_then())
    print(json.dumps({"ready": True}), flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(await trap.obey(json.loads(line))), flush=True)
    moments.cancel()


def sender(port):
    """The process at the other end of a connection from this port, read from the tables of the kernel."""
    wanted = f":{port:04X}"
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if words[1].endswith(wanted) and words[9] != "0":
            return holder(f"socket:[{words[9]}]")
    return None


def holder(wanted):
    for handle in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if handle.readlink().name == wanted or str(handle.readlink()) == wanted:
                return int(handle.parts[2])
    return None


# -- Seen from the drill ---------------------------------------------------------------------------------------


def make_certificate(folder, environment):
    """A key and a certificate for the address of the trap, valid from the hour of the drill on."""
    made = folder / "trap.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 4000 -subj /CN=trap -addext subjectAltName=IP:127.0.0.1"
    keys = ["-keyout", str(made), "-out", str(folder / "trap.crt")]
    subprocess.run(["openssl", *words.split(), *keys], check=True, capture_output=True, env=environment)
    made.write_text(made.read_text() + (folder / "trap.crt").read_text())


def free_ports(count):
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]


if __name__ == "__main__":
    asyncio.run(
        serve(sys.argv[1], int(sys.argv[2]), [int(port) for port in sys.argv[3].split(",")], int(sys.argv[4]))
    )
