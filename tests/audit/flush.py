"""Lets the test runner empty the trail between tests; nothing outside the tests can.

Tests that commit (`transactional_db`, a live server) end with a flush, which the guards rightly refuse.
Around that one flush they are taken down and put back. No switch in the application would do it.
"""

import pytest
from django.db import connections
from django.test import TransactionTestCase

from cases.evidence import guards as of_custody
from secoffice.audit import checkpoints, guards
from secoffice.records import guards as of_holds

GUARDS = (guards, of_custody, of_holds)


@pytest.fixture(scope="session", autouse=True)
def trail_can_be_emptied():
    flush = TransactionTestCase._fixture_teardown

    def flush_without_guards(case):
        used = [connections[name] for name in case._databases_names(include_mirrors=False)]
        each = [(guard, connection) for guard in GUARDS for connection in used]
        for guard, connection in each:
            guard.remove(connection)
        try:
            flush(case)
        finally:
            for guard, connection in each:
                guard.install(connection)
            checkpoints.path().unlink(missing_ok=True)

    TransactionTestCase._fixture_teardown = flush_without_guards
    yield
    TransactionTestCase._fixture_teardown = flush
