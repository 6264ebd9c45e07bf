"""A small SMTP server on loopback that keeps every mail as a file, for an office that has no mail server yet.

`python -m secoffice.runtime.mailsink FOLDER PORT`. Nothing is delivered to anybody.
"""

import asyncio
import contextlib
import os
import secrets
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP

LARGEST = 20 * 1024 * 1024
KEPT = 5000


class Keeper:
    """Writes each mail into the folder, whole or not at all."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def handle_DATA(self, server, session, envelope):
        try:
            self.keep(envelope)
        except OSError as error:
            print(f"could not keep a mail: {error}", flush=True)
            return "452 4.3.1 Cannot keep it now"
        return "250 2.0.0 Kept"

    def keep(self, envelope):
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}.eml"
        recipients = ", ".join(envelope.rcpt_tos)
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {recipients}\r\n"
        unfinished = self.folder / f"{name}.part"
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(head.encode("utf-8", "replace") + envelope.original_content)
        os.replace(unfinished, self.folder / name)
        self.forget_the_oldest()
        print(f"kept a mail for {recipients}", flush=True)

    def forget_the_oldest(self):
        kept = sorted(self.folder.glob("*.eml"))
        for path in kept[: max(0, len(kept) - KEPT)]:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


async def serve(folder, port):
    keeper = Keeper(folder)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)

    def conversation():
        return SMTP(
            keeper, hostname="localhost", data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="Secoffice"
        )

    server = await loop.create_server(conversation, "127.0.0.1", port)
    async with server:
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
