"""A real office, started by its one command in a folder of its own, for tests that look what really happens."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from secoffice.runtime import places

SET_BY_THE_TESTS = ("CELERY_BROKER_URL", "EMAIL_URL", "DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE")


class RunningOffice:
    """`manage.py up`, what it said so far, and a sure end."""

    def __init__(self, data, **environment):
        self.data = Path(data)
        self.said = []
        clean = {name: value for name, value in os.environ.items() if name not in SET_BY_THE_TESTS}
        clean |= {"SECOFFICE_DATA": str(data), "SECOFFICE_DEMO": "no", "NO_COLOR": "1"} | environment
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=places.HOME,
            env=clean,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.said.append(line.rstrip())

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if self.process.poll() is None:
            self.stop()
        for process in self.processes():
            os.kill(process, signal.SIGKILL)

    def hears(self, words, seconds=40, times=1):
        """Wait until it says these words (so many times), and return the line."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if len(found := [line for line in self.said if words in line]) >= times:
                return found[-1]
            if self.process.poll() is not None and not any(words in line for line in self.said):
                time.sleep(0.2)
                break
            time.sleep(0.05)
        if any(words in line for line in self.said) and times == 1:
            return next(line for line in self.said if words in line)
        raise AssertionError(f"It never said “{words}”. It said:\n" + "\n".join(self.said))

    @property
    def url(self):
        return self.hears("Secoffice is ready: ").split("ready: ")[1]

    def processes(self):
        """Every living process that was started for this folder, whoever its parent is now."""
        wanted, found = f"SECOFFICE_DATA={self.data}".encode(), []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z" and wanted in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
            except OSError:
                continue
        return found

    def child(self, words):
        """The process id of a child of the supervisor whose command line holds these words, or None."""
        for pid in self.processes():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if words in command and parent == self.process.pid:
                return pid
        return None

    def stop(self, number=signal.SIGTERM):
        """Ask it to stop; how long that took."""
        started = time.monotonic()
        self.process.send_signal(number)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
        return time.monotonic() - started


def eventually(question, seconds=10):
    """Whether this becomes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.1)
    return question()
