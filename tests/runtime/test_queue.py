"""The queue with a real broker and a real worker, and the queue without any."""

import os
import sqlite3
import subprocess
import sys
import time
from multiprocessing import get_context

import pytest
from celery import Celery
from kombu import Connection
from kombu.transport import TRANSPORT_ALIASES

from secoffice import celery
from secoffice.runtime import broker, places
from tests.runtime.office import eventually


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    """A broker as `up` starts it."""
    data = tmp_path_factory.mktemp("broker with a space")
    server = subprocess.Popen(broker.server_command(broker.find_server(), data), stdout=subprocess.DEVNULL)
    assert eventually(places.broker_socket(data).exists)
    yield places.broker_url(data)
    server.terminate()
    server.wait(10)


@pytest.fixture
def queue(embedded, settings):
    """Our app over the broker this run was given (CELERY_BROKER_URL), else the embedded one."""
    address = settings.TEST_BROKER_URL or embedded
    before = celery.app.conf.broker_url, celery.app.conf.task_default_queue
    celery.app.conf.update(broker_url=address, broker_write_url=address, broker_read_url=address)
    celery.app.conf.task_default_queue = f"test-{os.getpid()}-{time.monotonic_ns()}"
    celery.app.amqp._queues = None
    yield celery.app
    with celery.brief_connection() as connection:
        connection.default_channel.queue_delete(celery.app.conf.task_default_queue)
    celery.app.conf.update(broker_url=before[0], broker_write_url=before[0], broker_read_url=before[0])
    celery.app.conf.task_default_queue = before[1]
    celery.app.amqp._queues = None


@pytest.mark.parametrize("address", ["redis+socket:///nonexistent/b.sock", "redis://127.0.0.1:1/0"])
def test_a_broker_that_is_away_costs_a_second_and_no_error(settings, address, caplog, monkeypatch):
    monkeypatch.setattr(
        celery,
        "brief_connection",
        lambda: celery.app.connection_for_write(address, transport_options=celery.BRIEF),
    )
    started = time.monotonic()
    assert celery.wake("secoffice.runtime.tasks.heartbeat") is False
    assert time.monotonic() - started < 2
    assert "the scheduler will see to it" in caplog.text


def test_what_one_process_wakes_another_takes(queue):
    assert celery.wake("secoffice.runtime.tasks.heartbeat", 1) is True
    name = queue.conf.task_default_queue
    with celery.brief_connection() as connection:
        message = connection.SimpleQueue(name).get(timeout=5)
        message.ack()
    assert message.headers["task"] == "secoffice.runtime.tasks.heartbeat"
    assert message.content_type == "application/json"


def test_what_a_killed_worker_held_is_put_back(embedded):
    app = Celery("test", broker=embedded)
    with app.connection_for_write() as connection:
        producer = connection.SimpleQueue("held")
        producer.put({"id": 1})
    dead = app.connection_for_write()
    dead.default_channel.do_restore = False  # a killed process puts nothing back
    assert dead.SimpleQueue("held").get(timeout=5)  # taken, never acknowledged
    assert dead.default_channel.client.llen("held") == 0
    broker.restore_unacked(app)
    with app.connection_for_write() as connection:
        message = connection.SimpleQueue("held").get(timeout=5)
        message.ack()
    dead.release()
    assert message.payload == {"id": 1}


# -- Without a server: messages as files -----------------------------------------------------------------------


def publish_many(folder, count):
    TRANSPORT_ALIASES["files"] = "secoffice.runtime.filesystem:Transport"
    with Connection("files://", transport_options={"data_folder": folder}) as connection:
        queue = connection.SimpleQueue("many")
        for number in range(count):
            queue.put({"number": number, "words": "x" * 5000})


def test_messages_as_files_are_never_read_half_written(tmp_path):
    """As shipped, Kombu's transport loses a message that is read while it is being written."""
    publishers = [
        get_context("spawn").Process(target=publish_many, args=(str(tmp_path), 150)) for _ in range(3)
    ]
    for publisher in publishers:
        publisher.start()
    taken = []
    with Connection("files://", transport_options={"data_folder": str(tmp_path)}) as connection:
        queue = connection.SimpleQueue("many")
        while len(taken) < 450:
            message = queue.get(timeout=20)
            message.ack()
            taken.append(message.payload["number"])
        assert queue.qsize() == 0
    for publisher in publishers:
        publisher.join(10)
    assert sorted(taken) == sorted(list(range(150)) * 3)


def test_messages_as_files_are_private(tmp_path):
    publish_many(str(tmp_path), 1)
    (message,) = tmp_path.rglob("*.msg")
    assert message.stat().st_mode & 0o777 == 0o600
    assert message.parent.stat().st_mode & 0o077 == 0


def test_a_real_worker_runs_what_comes_through_files(tmp_path):
    environment = dict(os.environ, SECOFFICE_DATA=str(tmp_path), CELERY_BROKER_URL="files://", EMAIL_URL="")
    environment["DJANGO_SETTINGS_MODULE"] = "secoffice.settings"
    environment["DATABASE_URL"] = ""
    python = [sys.executable, "-W", "ignore"]
    subprocess.run(
        [*python, "manage.py", "migrate", "runtime"], cwd=places.HOME, env=environment, capture_output=True
    )
    wake = "from secoffice.celery import wake; print(wake('secoffice.runtime.tasks.heartbeat'))"
    said = subprocess.run(
        [*python, "manage.py", "shell", "-v0", "-c", wake],
        cwd=places.HOME,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert "True" in said.stdout, said
    worker = subprocess.Popen(
        [*python, "-m", "celery", "-A", "secoffice.celery", "-q", "worker", "-c", "1", "--without-mingle"],
        cwd=places.HOME,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def beats():
        with sqlite3.connect(tmp_path / "db.sqlite3", timeout=10) as database:
            return database.execute(
                "SELECT count(*) FROM runtime_heartbeat WHERE name = 'worker'"
            ).fetchone()[0]

    try:
        assert eventually(lambda: beats() == 1, 30)
    finally:
        worker.terminate()
        worker.wait(20)


# -- The schedule ----------------------------------------------------------------------------------------------


def test_every_scheduled_task_exists_and_none_keeps_a_result():
    celery.app.loader.import_default_modules()
    for entry in celery.app.conf.beat_schedule.values():
        assert entry["task"] in celery.app.tasks
    assert celery.app.conf.task_ignore_result and not celery.app.conf.result_backend


def test_no_task_outlives_the_time_after_which_it_would_be_given_to_another():
    from secoffice import settings as ours

    assert ours.CELERY_TASK_SOFT_TIME_LIMIT < ours.CELERY_TASK_TIME_LIMIT < 900
    assert ours.CELERY_TASK_ACKS_LATE and ours.CELERY_TASK_REJECT_ON_WORKER_LOST
