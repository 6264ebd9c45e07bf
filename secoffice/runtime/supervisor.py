"""`manage.py up`: starts the processes of the office, watches them, and stops all of them whatever happens.

Without Django, so that the process which must never fail is small. The web server's socket is opened here and
handed down: the port is ours before anything is said about it, and a restart of the web server loses no
visitor.
"""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from dotenv import load_dotenv

from secoffice.runtime import broker, console, places
from secoffice.runtime.children import Child, GivesUp, started_at
from secoffice.runtime.premises import CannotStart, free_port, one_at_a_time, open_port, stop_orphans

LAST_ORDERS = 9.0  # seconds after which whatever still runs is killed


def main(arguments):
    if arguments:
        print("usage: python3 manage.py up   (PORT and SECOFFICE_DATA in the environment)", file=sys.stderr)
        return 0 if arguments[0] in ("-h", "--help") else 2
    load_dotenv(places.HOME / ".env")
    try:
        return asyncio.run(Office().run())
    except CannotStart as reason:
        print(f"Secoffice: {reason}", file=sys.stderr)
        return 1


class Office:
    """The processes of one data folder, from the lock on it to the last one's end."""

    def __init__(self):
        self.data = places.data_folder()
        self.production = os.environ.get("SECOFFICE_ENV") == "production"
        self.children = []
        self.keepers = []
        self.asked_to_stop = 0
        self.stop_wanted = asyncio.Event()
        self.started = time.monotonic()

    async def run(self):
        with one_at_a_time(self.data) as lock:
            stop_orphans(self.data)
            listener, port = open_port()
            lock.write(f"{os.getpid()} http://127.0.0.1:{port}\n")
            lock.flush()
            self.guardian = Guardian()
            self.listen_to_signals()
            code = 1
            try:
                code = await self.work(listener, port)
            finally:
                await self.close()
                self.guardian.dismiss()
                console.say("Everything has stopped." if code == 0 else "Stopped.")
        return code

    async def work(self, listener, port):
        self.environment = environment(self.data, port)
        console.say(f"Starting in {self.data}")
        await self.start_broker()
        self.start_mail_sink()
        if not await self.prepare():
            return 0 if self.stop_wanted.is_set() else 1
        self.start_the_rest(listener)
        if await self.until(self.answers(port)):
            await self.greet(port)
            await self.until(asyncio.Event().wait())
        return self.outcome()

    async def until(self, something):
        """Wait for it, but not beyond the wish to stop or a child that gives up. True when it came."""
        wish = asyncio.create_task(self.stop_wanted.wait())
        task = asyncio.ensure_future(something)
        done, rest = await asyncio.wait([wish, task, *self.keepers], return_when=asyncio.FIRST_COMPLETED)
        for other in {wish, task} & rest:
            other.cancel()
        return task in done

    def outcome(self):
        """0 when somebody wished it, 1 when a process kept dying; then its last words."""
        for keeper in self.keepers:
            if keeper.done() and isinstance(keeper.exception(), GivesUp):
                child = keeper.exception().child
                console.say(f"The {child.title} keeps dying, so the office stops. Its last words:")
                for line in child.tail:
                    console.line(child.name, line)
                return 1
        return 0

    # -- The processes -------------------------------------------------------------------------------------

    def add(self, name, *command, **how):
        child = Child(name, list(command), self.environment, self.born, self.gone, **how)
        self.children.append(child)
        return child

    def keep(self, child):
        self.keepers.append(asyncio.create_task(child.keep_alive()))

    def born(self, child):
        self.guardian.say(f"+{child.process.pid}")
        self.note_children()

    def gone(self, child):
        self.guardian.say(f"-{child.process.pid}")
        self.note_children()

    def note_children(self):
        """Pid and start time of each, for the next start to find what two `kill -9` left behind."""
        running = [child.process.pid for child in self.children if child.is_running()]
        places.note(self.data, "children", json.dumps({pid: started_at(pid) for pid in running}))

    async def start_broker(self):
        if self.production or "CELERY_BROKER_URL" in self.environment:
            return
        places.note(self.data, "broker-url", "")
        server = broker.find_server()
        if server is None:
            console.say("No Valkey or Redis server runs on this machine; messages go through files (slower).")
            url = broker.BROKER_OF_FILES
        else:
            url = places.broker_url(self.data)
            self.keep(self.add("broker", *broker.server_command(server, self.data), patience=2))
            self.environment["SECOFFICE_EMBEDDED_BROKER"] = "1"
        places.note(self.data, "broker-url", url)
        self.environment["CELERY_BROKER_URL"] = url

    def start_mail_sink(self):
        if self.production or "EMAIL_URL" in self.environment:
            return
        port = free_port(places.noted(self.data, "email-url").rpartition(":")[2])
        places.note(self.data, "email-url", f"smtp://127.0.0.1:{port}")
        self.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
        folder = str(places.mail_folder(self.data))
        sink = ("-m", "secoffice.runtime.mailsink", folder, str(port))
        self.keep(self.add("mail", sys.executable, *sink, patience=1))

    async def prepare(self):
        """Migrate and the like: alone, before anybody else opens the database."""
        setup = self.add("setup", sys.executable, "manage.py", "prepare", patience=2)
        await setup.start()
        waiting = asyncio.create_task(setup.wait())
        if not await self.until(waiting):
            setup.stopping = True
            return False
        self.children.remove(setup)
        return waiting.result() == 0

    def start_the_rest(self, listener):
        python = sys.executable
        web = ["-m", "gunicorn", "secoffice.wsgi", "--bind", f"fd://{listener.fileno()}", "--workers", "2"]
        web += [
            "--threads",
            "4",
            "--worker-class",
            "gthread",
            "--graceful-timeout",
            "3",
            "--no-control-socket",
        ]
        web += ["--preload", "--log-level", "warning"]
        celery = ["-m", "celery", "--app", "secoffice.celery", "--quiet"]
        work = ["worker", "--concurrency", "2", "--loglevel", "INFO", "--without-mingle", "--without-gossip"]
        beat = ["beat", "--pidfile", "", "--loglevel", "WARNING"]
        self.keep(self.add("web", python, *web, patience=4, pass_fds=(listener.fileno(),)))
        self.keep(self.add("worker", python, *celery, *work, patience=4))
        self.keep(self.add("scheduler", python, *celery, *beat, patience=2))

    # -- From ready to the end -----------------------------------------------------------------------------

    async def answers(self, port):
        """Wait until the web server answers. Any answer will do: what it says is `/readyz`'s business."""
        hosts = self.environment.get("ALLOWED_HOSTS", "").split(",")
        host = hosts[0].strip().lstrip(".*") or f"127.0.0.1:{port}"
        while not await asyncio.to_thread(knock, f"http://127.0.0.1:{port}/healthz", host):
            await asyncio.sleep(0.2)

    async def greet(self, port):
        console.write()
        console.write(f"Secoffice is ready: http://127.0.0.1:{port}")
        console.write()
        with contextlib.suppress(ValueError):
            show_sign_ins(json.loads(places.noted(self.data, "sign-ins")))
        if not self.production:
            console.write(f"  Mail is not delivered but kept: http://127.0.0.1:{port}/dev/mail/")
        console.write("  Ctrl-C stops everything.")
        console.write()
        console.say(f"Ready after {time.monotonic() - self.started:.1f} s")

    def listen_to_signals(self):
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
                continue  # started under nohup: it is meant to survive its terminal
            loop.add_signal_handler(number, self.asked, number)

    def asked(self, number):
        """The first time stop in order, the second time at once."""
        self.asked_to_stop += 1
        if self.asked_to_stop == 1:
            console.write()
            console.say("Stopping (once more kills at once).")
            self.stop_wanted.set()
        elif number == signal.SIGINT:
            self.kill_all()
            os._exit(130)

    async def close(self):
        """Web and scheduler first, then the worker, then what they all need; within LAST_ORDERS in any
        case.
        """
        for child in self.children:
            child.stopping = True
        try:
            async with asyncio.timeout(LAST_ORDERS):
                for names in ({"setup", "web", "scheduler"}, {"worker"}, {"broker", "mail"}):
                    await asyncio.gather(*(child.stop() for child in self.children if child.name in names))
        except TimeoutError:
            console.say("Not everything stopped in time; killing the rest.")
        self.kill_all()
        for keeper in self.keepers:
            keeper.cancel()
        await asyncio.gather(*self.keepers, return_exceptions=True)

    def kill_all(self):
        for child in self.children:
            if child.process is not None:
                child.tell(signal.SIGKILL)


