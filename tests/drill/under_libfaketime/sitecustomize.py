"""Read by every Python of the office under drill at its start, and only there.

libfaketime (0.9.10) takes the absolute instant that Python's `time.sleep` waits for as one of the clock that was
set, and refuses it or sleeps for ever. `select` waits for so long, whatever the clock says.
"""

import select
import time


def sleep(seconds):
    select.select([], [], [], seconds)


time.sleep = sleep
