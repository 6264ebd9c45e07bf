"""The processes of an office, started as `manage.py up` starts them but with nobody to watch over them: the
drill kills them and starts them again. Three workers, two schedulers, a web server, a broker.
"""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from redis import Redis

from secoffice.runtime import broker, places

CELERY = [sys.executable, "-m", "celery", "--app", "secoffice.celery", "--quiet"]
WORK = ["worker", "--concurrency", "2", "--loglevel", "INFO", "--without-mingle", "--without-gossip"]
BEAT = ["beat", "--pidfile", "", "--loglevel", "WARNING"]
WEB = [sys.executable, "-m", "gunicorn", "secoffice.wsgi", "--workers", "2", "--threads", "4"]
WEB += ["--worker-class", "gthread", "--graceful-timeout", "3", "--no-control-socket", "--preload"]
# What is killed, and how often of a hundred: one process of a pool, the head alone, or head and pool together.
TARGETS = {
    ("worker", "pool"): 36,
    ("worker", "head"): 12,
    ("worker", "all"): 14,
    ("scheduler", "head"): 16,
    ("web", "pool"): 14,
    ("web", "all"): 8,
}


class Process:
    """One program of the office, in a session of its own, its words in a file."""

    def __init__(self, name, command, environment, folder, pass_fds=()):
        self.name, self.command, self.environment = name, command, environment
        self.log, self.pass_fds, self.process, self.back_at = folder / f"{name}.log", pass_fds, None, 0.0

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment,
                cwd=places.HOME, start_new_session=True, pass_fds=self.pass_fds,
            )  # fmt: skip

    @property
    def runs(self):
        return self.process is not None and self.process.poll() is None

    def pool(self):
        head = self.process.pid
        with contextlib.suppress(OSError):
            return [int(pid) for pid in Path(f"/proc/{head}/task/{head}/children").read_text().split()]
        return []

    def end(self, patience=8):
        """In order if it will, by force if not; with everything it started."""
        if self.process is None:
            return
        if self.runs:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Cluster:
    """Everything that runs. `tend` starts again what died, a moment later, as a service manager would."""

    def __init__(self, folder, environment, ports, tls_port, seed):
        self.folder, self.random = Path(folder), random.Random(seed)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.kills, self.restarts, self.flushes, self.up = [], 0, 0, False
        server = broker.find_server()
        if server is None:
            raise RuntimeError("no Redis or Valkey server runs here")
        plain = {
            name: word for name, word in environment.items() if "FAKE" not in name and name != "LD_PRELOAD"
        }
        self.broker = Process("broker", broker.server_command(server, self.folder), plain, self.folder)
        self.processes = [*self._workers(environment, ports, tls_port), *self._others(environment)]

    def _workers(self, environment, ports, tls_port):
        doors = [f"smtp://127.0.0.1:{port}" for port in ports] + [f"submission://127.0.0.1:{tls_port}"]
        for number, door in enumerate(doors, 1):
            told = environment | {"EMAIL_URL": door}
            command = [*CELERY, *WORK, "--hostname", f"worker{number}@drill"]
            yield Process(f"worker{number}", command, told, self.folder)

    def _others(self, environment):
        for number in (1, 2):
            yield Process(f"scheduler{number}", [*CELERY, *BEAT], environment, self.folder)
        handle = self.listener.fileno()
        web = [*WEB, "--bind", f"fd://{handle}", "--log-level", "warning"]
        yield Process("web", web, environment, self.folder, (handle,))

    def start(self):
        if not self.broker.runs:
            self.broker.start()
            self._await_broker()
        for process in self.processes:
            process.start()
        self.up = True

    def _await_broker(self):
        until = time.monotonic() + 15
        while time.monotonic() < until:
            with contextlib.suppress(Exception):
                if self._redis().ping():
                    return
            time.sleep(0.05)
        raise RuntimeError("the broker does not answer")

    def _redis(self):
        return Redis(unix_socket_path=str(places.broker_socket(self.folder)), socket_timeout=5)

    def tend(self):
        for process in self.processes if self.up else ():
            if process.runs:
                continue
            if not process.back_at:
                process.back_at = time.monotonic() + self.random.choice([0, 0, 0.5, 2])
            elif time.monotonic() >= process.back_at:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.process.pid, signal.SIGKILL)  # the rest of its pool
                process.start()
                process.back_at = 0.0

    # -- Hurting it --------------------------------------------------------------------------------------------

    def kill(self):
        """One `kill -9`, where chance has it. False where nothing of that kind runs at the moment."""
        kind, part = self.random.choices(list(TARGETS), list(TARGETS.values()))[0]
        running = [each for each in self.processes if each.name.startswith(kind) and each.runs]
        if not running:
            return False
        victim = self.random.choice(running)
        pool = victim.pool()
        if part == "pool" and not pool:
            return False
        pids = {"pool": pool[:1], "head": [victim.process.pid], "all": [victim.process.pid, *pool]}[part]
        if part == "pool":
            pids = [self.random.choice(pool)]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        hit = pids if part == "pool" else [victim.process.pid, *pool]  # a pool goes down with its head
        self.note({"at": time.time(), "what": victim.name, "part": part, "pids": hit})
        return True

    def kill_everybody(self):
        """A power cut of the office: every process at once."""
        self.up = False
        for process in self.processes:
            pool = process.pool()
            for pid in [process.process.pid, *pool]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.process.wait()
            row = {"at": time.time(), "what": process.name, "part": "all"}
            self.note(row | {"pids": [process.process.pid, *pool]})

    def note(self, row):
        self.kills.append(row)
        with (self.folder / "kills.jsonl").open("a") as log:
            log.write(json.dumps(row) + "\n")

    def restart_broker(self):
        os.kill(self.broker.process.pid, signal.SIGKILL)
        self.broker.process.wait()
        time.sleep(self.random.choice([0, 1]))
        self.broker.start()
        self._await_broker()
        self.restarts += 1

    def flush_broker(self):
        self._redis().flushall()
        self.flushes += 1

    def end(self):
        self.up = False
        for process in [*reversed(self.processes), self.broker]:
            process.end(patience=4)
        self.listener.close()
