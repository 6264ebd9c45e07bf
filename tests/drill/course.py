"""The course of the drill: what happens to the office, in which order. Every figure it makes stands in `figures`."""

import contextlib
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

from secoffice.runtime import places
from tests.drill import mailtrap
from tests.drill.clock import Clock
from tests.drill.cluster import Cluster

START = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)  # a Friday before both changes of the clocks
HOP = timedelta(seconds=60)
DAY = timedelta(days=1)
TICK = 62  # seconds after which a scheduler has certainly asked once more

# name, instant before, planted minutes after it, jump to: what 02:30 on the wall means on such a night
NIGHTS = [
    ("ny_spring", "NYC", "2026-03-08T06:50", (40,), "2026-03-08T07:35"),
    ("berlin_spring", "BER", "2026-03-29T00:50", (40,), "2026-03-29T01:35"),
    ("berlin_autumn", "BER", "2026-10-25T00:20", (10, 70), "2026-10-25T01:40"),
    ("ny_autumn", "NYC", "2026-11-01T05:20", (70, 130), "2026-11-01T07:40"),
    ("after_400_days", "NYC", "2026-11-01T14:00", (60, 600), "2027-12-06T14:00"),
    ("leap_day", "BER", "2028-02-28T22:50", (75, 90), "2028-02-29T00:40"),
]


class Child:
    """A process told by lines of JSON that answers each with one."""

    def __init__(self, command, environment, log):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log.open("ab"), env=environment,
            cwd=places.HOME, text=True,
        )  # fmt: skip

    def answer(self):
        for line in self.process.stdout:
            line = line.removeprefix("ANSWER ")
            if line.startswith("{"):
                return json.loads(line)
        raise RuntimeError("A process of the drill died; see its log.")

    def ask(self, do="", **order):
        self.process.stdin.write(json.dumps(({"do": do} if do else {}) | order, default=str) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self):
        self.process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()
        self.process.wait()