class Guardian:
    """The supervisor's end of the guardian's pipe."""

    def __init__(self):
        reading, self.pipe = os.pipe()
        script = Path(__file__).with_name("guardian.py")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(script), str(reading)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=(reading,),
        )
        os.close(reading)

    def say(self, word):
        with contextlib.suppress(OSError):
            os.write(self.pipe, f"{word}\n".encode("ascii"))

    def dismiss(self):
        self.say("q")
        os.close(self.pipe)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(2)


# -- What the children are told ----------------------------------------------------------------------------


def environment(data, port):
    """What the processes are told: the folder, the port, and unbuffered words."""
    told = {name: value for name, value in os.environ.items() if value or name not in NAMES}
    told |= {"SECOFFICE_DATA": str(data), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    return told | {"DJANGO_SETTINGS_MODULE": "secoffice.settings"}


NAMES = {"CELERY_BROKER_URL", "EMAIL_URL", "DATABASE_URL", "SECRET_KEY", "FILES_KEY", "ALLOWED_HOSTS"}


def knock(address, host):
    """Whether somebody answers under a name this office goes by, with whatever status."""
    request = urllib.request.Request(address, headers={"Host": host})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def show_sign_ins(rows):
    if not rows:
        return
    console.write("  Demonstration staff (fictional):")
    cells = [(row.get("role", ""), row["email"], row["password"], row.get("office", "")) for row in rows]
    console.table([("role", "e-mail", "password", "office"), *map(as_text, cells)])
    console.write()


def as_text(cells):
    return tuple(", ".join(cell) if isinstance(cell, list) else str(cell) for cell in cells)
