"""The one command, for real: processes, ports, sockets and mails of an office started in a folder of its own."""

import contextlib
import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from secoffice.runtime import places
from tests.runtime.office import RunningOffice, eventually

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "an office of its own"


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def send_mail(folder):
    port = int(places.noted(folder, "email-url").rpartition(":")[2])
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as server:
        server.sendmail("a@example.org", ["b@example.org"], "Subject: A quiet reminder\r\n\r\nLook.\r\n")


def test_one_command_starts_everything_and_one_signal_stops_everything(folder):
    with RunningOffice(folder) as office:
        url = office.url
        assert f"Secoffice is ready: {url}" in office.said  # on a line of its own
        assert eventually(lambda: get(f"{url}/readyz")[0] == 200, 40), get(f"{url}/readyz")
        send_mail(folder)
        assert eventually(lambda: "A quiet reminder" in get(f"{url}/dev/mail/")[1])
        assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600

        refusal = second_start(folder)
        assert refusal.returncode == 1 and "already runs" in refusal.stderr and url in refusal.stderr

        assert office.stop() < 10
        assert office.process.returncode == 0
        assert eventually(lambda: not office.processes()), office.processes()


def second_start(folder, **more):
    environment = dict(os.environ, SECOFFICE_DATA=str(folder), EMAIL_URL="", CELERY_BROKER_URL="") | more
    return subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=places.HOME,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_a_busy_port_that_was_asked_for_is_an_error_in_one_sentence(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refusal = second_start(folder, PORT=port)
    assert refusal.returncode == 1
    assert refusal.stderr.splitlines() == [
        f"Secoffice: port {port} is in use; set PORT to a free one, or leave it unset."
    ]


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_an_error_in_one_sentence(folder, port):
    refusal = second_start(folder, PORT=port)
    assert refusal.returncode == 1
    assert refusal.stderr == f"Secoffice: PORT is “{port}”; it must be a number from 1 to 65535.\n"


def test_a_data_folder_that_cannot_be_written_is_an_error_in_one_sentence(tmp_path):
    (tmp_path / "a file").write_text("")
    refusal = second_start(tmp_path / "a file" / "data")
    assert refusal.returncode == 1
    assert "cannot be written to" in refusal.stderr and len(refusal.stderr.splitlines()) == 1


def test_production_without_its_secrets_does_not_start_and_names_them(folder):
    refusal = second_start(folder, SECOFFICE_ENV="production", SECRET_KEY="", DATABASE_URL="")
    assert refusal.returncode == 1
    for name in (
        "SECRET_KEY",
        "FILES_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "CELERY_BROKER_URL",
        "EMAIL_URL",
    ):
        assert name in refusal.stdout
    assert "Traceback" not in refusal.stdout + refusal.stderr


# -- The drill -------------------------------------------------------------------------------------------------


@pytest.mark.drill
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("celery --app secoffice.celery --quiet worker", "worker"),
        ("celery --app secoffice.celery --quiet beat", "scheduler"),
        ("gunicorn", "web server"),
        ("secoffice.runtime.mailsink", "mail sink"),
        ("valkey-server", "broker"),
    ],
)
def test_a_child_that_is_killed_is_started_again_and_said_so(folder, words, name):
    with RunningOffice(folder) as office:
        url = office.url
        assert eventually(lambda: get(f"{url}/readyz")[0] == 200, 40)
        killed = office.child(words)
        os.kill(killed, signal.SIGKILL)
        assert f"The {name} died (signal SIGKILL); starting it again" in office.hears(f"The {name} died")
        assert eventually(lambda: office.child(words) not in (None, killed), 20)
        assert eventually(lambda: get(f"{url}/readyz")[0] == 200, 40)
        assert office.stop() < 10


@pytest.mark.drill
def test_after_the_supervisor_is_killed_no_child_lives_on(folder):
    with RunningOffice(folder) as office:
        assert office.url
        office.process.kill()
        assert eventually(lambda: not office.processes(), 10), office.processes()


@pytest.mark.drill
def test_after_supervisor_and_guardian_are_killed_the_next_start_clears_up(folder):
    with RunningOffice(folder) as office:
        assert office.url
        os.kill(office.child("guardian.py"), signal.SIGKILL)
        office.process.kill()
        office.process.wait()
        assert office.processes()
        with RunningOffice(folder) as second:
            assert "left behind" in second.hears("left behind")
            assert second.url
            assert second.stop() < 10
            assert eventually(lambda: not second.processes()), second.processes()


@pytest.mark.drill
def test_a_child_that_keeps_dying_stops_the_office_with_its_log(folder):
    with RunningOffice(folder) as office:
        assert office.url
        (folder / "mail").rename(folder / "elsewhere")
        (folder / "mail").write_text("no folder")
        for _ in range(5):
            if killed := office.child("secoffice.runtime.mailsink"):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(killed, signal.SIGKILL)
            time.sleep(0.5)
        assert office.hears("The mail sink keeps dying, so the office stops", 40)
        assert office.process.wait(15) == 1
        assert any("FileExistsError" in line for line in office.said)
        assert eventually(lambda: not office.processes())


@pytest.mark.drill
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_usual_signal_stops_it_in_order(folder, number):
    with RunningOffice(folder) as office:
        assert office.url
        assert office.stop(number) < 10
        assert office.process.returncode == 0
        assert eventually(lambda: not office.processes())


@pytest.mark.drill
def test_a_second_start_is_quick_and_the_whole_is_small(folder):
    with RunningOffice(folder) as office:
        assert office.url
        office.stop()
    started = time.monotonic()
    with RunningOffice(folder) as office:
        url = office.url
        assert time.monotonic() - started < 10
        assert eventually(lambda: get(f"{url}/readyz")[0] == 200, 40)
        time.sleep(10)
        pids = office.processes() + [office.process.pid]
        memory = sum(proportional_set(pid) for pid in set(pids))
        before = sum(processor_time(pid) for pid in set(pids))
        time.sleep(60)
        used = sum(processor_time(pid) for pid in set(pids)) - before
        print(json.dumps({"pss_mb": memory // 1024, "cpu_percent": round(used / 60 * 100, 2)}))
        assert memory < 500 * 1024
        assert used / 60 < 0.02


def proportional_set(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))


def processor_time(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