class Drill:
    def __init__(self, folder, *, reminders, kills, seed, people=40):
        self.folder, self.size, self.kills_wanted, self.people = folder, reminders, kills, people
        self.random, self.seed, self.begun = random.Random(seed), seed, time.monotonic()
        self.clock = Clock(folder)
        self.figures = {"seed": seed, "not_measured": [], "answers": {}}
        self.resting, self.cookies = threading.Event(), []

    def __enter__(self):
        if self.clock.jumps:
            self.clock.jump(START)
        *ports, tls_port = mailtrap.free_ports(3)
        environment = self._environment()
        mailtrap.make_certificate(self.folder, environment)
        words = [str(self.folder), str(self.seed), ",".join(map(str, ports)), str(tls_port)]
        bare = {name: word for name, word in environment.items() if name != "LD_PRELOAD"}
        self.trap = Child(
            [sys.executable, "-m", "tests.drill.mailtrap", *words], bare, self.folder / "trap.log"
        )
        self.trap.answer()
        clerk = [sys.executable, "-m", "tests.drill.clerk", str(self.folder)]
        self.clerk = Child(clerk, environment, self.folder / "clerk.log")
        self.cookies = self.clerk.ask("prepare", people=self.people)["cookies"]
        self.cluster = Cluster(self.folder, environment, ports, tls_port, self.seed)
        self.cluster.start()
        threading.Thread(target=self._visit, daemon=True).start()
        return self

    def __exit__(self, *failure):
        self.resting.set()
        for part in ("cluster", "clerk", "trap"):
            if hasattr(self, part):
                getattr(self, part).end()

    def _environment(self):
        told = {
            name: word
            for name, word in os.environ.items()
            if name not in ("EMAIL_URL", "PORT", "PYTEST_ADDOPTS")
        }
        return told | self.clock.environment() | {
            "SECOFFICE_DATA": str(self.folder), "SECOFFICE_DEMO": "no", "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "secoffice.settings", "SECOFFICE_ENV": "development", "EMAIL_TIMEOUT": "2",
            "CELERY_BROKER_URL": places.broker_url(self.folder), "SSL_CERT_FILE": str(self.folder / "trap.crt"),
        }  # fmt: skip

    def _visit(self):
        """Somebody reads pages all the while. What the web server answers is counted."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while not self.resting.wait(0.2):
            path = self.random.choice(["/inbox/", "/healthz", "/", "/inbox/"])
            headers = {"Cookie": f"session={self.random.choice(self.cookies)}"}
            try:
                answer = opener.open(
                    urllib.request.Request(self.cluster.url + path, headers=headers), timeout=10
                )
                status = str(answer.status)
            except urllib.error.HTTPError as error:
                status = str(error.code)
            except OSError:
                status = "none"  # killed while it answered
            self.figures["answers"][status] = self.figures["answers"].get(status, 0) + 1

    # -- Waiting -------------------------------------------------------------------------------------------------

    def rest(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.cluster.tend()
            time.sleep(0.1)

    def progress(self):
        return self.clerk.ask("progress")

    def settle(self, patience=180, hops=True):
        """Until nothing is due, claimed or to be tried again. Time in which everybody waits is jumped over."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            self.rest(1.5)
            found = self.progress()
            idle = not (found["unplanned"] or found["uncomposed"])
            if idle and not (found["due"] or found["claimed"] or found["later"]):
                return True
            if hops and self.clock.jumps:
                self.clock.jump(self._next_hop(found, idle))
        return False

    def _next_hop(self, found, idle):
        if found["pause"] and idle:
            return datetime.fromisoformat(found["pause"]) + timedelta(seconds=5)
        waits = idle and not found["due"] and not found["claimed"] and found["next"]
        return max(datetime.fromisoformat(found["next"]) - self.clock.now, HOP) if waits else HOP

    def plant(self, cohort, office, count, since, until, **more):
        return self.clerk.ask(
            "plant", cohort=cohort, office=office, count=count, since=since, until=until, **more
        )

    # -- What happens ----------------------------------------------------------------------------------------------

    def calm(self, count, seconds):
        """Nothing is wrong: how late are reminders?"""
        since = self.clock.now + timedelta(seconds=5)
        until = since + timedelta(seconds=seconds)
        for office in ("BER", "NYC"):
            self.plant("calm", office, count // 2, since, until)
        self.rest(seconds + TICK)
        self.settle(hops=False)
        late = sorted(
            self.clerk.ask("lateness", since=since, until=until, offset=self.clock.offset)["seconds"]
        )
        self.figures["calm"] = {
            "measured": len(late), "of": count // 2 * 2, "lateness_p50_s": round(late[len(late) // 2], 1),
            "lateness_p99_s": round(late[len(late) * 99 // 100], 1), "lateness_max_s": round(late[-1], 1),
        }  # fmt: skip

    def storm(self, count, every):
        """Everything breaks at once, again and again."""
        since = self.clock.now
        span = self.kills_wanted * every / 2.5 * HOP if self.clock.jumps else timedelta(seconds=60)
        for office in ("BER", "NYC"):
            self.plant("storm", office, count // 2, since, since + span * 0.9)
        self.plant("storm", "BER", 10, since, since + span / 2, kind="gone")
        self.trap.ask(rate=0.08)
        began, hops, wanted = time.monotonic(), 0, len(self.cluster.kills) + self.kills_wanted
        while len(self.cluster.kills) < wanted:
            self.rest(every * self.random.uniform(0.5, 1.5))
            self.cluster.kill()
            self._broker_trouble(len(self.cluster.kills))
            if self.clock.jumps and time.monotonic() - began > 2.5 * (hops + 1):
                hops += 1
                self.clock.jump(HOP)
        self.figures["storm_s"] = round(time.monotonic() - began)
        self.figures["storm_settled"] = self.settle(patience=240)
        self.figures["faults"] = self.trap.ask(rate=0.0)["counts"]
        self.figures["storm_settled"] = self.settle(patience=240)

    def _broker_trouble(self, kills):
        if kills % 11 == 5:
            self.cluster.restart_broker()
        if kills % 17 == 9:
            self.cluster.flush_broker()

    def outage(self, count):
        """The mail server is away for ten minutes; meanwhile some lose their right to know."""
        self.clerk.ask("close")
        since = self.clock.now
        self.trap.ask(doors="shut")
        for office in ("BER", "NYC"):
            self.plant("outage", office, count // 2, since, since + timedelta(minutes=9))
            self.plant("outage2", office, 24, since, since + timedelta(minutes=1), kind="doomed")
        while self.clock.now - since < timedelta(minutes=10):
            self.rest(2)
            self.clock.jump(timedelta(seconds=30))
            if "revoked" not in self.figures and self.clock.now - since > timedelta(minutes=5):
                self.figures["revoked"] = self.clerk.ask("revoke")
        self.trap.ask(doors="open")
        back, waiting = self.clock.now, self.progress()
        cleared = self._cleared(back)
        self.figures["outage"] = {
            "waiting_when_it_came_back": waiting["due"] + waiting["later"] + waiting["uncomposed"],
            "cleared_after_s": cleared, "time": "compressed: jumps of 30 s every 3 s during it, of 10 s after it",
        }  # fmt: skip
        self.settle()

    def _cleared(self, back):
        until = time.monotonic() + 150
        while time.monotonic() < until:
            self.rest(1)
            found = self.progress()
            if not any(found[name] for name in ("unplanned", "uncomposed", "due", "claimed", "later")):
                return round((self.clock.now - back).total_seconds())
            self.clock.jump(timedelta(seconds=10))
        return None

    def nights(self, count, names=None):
        """Jumps over the change of the clocks, a leap day and 400 days; an hour forth and back."""
        for name, office, before, minutes, after in NIGHTS:
            if names and name not in names:
                continue
            self.clerk.ask("close")
            self.clock.jump(_utc(before))
            for minute in minutes:
                due = _utc(before) + timedelta(minutes=minute)
                self.plant(name.replace("_", ""), office, count, due, due + timedelta(seconds=1))
            self.clock.jump(_utc(after))
            self._seen(name, TICK)

    def three_days(self, count):
        """The whole office is dark from Friday to Monday."""
        self.clerk.ask("close")
        self.clock.jump(datetime(2026, 3, 13, 6, 0, tzinfo=UTC))
        friday = datetime(2026, 3, 13, 7, 0, tzinfo=UTC)
        self.plant("dark", "BER", count, friday, friday + timedelta(seconds=1), warn_on="2026-03-14")
        self.cluster.kill_everybody()
        self.clock.jump(datetime(2026, 3, 16, 9, 0, tzinfo=UTC))
        self.cluster.start()
        self._seen("three_days_dark", TICK)

    def hour(self, by, count):
        """The clock jumps by an hour while everybody works."""
        self.clerk.ask("close")
        name = "forth" if by > 0 else "back"
        self.clock.jump(timedelta(hours=by))
        due = self.clock.now + timedelta(seconds=5)
        self.plant(name, "BER", count, due, due + timedelta(seconds=1))
        self.rest(7)  # until they are due
        self._seen(f"an_hour_{name}", TICK + 28)

    def _seen(self, name, seconds):
        began = time.monotonic()
        settled = False
        while time.monotonic() - began < seconds and not settled:
            settled = self.settle(patience=1, hops=False)
        self.figures.setdefault("clock", {})[name] = (
            round(time.monotonic() - began, 1) if settled else "not in time"
        )
        if not settled:
            self.settle(patience=60)

    def verdict(self):
        """Close what runs, let everything settle, and ask the oracle."""
        self.figures["settled"] = self.settle(patience=90)
        self.clerk.ask("close")
        self.figures |= self.clerk.ask("judge")
        self.figures |= {
            "kills": len(self.cluster.kills), "broker_restarts": self.cluster.restarts,
            "flushes": self.cluster.flushes, "seconds": round(time.monotonic() - self.begun),
        }  # fmt: skip
        return self.figures


def _utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
