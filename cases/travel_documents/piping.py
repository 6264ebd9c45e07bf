"""From lines on a pipe to answers on another, in order and in constant memory, on as many processors as there are.

What has arrived is answered at once, so that whoever asks one document at a time is not kept waiting; a pipe that is
always full is worked off in portions by several processes.
"""

import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from select import select

from django.db import connections

from cases.travel_documents import codes, questions

PORTION = 500  # lines answered together
READ = 1 << 18  # bytes taken from the pipe at once
LONGEST = 1 << 20  # bytes of a line that are kept
TOO_LONG = ValueError("The line is longer than a megabyte.")


def answer(source, today, write, *, processes=None):
    """Answer each line of `source` (a binary file), write the text of the answers, and say whether all could be."""
    crew = Crew(processes or os.cpu_count() or 1, today)
    whole = True
    with crew:
        for portion, more in portions(source):
            for text, sound in crew.take(portion, more):
                write(text)
                whole &= sound
        for text, sound in crew.rest():
            write(text)
            whole &= sound
    return whole


def portions(source):
    """Lists of lines as they arrive, each with whether more has arrived already."""
    lines, kept, skipping = [], b"", False
    while block := source.read1(READ):
        *ended, kept = (kept + block).split(b"\n")
        if ended and skipping:
            ended[0], skipping = TOO_LONG, False
        if skipping or len(kept) > LONGEST:
            kept, skipping = b"", True
        lines += filter(is_said, ended)
        more = has_more(source)
        while len(lines) >= PORTION or (lines and not more):
            portion, lines = lines[:PORTION], lines[PORTION:]
            yield portion, more or bool(lines)
    if lines := [*lines, *filter(is_said, [TOO_LONG if skipping else kept])]:
        yield lines, False


def is_said(line):
    return isinstance(line, ValueError) or bool(line.strip())


def has_more(source):
    """Is there something to read, or the end, without waiting?"""
    try:
        return bool(select([source], [], [], 0)[0])
    except (OSError, ValueError):  # no pipe and no file: all of it is there
        return True


class Crew:
    """Whoever answers: this process, until a portion comes with more behind it; then others beside it, with answers
    handed on in the order of the questions and never more than a few portions in hand."""

    def __init__(self, processes, today):
        self.processes, self.today, self.pool, self.waiting = processes, today, None, deque()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def take(self, portion, more):
        """Answers that are ready, after this portion was taken on: all, where nothing else has arrived."""
        if self.pool is None and not (more and self.processes > 1):
            return [of_portion(portion, self.today)]
        if self.pool is None:
            connections.close_all()  # a connection is not for two processes
            self.pool = ProcessPoolExecutor(self.processes, mp_context=get_context("fork"))
        self.waiting.append(self.pool.submit(of_portion, portion, self.today))
        if not more:
            return self.rest()
        full = len(self.waiting) > 2 * self.processes
        return [self.waiting.popleft().result()] if full else []

    def rest(self):
        while self.waiting:
            yield self.waiting.popleft().result()


def of_portion(lines, today):
    """The text of the answers to a portion of lines, and whether all could be answered."""
    answered = questions.answers(lines, codes.in_force(), today)
    return "".join(f"{text}\n" for text, _ in answered), all(result for _, result in answered)
