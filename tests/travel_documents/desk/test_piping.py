"""Lines on a pipe: order, memory, and nobody kept waiting."""

import io
import json
import os
import threading
from datetime import date

from cases.travel_documents import piping

TODAY = date(2026, 1, 15)


def ids_of(lines, today):
    """Stands for the answers: the ids of the lines, and whether all could be read."""
    sound = [line for line in lines if isinstance(line, bytes)]
    return "".join(f"{json.loads(line)['id']}\n" for line in sound), len(sound) == len(lines)


def test_lines_come_back_in_their_order_from_several_processes(monkeypatch, tmp_path):
    lines = tmp_path / "lines"
    lines.write_text("".join(json.dumps({"id": n, "fill": "x" * 99}) + "\n" for n in range(5_000)))
    monkeypatch.setattr(piping, "PORTION", 100)
    monkeypatch.setattr(piping, "of_portion", ids_of)
    said = []
    with lines.open("rb") as source:
        assert piping.answer(source, TODAY, said.append, processes=2)
    assert "".join(said).split() == [str(n) for n in range(5_000)]


def test_an_endless_line_is_passed_over_and_the_next_one_answered(monkeypatch):
    monkeypatch.setattr(piping, "of_portion", ids_of)
    said, source = [], io.BytesIO(b"x" * (3 << 20) + b'\n{"id": 7}')
    assert not piping.answer(source, TODAY, said.append, processes=1)
    assert said == ["7\n"]


def test_an_endless_line_at_the_end_is_passed_over_too(monkeypatch):
    monkeypatch.setattr(piping, "of_portion", ids_of)
    said = []
    assert not piping.answer(io.BytesIO(b'{"id": 1}\n' + b"x" * (3 << 20)), TODAY, said.append, processes=1)
    assert said == ["1\n"]


def test_whoever_asks_one_at_a_time_is_answered_before_the_next(monkeypatch):
    """As somebody who writes a line and reads the answer: without an answer this would wait for ever."""
    monkeypatch.setattr(piping, "of_portion", ids_of)
    here, there = os.pipe()
    answers, told = [], threading.Event()

    def write(text):
        answers.append(text)
        told.set()

    with os.fdopen(here, "rb") as source:
        working = threading.Thread(target=piping.answer, args=(source, TODAY, write), kwargs={"processes": 1})
        working.start()
        for number in range(3):
            os.write(there, b'{"id": %d}\n' % number)
            assert told.wait(10), number
            told.clear()
        os.close(there)
        working.join(10)
    assert answers == ["0\n", "1\n", "2\n"]
