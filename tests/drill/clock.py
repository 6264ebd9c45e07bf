"""The clock of the office under drill: all its processes read it from one file, so it can jump while they run.

libfaketime lays an offset over the wall clock and leaves the monotonic one alone, as a real jump does. It reads
the file again each second, so for up to a second the processes disagree, as machines do.
"""

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

LIBRARY = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")


class Clock:
    """`now` is what the office believes. Without the library it is the true time and nothing can jump."""

    def __init__(self, folder, library=LIBRARY):
        self.file, self.log = Path(folder) / "clock", Path(folder) / "jumps.jsonl"
        self.library = library if Path(library).exists() else None
        self.offset = 0.0
        self._write()

    @property
    def jumps(self):
        return self.library is not None

    @property
    def now(self):
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def environment(self):
        if not self.jumps:
            return {}
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "PYTHONPATH": str(Path(__file__).parent / "under_libfaketime"),
        }

    def jump(self, to):
        """Set the clock to this instant, or by this much, and wait until everybody has seen it."""
        if not self.jumps:
            raise RuntimeError("no clock that jumps")
        by = to if isinstance(to, timedelta) else to - self.now
        self.offset += by.total_seconds()
        self._write()
        with self.log.open("a") as log:
            log.write(json.dumps({"at": time.time(), "by": by.total_seconds()}) + "\n")
        time.sleep(1.1)

    def _write(self):
        unfinished = self.file.with_suffix(".part")
        unfinished.write_text(f"{self.offset:+.3f}\n")
        os.replace(unfinished, self.file)
