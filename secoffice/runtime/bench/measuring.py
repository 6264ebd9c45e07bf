"""Measuring a page: processor time and wall time a request, with the bare view in turn with it, so that whatever
else this machine does hits both.
"""

import os
import time
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secoffice.runtime.bench import bare, result

WARM, TIMES = 5, 40
TICKS = os.sysconf("SC_CLK_TCK")


def page(visit, reader, target=None):
    """One page for one reader, as a figure."""
    client, plain = signed_in(reader), bare.client()
    for _ in range(WARM):
        response = answer(visit, client)
    size = len(response.content)
    queries = count_queries(visit, client)
    ours, theirs, database = take_turns(visit, client, lambda: plain.get(f"/bare/{size}/"))
    cpu = [both[0] for both in ours]
    wall = [both[1] for both in ours]
    return result(
        value=median(cpu) + database, unit="CPU ms", baseline=median(both[0] for both in theirs), target=target,
        database_cpu_ms=database, median_ms=median(wall), p95_ms=p95(wall), bare_median_ms=median(b[1] for b in theirs),
        queries=queries, bytes=size, status=response.status_code,
    )  # fmt: skip


def signed_in(reader):
    client = Client()
    client.force_login(reader, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def answer(visit, client):
    """As the web server has it: after the answer, connections that are not kept are closed."""
    response = visit(client)
    close_old_connections()
    if response.status_code >= 400:
        raise RuntimeError(f"{response.request['PATH_INFO']} answered {response.status_code}")
    return response


def count_queries(visit, client):
    with CaptureQueriesContext(connection) as queries:
        visit(client)
    return len(queries)


def take_turns(visit, client, plain):
    """[(CPU ms, wall ms)] of ours and of the bare view, and the mean CPU ms of the database server."""
    ours, theirs, server, spent = [], [], server_cpu(), 0.0
    for _ in range(TIMES):
        ours.append(timed(answer, visit, client))
        theirs.append(timed(plain))
        before, server = server, server_cpu()
        spent += server[1] - (before[1] if server[0] == before[0] else 0)  # else the connection was renewed
    return ours, theirs, spent / TIMES


def timed(do, *given):
    wall, cpu = time.perf_counter(), time.process_time()
    do(*given)
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def p95(values):
    return quantiles(values, n=20)[-1]


def server_cpu():
    """The server process behind our connection, where it runs on this machine, and its CPU ms so far."""
    if connection.vendor != "postgresql":
        return 0, 0.0
    connection.ensure_connection()
    process = connection.connection.info.backend_pid
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return process, 0.0
    return process, (int(fields[11]) + int(fields[12])) * 1000 / TICKS
