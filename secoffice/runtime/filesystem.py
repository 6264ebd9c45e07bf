"""Kombu's filesystem transport with its write made atomic, for a machine where no Valkey server runs.

As shipped, the publisher creates the file and then writes it; a worker that takes it in between reads
nothing, loses the message and ends. Here a message appears under its name only when it is whole. One folder
serves both ways, so that what one process publishes another consumes, and nothing passes through the shared
temporary folder.
"""

import os
import uuid
from pathlib import Path
from queue import Empty
from time import time_ns

from kombu.transport import filesystem, virtual
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    def folder_of(self, queue):
        folder = Path(self.transport_options["data_folder"]) / queue.replace(os.sep, "_")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _put(self, queue, payload, **kwargs):
        folder = self.folder_of(queue)
        name = f"{time_ns():020d}-{uuid.uuid4().hex}.msg"
        unfinished = folder / f"{name}.part"
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(dumps(payload))
        os.replace(unfinished, folder / name)

    def _get(self, queue, timeout=None):
        for path in sorted(self.folder_of(queue).glob("*.msg")):
            taken = path.with_name(f"{path.name}.taken")
            try:
                os.rename(path, taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            payload = taken.read_bytes()
            taken.unlink()
            return loads(payload.decode("utf-8"))
        raise Empty

    def _size(self, queue):
        return sum(1 for _ in self.folder_of(queue).glob("*.msg"))

    def _purge(self, queue):
        messages = list(self.folder_of(queue).glob("*.msg"))
        for path in messages:
            path.unlink(missing_ok=True)
        return len(messages)

    def _queue_bind(self, *args, **kwargs):
        """Direct routing by the queue's name is all we use; nothing to write down."""

    def get_table(self, exchange):
        return []

    def _lookup(self, exchange, routing_key, default=None):
        return [routing_key]


class Transport(filesystem.Transport):
    Channel = Channel
    polling_interval = 0.5
    implements = virtual.Transport.implements.extend(
        asynchronous=False, exchange_type=frozenset(["direct"]), heartbeats=False
    )
    global_state = virtual.BrokerState()
