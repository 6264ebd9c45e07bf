"""A process of the office: started in a session of its own, listened to, started again when it dies."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field

from secoffice.runtime import console

RESTARTS = 5  # deaths within WINDOW seconds after which the office gives up
WINDOW = 60
LONGEST_PAUSE = 8
TAIL = 40
LONGEST_LINE = 64 * 1024
TITLES = {"web": "web server", "mail": "mail sink"}
UNSAID = ("Memory overcommit must be enabled",)  # advice for large servers, at every start


class GivesUp(Exception):
    """A process that keeps dying."""

    def __init__(self, child):
        super().__init__(child.name)
        self.child = child


@dataclass(eq=False)
class Child:
    """One process and how it is kept alive. `born` and `gone` tell the guardian and the notes of this
    office.
    """

    name: str
    command: list
    environment: dict
    born: callable
    gone: callable
    patience: float = 3
    pass_fds: tuple = ()
    process: asyncio.subprocess.Process = None
    stopping: bool = False
    tail: deque = field(default_factory=lambda: deque(maxlen=TAIL))
    deaths: deque = field(default_factory=lambda: deque(maxlen=RESTARTS))

    async def keep_alive(self):
        """Start it, wait for its death, say so, pause a little longer each time, start it again."""
        while not self.stopping:
            await self.start()
            code = await self.wait()
            if self.stopping:
                return
            self.deaths.append(time.monotonic())
            if len(self.deaths) == RESTARTS and self.deaths[-1] - self.deaths[0] < WINDOW:
                raise GivesUp(self)
            pause = min(LONGEST_PAUSE, 2 ** (self.recent_deaths() - 1) / 2)
            console.say(f"The {self.title} died ({how(code)}); starting it again in {pause:.1f} s.")
            await asyncio.sleep(pause)

    @property
    def title(self):
        return TITLES.get(self.name, self.name)

    def recent_deaths(self):
        return sum(1 for death in self.deaths if time.monotonic() - death < WINDOW)

    async def start(self):
        self.process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment,
            start_new_session=True,
            pass_fds=self.pass_fds,
            limit=LONGEST_LINE,
        )
        self.born(self)

    async def wait(self):
        """Pass its words on until it ends. What it leaves behind in its group ends with it."""
        talk = asyncio.create_task(self.listen())
        code = await self.process.wait()
        self.tell(signal.SIGKILL)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(talk, 2)
        self.gone(self)
        return code

    async def listen(self):
        while True:
            try:
                line = await self.process.stdout.readline()
            except ValueError:
                continue  # longer than any log line should be: drop it
            if not line:
                return
            text = line.decode("utf-8", "replace").rstrip()
            self.tail.append(text)
            if text and not any(words in text for words in UNSAID):
                console.line(self.name, text)

    def tell(self, number):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def is_running(self):
        return self.process is not None and self.process.returncode is None

    async def stop(self):
        """Ask, wait, insist."""
        self.stopping = True
        if not self.is_running():
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)  # to the leader: it stops its own in its own order
        try:
            await asyncio.wait_for(self.process.wait(), self.patience)
        except TimeoutError:
            console.say(f"The {self.title} does not stop; killing it.")
        self.tell(signal.SIGKILL)


def how(code):
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"


# -- Telling a process from another that got its number ----------------------------------------------------


def started_at(pid):
    """When a process was started, in whatever unit this system has; None when there is none."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[19].decode()
    except FileNotFoundError:
        if sys.platform == "linux":
            return None
    except (OSError, IndexError):
        return None
    done = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True)
    return done.stdout.strip() or None
