"""The parts the supervisor is made of, each alone."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from secoffice.runtime import broker, children, guardian, places, premises, testing
from tests.runtime.office import eventually


def child(*command, **more):
    born, gone = [], []
    made = children.Child("worker", list(command), dict(os.environ), born.append, gone.append, **more)
    return made, born, gone


def test_a_process_that_keeps_dying_is_given_up_with_its_last_words(monkeypatch, capsys):
    monkeypatch.setattr(children, "LONGEST_PAUSE", 0)
    dying, born, gone = child(sys.executable, "-c", "print('no such queue'); raise SystemExit(3)")
    with pytest.raises(children.GivesUp):
        asyncio.run(dying.keep_alive())
    assert len(born) == len(gone) == children.RESTARTS
    assert "no such queue" in dying.tail
    assert "The worker died (exit code 3); starting it again" in capsys.readouterr().out


def test_a_process_that_does_not_stop_is_killed_with_all_it_started():
    script = "import subprocess, signal, time; signal.signal(15, signal.SIG_IGN);"
    script += "print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"

    async def start_and_stop():
        stubborn, _, _ = child(sys.executable, "-c", script, patience=0.5)
        keeper = asyncio.create_task(stubborn.keep_alive())
        while not stubborn.tail:
            await asyncio.sleep(0.05)
        await stubborn.stop()
        await keeper
        return int(stubborn.tail[0])

    grandchild = asyncio.run(start_and_stop())
    assert eventually(lambda: children.started_at(grandchild) is None or is_zombie(grandchild))


def is_zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_very_long_line_neither_stops_the_listener_nor_the_process():
    async def listen():
        loud, _, _ = child(sys.executable, "-c", "print('x' * 1_000_000); print('after it')")
        await loud.start()
        await loud.wait()
        return loud.tail

    assert "after it" in asyncio.run(listen())


def start_guardian():
    reading, writing = os.pipe()
    command = [sys.executable, "-I", "-S", guardian.__file__, str(reading)]
    process = subprocess.Popen(command, pass_fds=(reading,), start_new_session=True)
    os.close(reading)
    return process, writing


def sleeper():
    return subprocess.Popen(["sleep", "60"], start_new_session=True)


def test_the_guardian_stops_every_group_when_the_supervisor_dies():
    process, pipe = start_guardian()
    one, other = sleeper(), sleeper()
    try:
        os.write(pipe, f"+{one.pid}\n+{other.pid}\n-{other.pid}\n".encode())
        os.close(pipe)  # as the system does for a process that was killed
        assert one.wait(5) == -signal.SIGTERM
        process.wait(guardian.PATIENCE + 2)
        assert other.poll() is None  # it was said to be gone: not ours to kill
    finally:
        for left in (one, other, process):
            left.kill()
            left.wait()


def test_the_guardian_goes_home_when_the_supervisor_says_so():
    process, pipe = start_guardian()
    one = sleeper()
    try:
        os.write(pipe, f"+{one.pid}\nq\n".encode())
        os.close(pipe)
        assert process.wait(5) == 0
        assert one.poll() is None
    finally:
        one.kill()
        one.wait()


def test_a_process_that_got_the_number_of_another_is_not_stopped(tmp_path):
    one = sleeper()
    try:
        places.note(tmp_path, "children", f'{{"{one.pid}": "some other start"}}')
        premises.stop_orphans(tmp_path)
        assert one.poll() is None
        places.note(tmp_path, "children", f'{{"{one.pid}": "{children.started_at(one.pid)}"}}')
        premises.stop_orphans(tmp_path)
        assert one.wait(5) == -signal.SIGTERM
    finally:
        one.kill()
        one.wait()


def test_a_data_folder_belongs_to_one_office_at_a_time(tmp_path):
    with (
        premises.one_at_a_time(tmp_path) as lock,
        pytest.raises(premises.CannotStart, match="already runs"),
    ):
        lock.write("123 http://127.0.0.1:8000\n")
        lock.flush()
        with premises.one_at_a_time(tmp_path):
            pass
    with premises.one_at_a_time(tmp_path):
        pass


def test_the_next_free_port_is_taken_and_said(monkeypatch, capsys):
    with premises.listening(0) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(premises, "FIRST_PORT", port)
        monkeypatch.setenv("PORT", "")
        listener, found = premises.open_port()
        listener.close()
    assert found > port
    assert f"Port {port} is in use; taking {found}." in capsys.readouterr().out


# -- Places ----------------------------------------------------------------------------------------------------


def test_a_socket_path_too_long_for_a_socket_moves_to_a_private_folder(tmp_path):
    deep = tmp_path / ("a very long name with spaces and umlauts äöü " * 3)
    assert len(os.fsencode(places.broker_socket(deep))) <= places.LONGEST_SOCKET
    assert places.broker_socket(tmp_path / "a") != places.broker_socket(tmp_path / "b")
    assert " " not in places.broker_url(tmp_path / "with a space")


def test_the_development_secret_is_random_kept_and_private(tmp_path):
    first = places.development_secret(tmp_path / "one")
    assert first == places.development_secret(tmp_path / "one")
    assert first != places.development_secret(tmp_path / "two")
    assert len(first) >= 50
    assert (tmp_path / "one/secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["secret-key"]


def test_of_several_processes_starting_together_all_read_the_same_secret(tmp_path):
    code = "from secoffice.runtime.places import *; from pathlib import Path;"
    code += f"print(development_secret(Path({str(tmp_path / 'new')!r})))"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=places.HOME, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert len({process.communicate()[0] for process in started}) == 1


# -- Broker ----------------------------------------------------------------------------------------------------


def test_the_broker_of_the_wheel_is_found_and_runs():
    found = broker.find_server()
    assert found is not None
    assert broker.version_of(found) >= broker.OLDEST


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("echo 'Valkey server v=9.1.2 sha=0'", (9, 1)),
        ("echo 'Redis server v=6.0.16 sha=0'", (6, 0)),
        ("exit 126", None),
        ("echo hello", None),
    ],
)
def test_a_server_is_known_by_the_version_it_says(tmp_path, words, version):
    binary = tmp_path / "valkey-server"
    binary.write_text(f"#!/bin/sh\n{words}\n")
    binary.chmod(0o755)
    assert broker.version_of(binary) == version


def test_a_server_that_is_too_old_or_does_not_run_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(broker, "candidates", lambda: [tmp_path / "missing", "/bin/true"])
    assert broker.find_server() is None


# -- A browser -------------------------------------------------------------------------------------------------


def test_without_a_browser_the_reason_is_given(monkeypatch):
    monkeypatch.setattr(testing, "candidates", lambda: ["/nonexistent/chromium"])
    monkeypatch.setattr(testing, "install", lambda: "no way to install one")
    assert testing.find_browser() == (None, "no way to install one")


@pytest.mark.parametrize(
    ("arguments", "added"),
    [([], True), (["-x"], True), (["-n0"], False), (["-n", "2"], False), (["tests/a.py::test_b"], False)],
)
def test_the_suite_runs_on_several_cores_unless_asked_otherwise(arguments, added):
    assert bool(testing.parallel(arguments)) is added
