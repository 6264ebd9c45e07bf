"""A real mail server that misbehaves on request: what it is told to do, and which mails it took."""

import asyncio
import socket
import threading
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Hurt(SMTP):
    """One session; the handler says which fault comes now."""

    @property
    def fault(self):
        return self.event_handler.fault

    async def drop(self):
        self.transport.abort()
        await asyncio.sleep(0.01)

    async def smtp_MAIL(self, arg):
        if self.fault == "451 at MAIL":
            return await self.push("451 try again")
        if self.fault == "421 at MAIL":
            await self.push("421 closing")
            return await self.drop()
        if self.fault == "550 at MAIL":
            return await self.push("550 who are you")
        if self.fault == "slow drip":
            for letter in "250 " + "x" * 60:
                self._writer.write(letter.encode())
                await self._writer.drain()
                await asyncio.sleep(0.05)
            return None
        return await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        code, _, where = (self.fault or "").removesuffix(", go on").rpartition(" at ")
        if where == "RCPT":
            answer = await self.push(f"{code} no <somebody@example.org> here")
            return await self.drop() if code == "421" else answer
        return await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if self.fault == "554 at DATA":
            return await self.push("554 no")
        if (self.fault or "").endswith(", go on"):
            await self.push("354 go on")
            assert await self._reader.readline() == b".\r\n"
            return await self.push("554 for nobody")
        if self.fault == "drop inside DATA":
            await self.push("354 go on")
            return await self.drop()
        return await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg):
        if self.fault == "drop at QUIT":
            return await self.drop()
        return await super().smtp_QUIT(arg)


class MailServer:
    """`fault` may be changed at any time. `taken` holds what was accepted, whatever the sender was told.
    `in_one_go`: it takes several commands at once (RFC 2920)."""

    def __init__(self):
        self.in_one_go, self.fault, self.taken, self.connections, self.on_taken = False, None, [], 0, None
        self.lock = threading.Lock()
        self.controller = Controller(self, hostname="127.0.0.1", port=_free_port())
        self.controller.factory = self._session
        self.controller.start()
        self.port = self.controller.port

    def _session(self):
        self.connections += 1
        return Hurt(self, enable_SMTPUTF8=False, hostname="sink")

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [*responses[:-1], *(["250-PIPELINING"] if self.in_one_go else []), responses[-1]]

    async def handle_DATA(self, server, session, envelope):
        if self.fault in ("452 after the dot", "554 after the dot"):
            return f"{self.fault[:3]} not now"
        with self.lock:
            self.taken.append(message_from_bytes(envelope.content))
        if self.fault == "drop after the dot":
            await server.drop()
        if self.fault == "silence after the dot":
            await asyncio.sleep(1.5)
        if self.on_taken:
            self.on_taken()
        return "250 taken"

    def ids(self):
        return [mail["Message-ID"] for mail in self.taken]

    def stop(self):
        self.controller.stop(no_assert=True)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
