"""What the supervisor says: one line at a time, prefixed by who speaks, in colour where there is a
terminal.
"""

import contextlib
import os
import sys

WIDTH = 9
COLOURS = {
    "office": "1",
    "web": "32",
    "worker": "36",
    "scheduler": "35",
    "broker": "33",
    "mail": "34",
    "setup": "2",
}


def coloured():
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write(text=""):
    """Print at once. A terminal that was closed, or a reader that left, must not stop the office."""
    with contextlib.suppress(OSError, ValueError):
        print(text, flush=True)


def line(name, text):
    prefix = f"{name:{WIDTH}}│"
    if coloured():
        prefix = f"\033[{COLOURS.get(name, '0')}m{prefix}\033[0m"
    write(f"{prefix} {text}")


def say(text):
    line("office", text)


def table(rows):
    """Lay out rows of equal length in columns."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        write("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
